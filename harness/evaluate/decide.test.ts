import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../model.ts';
import { type Assessment, FREE } from '../router.ts';
import { decide } from './decide.ts';
import { choose, packPredictions } from './predictions.ts';

const modelAt = (id: string, rate: number): Model => ({
  id,
  price: { usdPerRequest: 0, inputUsdPerMillionTokens: 0, outputUsdPerMillionTokens: rate, source: 'card' },
});
const POOL = [modelAt('cheap', 1e4), modelAt('middle', 2e4), modelAt('dear', 6e4)]; // 100 tokens: $1, $2, $6
const scores = (...quality: number[]): Assessment => ({
  kind: 'scores',
  quality: Float64Array.from(quality),
  outputTokens: new Float64Array(quality.length).fill(100),
  bill: FREE,
  why: () => [],
});
const ranking = (...models: number[]): Assessment => ({ kind: 'ranking', models, bill: FREE, why: () => [] });
const ALL = Uint8Array.of(1, 1, 1);

describe('decide', () => {
  it('takes the cheapest model at 0 and the best predicted one at ∞', () => {
    const assessment = scores(0.2, 0.9, 0.8);
    expect(decide(assessment, POOL, 10, ALL, 0)).toEqual([0, 1, 2]);
    expect(decide(assessment, POOL, 10, ALL, Number.POSITIVE_INFINITY)).toEqual([1, 2, 0]);
  });

  it('weighs quality against cost in between', () => {
    // Worth at λ = 10: .5 − .1, .7 − .2, .95 − .6
    expect(decide(scores(0.5, 0.7, 0.95), POOL, 10, ALL, 10)).toEqual([1, 0, 2]);
  });

  it('gives equal utilities to the cheaper model, then to pool order', () => {
    expect(decide(scores(0.5, 0.5, 0.5), POOL, 10, ALL, Number.POSITIVE_INFINITY)).toEqual([0, 1, 2]);
    const twins = [modelAt('a', 1), modelAt('b', 1), modelAt('c', 1)];
    expect(decide(scores(0.5, 0.6, 0.6), twins, 10, ALL, 1)).toEqual([1, 2, 0]);
    expect(decide(scores(0.5, 0.6, 0.6), twins, 10, ALL, 0)).toEqual([0, 1, 2]);
  });

  it('leaves out what is not allowed, and refuses when nothing is left', () => {
    expect(decide(scores(0.2, 0.9, 0.8), POOL, 10, Uint8Array.of(1, 0, 1), Number.POSITIVE_INFINITY)).toEqual([2, 0]);
    expect(decide(scores(0.2, 0.9, 0.8), POOL, 10, Uint8Array.of(0, 0, 0), 1)).toEqual([]);
    expect(decide(ranking(1), POOL, 10, Uint8Array.of(1, 0, 1), 1)).toEqual([]);
  });

  it('keeps a ranking as it is, whatever the tradeoff', () => {
    for (const tradeoff of [0, 1, Number.POSITIVE_INFINITY]) {
      expect(decide(ranking(2, 0), POOL, 10, ALL, tradeoff)).toEqual([2, 0]);
    }
  });

  it('refuses scores that are no numbers, a mask of the wrong length and a negative tradeoff', () => {
    expect(() => decide(scores(0.1, Number.NaN, 0.2), POOL, 10, ALL, 1)).toThrow('model middle');
    expect(() => decide(scores(0.1, 0.2), POOL, 10, ALL, 1)).toThrow('2 models of a pool of 3');
    expect(() => decide(scores(0.1, 0.2, 0.3), POOL, 10, Uint8Array.of(1), 1)).toThrow('mask of 1');
    expect(() => decide(scores(0.1, 0.2, 0.3), POOL, 10, ALL, -1)).toThrow('0 or more');
  });

  it('starts with what the sweep chooses, ties and masks included', () => {
    const request = fc.record({
      quality: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
      length: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }),
      ranked: fc.option(fc.subarray([2, 0, 1])),
      mask: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }),
      inputTokens: fc.integer({ min: 0, max: 3 }),
    });
    const rate = fc.integer({ min: 0, max: 2 });
    const tradeoff = fc.oneof(
      fc.constantFrom(0, Number.MIN_VALUE, 1, 2, Number.POSITIVE_INFINITY),
      fc.double({ min: 0, max: 10, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 8 }),
        fc.tuple(rate, rate, rate),
        tradeoff,
        (requests, rates, lambda) => {
          const pool = rates.map((value, m) => modelAt(`m${m}`, value * 1e6));
          const assessments = requests.map(
            ({ quality, length, ranked }): Assessment =>
              ranked === null
                ? ({ ...scores(...quality.map((q) => q / 3)), outputTokens: Float64Array.from(length) } as Assessment)
                : ranking(...ranked),
          );
          const inputTokens = Float64Array.from(requests, (r) => r.inputTokens);
          const allowed = Uint8Array.from(requests.flatMap(({ mask }) => mask));
          const chosen = choose(packPredictions(assessments, pool, inputTokens, allowed), lambda);
          requests.forEach(({ mask }, i) => {
            const [first] = decide(assessments[i]!, pool, inputTokens[i]!, Uint8Array.from(mask), lambda);
            expect(chosen[i]).toBe(first ?? -1);
          });
        },
      ),
    );
  });
});
