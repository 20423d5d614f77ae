import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';

describe('readLines', () => {
  const folder = temporaryFolder();
  const linesOf = async (content: string | Uint8Array, name = 'x.jsonl') => {
    const file = join(folder(), name);
    await writeFile(file, content);
    const lines: { row: number; text: string }[] = [];
    for await (const line of readLines(file)) lines.push(line);
    return lines;
  };

  it('needs no newline after the last line, and counts blank lines', async () => {
    expect(await linesOf('\ufeffa\r\n\n b \n')).toEqual([
      { row: 1, text: 'a' },
      { row: 3, text: ' b ' },
    ]);
    expect(await linesOf('a\nb')).toEqual(await linesOf('a\nb\n'));
  });

  it('puts lines together that a chunk boundary cuts, even inside a character', async () => {
    const text = '🙂é'.repeat(400_000);
    expect(await linesOf(`${text}\n${text}`)).toEqual([
      { row: 1, text },
      { row: 2, text },
    ]);
  });

  it('reads what was written, plain and gzipped', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => `x${text.replace(/[\r\n\ufeff]/g, '')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 20 }), async (texts) => {
        const expected = texts.map((text, i) => ({ row: i + 1, text: Buffer.from(text).toString() }));
        expect(await linesOf(texts.join('\n'))).toEqual(expected);
        expect(await linesOf(gzipSync(texts.join('\n')), 'x.jsonl.gz')).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});
