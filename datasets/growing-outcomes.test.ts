import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Example, STATUS } from '../harness/outcome-table.ts';
import { growingOutcomes } from './growing-outcomes.ts';

describe('growingOutcomes', () => {
  it('holds every cell in its place, in whatever order they come', () => {
    const cell = fc.record({
      example: fc.nat(40),
      model: fc.nat(12),
      quality: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(cell, { selector: (c) => `${c.example} ${c.model}` }), (cells) => {
        const growing = growingOutcomes(1, 1);
        for (const { example, model, quality } of cells)
          expect(growing.record(example, model, outcome(quality))).toBe(true);
        for (const { example, model } of cells) expect(growing.record(example, model, outcome(0))).toBe(false);
        const table = growing.finish(examples(41), models(13));
        const expected = new Float64Array(41 * 13).fill(Number.NaN);
        for (const { example, model, quality } of cells) expected[example * 13 + model] = quality;
        expect(table.quality).toEqual(expected);
        expect([...table.status].filter((status) => status === STATUS.ok)).toHaveLength(cells.length);
      }),
      { numRuns: 50 },
    );
  });
});

function outcome(quality: number) {
  return {
    status: STATUS.ok,
    quality,
    costUsd: 1,
    latencyMs: 1,
    inputTokens: 1,
    cachedInputTokens: 0,
    outputTokens: 1,
  };
}

function examples(count: number): Example[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${i}`, request: { messages: [], metadata: {} }, task: 't' }));
}

function models(count: number) {
  return Array.from({ length: count }, (_, m) => ({ id: `m${m}` }));
}
