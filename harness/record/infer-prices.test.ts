import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTable, STATUS } from '../outcome-table.ts';
import { random } from '../random.ts';
import { inferPrices } from './infer-prices.ts';
import { nonNegativeLeastSquares } from './non-negative-least-squares.ts';

/** Two models; costs of the first follow its rates exactly, the second has no token counts. */
function recorded(rows: number, rates: readonly [number, number, number]) {
  const examples = Array.from({ length: rows }, (_, i) => ({
    id: `${i}`,
    request: { messages: [{ role: 'user' as const, content: 'hi' }], metadata: {} },
    task: 't',
  }));
  const table = emptyTable(examples, [{ id: 'metered' }, { id: 'flat' }]);
  const rng = random(5);
  for (let i = 0; i < rows; i++) {
    const [input, output] = [10 + rng.integer(3000), 1 + rng.integer(800)];
    table.status.fill(STATUS.ok, i * 2, i * 2 + 2);
    table.inputTokens[i * 2] = input;
    table.outputTokens[i * 2] = output;
    table.costUsd[i * 2] = rates[0] + (input * rates[1] + output * rates[2]) / 1e6;
    table.costUsd[i * 2 + 1] = i % 2 === 0 ? 0.01 : 0.03;
  }
  return table;
}

describe('inferPrices', () => {
  it('finds the rates that produced the costs, and says how well they fit', () => {
    const { models, rSquared, notes } = inferPrices(recorded(200, [0.0005, 3, 15]), range(200));
    expect(models[0]!.price!.usdPerRequest).toBeCloseTo(0.0005, 9);
    expect(models[0]!.price!.inputUsdPerMillionTokens).toBeCloseTo(3, 6);
    expect(models[0]!.price!.outputUsdPerMillionTokens).toBeCloseTo(15, 6);
    expect(models[0]!.price!.source).toBe('inferred');
    expect(rSquared.get('metered')).toBeCloseTo(1, 9);
    expect(notes[0]).toContain('metered: price inferred from 200 recorded costs');
  });

  it('takes the mean cost per request where tokens are not known', () => {
    const { models, rSquared } = inferPrices(recorded(10, [0, 1, 1]), range(10));
    expect(models[1]!.price).toMatchObject({ inputUsdPerMillionTokens: 0, outputUsdPerMillionTokens: 0 });
    expect(models[1]!.price!.usdPerRequest).toBeCloseTo(0.02, 12);
    expect(rSquared.get('flat')).toBe(0);
  });

  it('looks at the rows it was given and no others', () => {
    const table = recorded(50, [0, 3, 15]);
    const before = inferPrices(table, range(40));
    table.costUsd.fill(99, 80);
    expect(inferPrices(table, range(40)).models).toEqual(before.models);
  });

  it('keeps a price that is known', () => {
    const table = recorded(5, [0, 1, 1]);
    const price = {
      usdPerRequest: 1,
      inputUsdPerMillionTokens: 1,
      outputUsdPerMillionTokens: 1,
      source: 'card' as const,
    };
    const { models, notes } = inferPrices({ ...table, models: [{ id: 'metered', price }, { id: 'flat' }] }, range(5));
    expect(models[0]!.price).toBe(price);
    expect(notes).toHaveLength(1);
  });
});

describe('nonNegativeLeastSquares', () => {
  it('never gives a negative weight, and is never worse than any other non-negative weights', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    const rows = fc.array(fc.tuple(value, value, value, value), { minLength: 3, maxLength: 12 });
    const other = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(rows, other, (data, guess) => {
        const features = data.map(([a, b, c]) => [a, b, c]);
        const targets = data.map((row) => row[3]);
        const weights = nonNegativeLeastSquares(features, targets);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expect(loss(features, targets, weights)).toBeLessThanOrEqual(loss(features, targets, guess) + 1e-6);
      }),
    );
  });

  it('sets a weight to zero that would have to be negative', () => {
    expect(
      nonNegativeLeastSquares(
        [
          [1, 0],
          [0, 1],
        ],
        [-2, 3],
      ),
    ).toEqual([0, 3]);
  });
});

function loss(
  features: readonly (readonly number[])[],
  targets: readonly number[],
  weights: readonly number[],
): number {
  return features.reduce(
    (sum, row, i) => sum + (row.reduce((dot, x, c) => dot + x * weights[c]!, 0) - targets[i]!) ** 2,
    0,
  );
}

function range(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}
