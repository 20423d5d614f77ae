import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { resultsSchema } from '../results.ts';
import { syntheticInput } from '../synthetic-input.ts';
import { identicalModels } from './pool-facts.ts';
import { type ToyQuery, toyInput } from './toy-input.fixture.ts';

/** m0 is right on half of the queries at $1, m1 on all but the last at $5; the router knows where m0 is enough. */
const QUERIES: ToyQuery[] = [
  { quality: [1, 1], costUsd: [1, 5] },
  { quality: [1, 1], costUsd: [1, 5] },
  { quality: [0, 1], costUsd: [1, 5] },
  { quality: [0, 0], costUsd: [1, 5] },
];
const knowing = { routers: { knowing: [0, 0, 1, 0] } };

describe('what needs no router', () => {
  it('is each model or mix once, under all that it is, with paired differences', () => {
    const { results } = evaluate(toyInput(QUERIES, knowing));
    // The router promises .75, which is all of m1: the reference, the best, and what ships without a router at no margin.
    const [reference, ...rest] = results.routers[0]!.alternatives!;
    expect(rest).toEqual([]);
    expect(reference).toMatchObject({
      kinds: ['reference', 'best-single', 'without-router', 'same-promise'],
      mix: [{ model: 'm1', share: 1 }],
      reaches: true,
      costUsd: 5,
      quality: 0.75,
    });
    // The router costs 1, 1, 5, 1: it saves 4, 4, 0, 4, with s² = 4 and t₃ = 3.182446.
    expect(reference!.savingUsd).toMatchObject({ value: 3, n: 4, clusters: 4 });
    expect(reference!.savingUsd.low).toBeCloseTo(3 - 3.182446, 5);
    expect(reference!.qualityGained).toMatchObject({ value: 0, low: 0, high: 0 });
  });

  it('mixes two models where the promise lies between them, in expectation', () => {
    const half = { half: [0, 0, 1, 0, 0, 0, 0, 0] };
    const { results } = evaluate(toyInput([...QUERIES, ...QUERIES], { routers: half }));
    const mixture = results.routers[0]!.alternatives!.find(({ kinds }) => kinds.includes('same-promise'))!;
    expect(mixture.mix).toEqual([
      { model: 'm0', share: expect.closeTo(0.5, 12) },
      { model: 'm1', share: expect.closeTo(0.5, 12) },
    ]);
    expect(mixture.reaches).toBe(true);
    expect(mixture.costUsd).toBeCloseTo(3, 12);
    expect(mixture.quality).toBeCloseTo(0.625, 12);
    expect(mixture.qualityGained.value).toBeCloseTo(0, 12);
    expect(mixture.savingUsd.value).toBeCloseTo(1.5, 12);
  });

  it('is what would ship without routers, which the choice on validate names', () => {
    const objective = { kind: 'cheapest-within', margin: 0.2 } as const;
    const many = Array.from({ length: 60 }, () => QUERIES).flat();
    const { results } = evaluate(toyInput(many, { routers: { always: many.map(() => 1) }, objective }));
    const rival = results.routers[0]!.alternatives!.find(({ kinds }) => kinds.includes('without-router'))!;
    expect(rival.mix).toEqual(results.selection!.mixing.models);
    expect(rival.mix).toHaveLength(2);
    expect(rival.reaches).toBe(false);
  });

  it('is said not to reach a router that is better than every single model', () => {
    const queries: ToyQuery[] = [
      ...QUERIES,
      { quality: [1, 0], costUsd: [1, 5] },
      { quality: [1, 0], costUsd: [1, 5] },
    ];
    const { results } = evaluate(toyInput(queries, { routers: { better: [0, 0, 1, 0, 0, 0] } }));
    const mixture = results.routers[0]!.alternatives!.find(({ kinds }) => kinds.includes('same-promise'))!;
    expect(mixture).toMatchObject({ reaches: false, mix: [{ model: 'm0', share: 1 }] });
    expect(mixture.qualityGained.value).toBeCloseTo(1 / 6, 12);
  });

  it('names the best single model too, where the objective names another reference', () => {
    const objective = { kind: 'cheapest-within', margin: 0.1, reference: 'm0' } as const;
    const { results } = evaluate(toyInput(QUERIES, { ...knowing, objective }));
    const alternatives = results.routers[0]!.alternatives!;
    expect(alternatives.map(({ kinds }) => kinds)).toEqual([
      ['reference', 'without-router'],
      ['best-single', 'same-promise'],
    ]);
    expect(alternatives.map(({ mix }) => mix[0]!.model)).toEqual(['m0', 'm1']);
  });

  it('bills routing: a router that always takes the reference model costs what routing costs', () => {
    const { results } = evaluate(toyInput(QUERIES, { routers: { always: [1, 1, 1, 1] }, billUsd: 0.5 }));
    expect(results.routers[0]!.alternatives![0]!.savingUsd).toMatchObject({
      value: -0.5,
      low: -0.5,
      high: -0.5,
    });
  });

  it('is of no cost where the models are free', () => {
    const free = QUERIES.map(({ quality }) => ({ quality, costUsd: [0, 0] }));
    const { results } = evaluate(toyInput(free, knowing));
    expect(results.routers[0]!.alternatives![0]!.savingUsd).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(() => resultsSchema.parse(JSON.parse(JSON.stringify(results)))).not.toThrow();
  });

  it('is the model itself in a pool of one', () => {
    const one = QUERIES.map(({ quality, costUsd }) => ({ quality: [quality[1]!], costUsd: [costUsd[1]!] }));
    const { results } = evaluate(toyInput(one, { routers: { only: [0, 0, 0, 0] } }));
    const { alternatives } = results.routers[0]!;
    expect(alternatives!.map(({ savingUsd }) => savingUsd.value)).toEqual([0]);
    expect(results.pool).toEqual({ identical: [], referenceLastPoint: { undefined: 'because no model is cheaper' } });
  });
});

