import { describe, expect, it } from 'vitest';
import { emptyTable } from '../outcome-table.ts';
import { baselineText, parseBaseline } from './baseline.ts';
import { baselineFixture } from './measurement.fixture.ts';
import { rowHash } from './row-hash.ts';

const BASELINE = baselineFixture(40);
const TEXT = baselineText(BASELINE);

describe('a baseline as a file', () => {
  it('reads what it wrote, and writes the same bytes again', () => {
    const read = parseBaseline(TEXT, 'bench.lock.json');
    expect(read).toEqual(BASELINE);
    expect(baselineText(read)).toBe(TEXT);
  });

  it('has a line for each prompt, so that a diff shows which ones changed', () => {
    expect(TEXT).toContain('\n  "aaaaaaaaaa a train prompt"\n');
    expect(TEXT).toContain('\n  ["q3","cccccccccc",1,1,0.002,803,0,0,3],\n');
  });

  it('stays below 300 KB for 6,000 prompts', () => {
    const known = Array.from({ length: 4800 }, (_, i) => ({ id: `assistant-${i}`, hash: 'aaaaaaaaaa' }));
    const large = { ...baselineFixture(1200), train: known };
    expect(baselineText(large).length).toBeLessThan(300_000);
  });

  it.each([
    ['no JSON', 'bench.lock.json is no JSON'],
    [TEXT.replace('"version": 1', '"version": 2'), 'is a baseline of version 2'],
    [TEXT.replace('"q3"', '"q4"'), 'has the example "q4" twice'],
    [TEXT.replace('"cccccccccc",1,', '"cccccccccc",7,'), 'there is no model 7 in a pool of 2'],
    [TEXT.replace('"cccccccccc",1,', '"short",1,'), 'is no baseline'],
    ['null', 'is no baseline'],
  ])('refuses what does not hold: case %#', (text, message) => {
    expect(() => parseBaseline(text, 'bench.lock.json')).toThrow(message);
  });
});

describe('rowHash', () => {
  const table = () => ({
    ...emptyTable(
      [
        {
          id: 'a',
          task: 't',
          request: { messages: [{ role: 'user' as const, content: 'hello' }], metadata: { x: 1, y: 2 } },
        },
      ],
      [{ id: 'small' }, { id: 'large' }],
    ),
    quality: Float64Array.of(0.2, 0.9),
  });

  it('is that of another table with keys and models in another order', () => {
    const turned = {
      ...emptyTable(
        [{ ...table().examples[0]!, request: { ...table().examples[0]!.request, metadata: { y: 2, x: 1 } } }],
        [{ id: 'large' }, { id: 'small' }],
      ),
      quality: Float64Array.of(0.9, 0.2),
    };
    expect(rowHash(turned, 0)).toBe(rowHash(table(), 0));
  });

  it('changes with prompt, task and every outcome', () => {
    const known = table();
    const other = [
      { ...known, quality: Float64Array.of(0.2, 0.91) },
      { ...known, costUsd: Float64Array.of(0.1, 0.1) },
      { ...known, examples: [{ ...known.examples[0]!, task: 'u' }] },
      { ...known, examples: [{ ...known.examples[0]!, grading: { grader: 'exact', reference: 'x' } }] },
    ].map((changed) => rowHash(changed, 0));
    expect(new Set([rowHash(known, 0), ...other]).size).toBe(5);
  });
});
