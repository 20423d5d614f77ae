import { describe, expect, it } from 'vitest';
import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { type ToyOptions, type ToyQuery, toyInput } from '../../harness/evaluate/roi/toy-input.fixture.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { priceChanges } from './price-changes.ts';
import { priceFlips } from './price-flips.ts';
import { pricedModels, repriceInput } from './reprice-input.ts';

/** m1 is always right at $5, m0 on two of three queries at $1: often enough for a router that knows where to be certified. */
const QUERIES: ToyQuery[] = Array.from({ length: 120 }, (_, i) => ({
  quality: [i % 3 === 2 ? 0 : 1, 1],
  costUsd: [1, 5],
}));
const OBJECTIVE = { kind: 'cheapest-within', margin: 0.05 } as const;

/** Takes a model where m0 is right and another where it is not. */
const knowing = (right: number, wrong: number) => QUERIES.map((_, i) => (i % 3 === 2 ? wrong : right));
const toy = (queries: readonly ToyQuery[], routers: ToyOptions['routers'] = { knowing: knowing(0, 1) }) =>
  toyInput(queries, { routers: routers!, objective: OBJECTIVE });

function flips(input: EvaluationInput) {
  return priceFlips(input, evaluate(input).results);
}

describe('priceFlips', () => {
  it('finds by hand: the router pays until the cheap model costs as much as the dear one', () => {
    const [favourite, reference] = flips(toy(QUERIES));
    // The router costs 5 − (5 − f) · 2/3, a mixture that may lose .05 at least 5 − (5 − f) · 3/20: dearer up to f = 5, and ties go to what
    // needs no router.
    expect(favourite).toMatchObject({ model: 'm0', roles: ['favourite'] });
    if ('undefined' in favourite!.flips) throw new Error(favourite!.flips.undefined);
    const { rise, fall } = favourite!.flips;
    expect(rise.verdict).toMatchObject({ candidate: 'm1', kind: 'single' });
    if (!('changedAt' in rise.verdict)) throw new Error('no change');
    expect(rise.verdict.unchangedAt).toBeLessThan(5);
    expect(rise.verdict.changedAt).toBeGreaterThanOrEqual(5);
    expect(rise.verdict.changedAt / rise.verdict.unchangedAt).toBeLessThan(1.03);
    expect(rise.candidate).toEqual(rise.verdict);
    expect(fall).toEqual({ verdict: { unchangedTo: 1 / 16 }, candidate: { unchangedTo: 1 / 16 } });
    // m1 is the reference and the dearest; at a fifth of its price it is as cheap as m0.
    expect(reference).toMatchObject({ model: 'm1', roles: ['reference', 'dearest'] });
    if ('undefined' in reference!.flips) throw new Error(reference!.flips.undefined);
    const cheap = reference!.flips.fall.verdict;
    if (!('changedAt' in cheap)) throw new Error('no change');
    expect(cheap.changedAt).toBeLessThanOrEqual(0.2);
    expect(cheap.unchangedAt).toBeGreaterThan(0.2);
  });

  it('is not defined for a model that costs nothing', () => {
    const free = QUERIES.map(({ quality }) => ({ quality, costUsd: [0, 5] }));
    expect(flips(toy(free))[0]).toEqual({
      model: 'm0',
      roles: ['favourite'],
      flips: { undefined: 'because it costs nothing' },
    });
  });

  it('tells the verdict from the candidate: another router may ship before none does', () => {
    // At m0 × 2 the router that asks m0 less is cheaper than the one that asks it for everything it can.
    const queries = QUERIES.map(({ quality, costUsd }) => ({
      quality: [quality[0]!, quality[0]!, 1],
      costUsd: [costUsd[0]!, 1.5, 5],
    }));
    const [favourite] = flips(toy(queries, { 'by m0': knowing(0, 2), 'by m1': knowing(1, 2) }));
    if ('undefined' in favourite!.flips) throw new Error(favourite!.flips.undefined);
    expect(favourite!.flips.rise.verdict).toEqual({ unchangedTo: 16 });
    const { candidate } = favourite!.flips.rise;
    expect(candidate).toMatchObject({ candidate: 'by m1', kind: 'router' });
    expect(candidate).toHaveProperty('changedAt', expect.closeTo(1.5, 1));
  });

  it('says what evaluate says at both sides of a change', () => {
    const input = syntheticInput({
      examples: 300,
      models: 3,
      seed: 2,
      skill: 0.6,
      objective: { kind: 'willingness-to-pay', usdPerQuality: 0.003 },
    });
    const { results } = evaluate(input);
    const all = priceFlips(input, results);
    let changes = 0;
    for (const { model, flips: found } of all) {
      if ('undefined' in found) continue;
      for (const { candidate } of [found.rise, found.fall]) {
        if (!('changedAt' in candidate)) continue;
        changes += 1;
        expect(shippedAt(input, model, candidate.unchangedAt)).toBe(results.policy.candidate);
        expect(shippedAt(input, model, candidate.changedAt)).toBe(candidate.candidate);
      }
    }
    expect(changes).toBeGreaterThan(0);
    expect(priceFlips(input, results)).toEqual(all);
  });

  it('tells its progress, a model at a time', () => {
    const input = toy(QUERIES);
    const told: [number, number][] = [];
    priceFlips(input, evaluate(input).results, (done, total) => void told.push([done, total]));
    expect(told).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });
});

function shippedAt(input: EvaluationInput, model: string, factor: number): string {
  const changes = priceChanges(pricedModels(input), { scale: new Map([[model, factor]]) });
  return evaluate(repriceInput(input, changes)).results.policy.candidate;
}