describe('the last point of quality', () => {
  it('costs the step from the cheapest single model to a router of one point', () => {
    const many = Array.from({ length: 10 }, () => QUERIES).flat();
    const { results } = evaluate(toyInput(many, { routers: { knowing: many.map((_, i) => (i % 4 === 2 ? 1 : 0)) } }));
    const { atChosen, atTop } = results.routers[0]!.lastPoint!;
    // From m0 (1, .5) to the router (2, .75): the step is (0, 0) or (4, 1) on each query, so that the ratio is certain.
    expect(atChosen).toMatchObject({ costUsd: { value: 1 }, quality: { value: 0.25 } });
    expect(atChosen).toHaveProperty('usdPerQuality.value', expect.closeTo(4, 12));
    expect(atTop).toEqual(atChosen);
    // Without a router $4 buy a quarter: 16 per unit.
    expect(results.pool!.referenceLastPoint).toHaveProperty('usdPerQuality.value', expect.closeTo(16, 12));
  });

  it('is not defined where dearer is not better on test, or too few queries tell', () => {
    const { results } = evaluate(toyInput(QUERIES, knowing));
    expect(results.routers[0]!.lastPoint!.atChosen).toHaveProperty(
      'usdPerQuality.undefined',
      expect.stringContaining('cannot be told apart from none'),
    );
    const worse = evaluate(toyInput(QUERIES, { routers: { cheapest: [0, 0, 0, 0] } }));
    expect(worse.results.routers[0]!.lastPoint!.atChosen).toEqual({
      undefined: 'because it is the cheapest point of the curve',
    });
  });

  it('is there for every router of a swept curve, at its operating point and at the top', () => {
    const { results } = evaluate(syntheticInput({ examples: 600, models: 4, seed: 3, skill: 0.9 }));
    const { atChosen, atTop } = results.routers[0]!.lastPoint!;
    expect(atChosen).toHaveProperty('costUsd');
    expect(atTop).toHaveProperty('costUsd');
  });
});

describe('models with the same grades', () => {
  it('are one group, whether or not they cost the same', () => {
    const queries = [
      { quality: [1, 1, 0, 0, 1], costUsd: [1, 1, 2, 3, 1] },
      { quality: [0, 0, 1, 1, 1], costUsd: [1, 1, 2, 3, 1] },
    ];
    expect(identicalModels(toyInput(queries).table)).toEqual([
      { models: ['m0', 'm1'], sameCost: true },
      { models: ['m2', 'm3'], sameCost: false },
    ]);
    expect(identicalModels(toyInput(QUERIES).table)).toEqual([]);
  });
});
