import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecords } from './csv-records.ts';

const LIMIT = 2 ** 20;

function recordsOf(text: string | Buffer, chunkBytes = 7, limit = LIMIT): (readonly string[])[] {
  const bytes = Buffer.from(text);
  const parser = csvRecords(limit);
  const found: (readonly string[])[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) found.push(...parser.push(bytes.subarray(at, at + chunkBytes)));
  return [...found, ...parser.end()];
}

describe('csvRecords', () => {
  it('unquotes cells, keeps what is inside quotes, passes over blank lines and needs no final newline', () => {
    const text = 'a,b\r\n\n"1, ""one""\r\nand more",\r\n\r\n"",é😀';
    for (const chunkBytes of [1, 2, 3, 1000]) {
      expect(recordsOf(text, chunkBytes)).toEqual([
        ['a', 'b'],
        ['1, "one"\r\nand more', ''],
        ['', 'é😀'],
      ]);
    }
  });

  it('keeps a comma at the very end as an empty cell', () => {
    expect([recordsOf('a,b\n1,'), recordsOf('a,b\n1,\n'), recordsOf('a,b\n"1",')]).toEqual([
      [
        ['a', 'b'],
        ['1', ''],
      ],
      [
        ['a', 'b'],
        ['1', ''],
      ],
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ]);
  });

  it('agrees with csv-parse on whatever can be written, however it is cut into chunks', () => {
    const text = fc.array(fc.constantFrom('"', ',', '\n', '\r\n', 'a', ' ', 'é', '""', '","'), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (parts, chunkBytes) => {
        const whole = parts.join('');
        expect(attempt(() => recordsOf(whole, chunkBytes))).toEqual(attempt(() => reference(whole)));
      }),
      { numRuns: 2000 },
    );
  });

  it('names the record of a stray quote and of a quote that is never closed', () => {
    expect(() => recordsOf('a\n1"\n')).toThrow(
      expect.objectContaining({ records: 1, message: expect.stringContaining('quote inside') }),
    );
    expect(() => recordsOf('a\n"1"x\n')).toThrow(expect.objectContaining({ records: 1 }));
    expect(() => recordsOf('a\nb\n"1\n')).toThrow(
      expect.objectContaining({ records: 2, message: 'a quote is never closed' }),
    );
  });

  it('holds no more than twice the limit of a record that does not end', () => {
    const parser = csvRecords(1000);
    const chunk = Buffer.alloc(100, 'x');
    parser.push(Buffer.from('a\n"'));
    let pushed = 0;
    expect(() => {
      for (; pushed < 1e6; pushed += chunk.length) parser.push(chunk);
    }).toThrow('more than 1000 bytes');
    expect(pushed).toBeLessThanOrEqual(2100);
  });
});

function reference(text: string): string[][] {
  return parse(text, { skip_empty_lines: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
}

/** What it returns, or that it throws. */
function attempt<T>(work: () => T): T | 'error' {
  try {
    return work();
  } catch {
    return 'error';
  }
}
