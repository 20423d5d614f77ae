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
  it('is the reference model and the mix that promises the same quality, with paired differences', () => {
    const { results } = evaluate(toyInput(QUERIES, knowing));
    const [reference, mixture, ...rest] = results.routers[0]!.chosen.alternatives!;
    expect(rest).toEqual([]);
    expect(reference).toMatchObject({ kind: 'reference', mix: [{ model: 'm1', share: 1 }], costUsd: 5, quality: 0.75 });
    // The router costs 1, 1, 5, 1: it saves 4, 4, 0, 4, with s² = 4 and t₃ = 3.182446.
    expect(reference!.savingUsd).toMatchObject({ value: 3, n: 4, clusters: 4 });
    expect(reference!.savingUsd.low).toBeCloseTo(3 - 3.182446, 5);
    expect(reference!.qualityGained).toMatchObject({ value: 0, low: 0, high: 0 });
    // It promises .75, which is all of m1.
    expect(mixture).toMatchObject({ kind: 'mixture', mix: [{ model: 'm1', share: 1 }], reaches: true });
  });

  it('mixes two models where the promise lies between them, in expectation', () => {
    const queries = QUERIES.map(({ quality, costUsd }) => ({ quality: [...quality, 1], costUsd: [...costUsd, 10] }));
    const { results } = evaluate(toyInput(queries, { routers: { lazy: [0, 0, 0, 2] } }));
    // m0 (1, .5), m1 (5, .75), m2 (10, 1): the promise of .75 is a vertex or an edge; m0 to m2 has slope .0556, m0 to m1 .0625.
    const mixture = results.routers[0]!.chosen.alternatives!.find(({ kind }) => kind === 'mixture')!;
    expect(mixture.mix).toEqual([{ model: 'm1', share: 1 }]);
    const half = evaluate(toyInput([...queries, ...queries], { routers: { half: [0, 0, 1, 0, 0, 0, 0, 0] } }));
    const between = half.results.routers[0]!.chosen.alternatives!.find(({ kind }) => kind === 'mixture')!;
    expect(between.mix).toEqual([
      { model: 'm0', share: expect.closeTo(0.5, 12) },
      { model: 'm1', share: expect.closeTo(0.5, 12) },
    ]);
    expect(between.costUsd).toBeCloseTo(3, 12);
    expect(between.quality).toBeCloseTo(0.625, 12);
    expect(between.qualityGained.value).toBeCloseTo(0, 12);
    expect(between.savingUsd.value).toBeCloseTo(1.5, 12);
  });

  it('is said not to reach a router that is better than every single model', () => {
    const queries: ToyQuery[] = [
      ...QUERIES,
      { quality: [1, 0], costUsd: [1, 5] },
      { quality: [1, 0], costUsd: [1, 5] },
    ];
    const { results } = evaluate(toyInput(queries, { routers: { better: [0, 0, 1, 0, 0, 0] } }));
    const mixture = results.routers[0]!.chosen.alternatives!.find(({ kind }) => kind === 'mixture')!;
    expect(mixture).toMatchObject({ reaches: false, mix: [{ model: 'm0', share: 1 }] });
    expect(mixture.qualityGained.value).toBeCloseTo(1 / 6, 12);
  });

  it('names the best single model too, where the objective names another reference', () => {
    const objective = { kind: 'cheapest-within', margin: 0.1, reference: 'm0' } as const;
    const { results } = evaluate(toyInput(QUERIES, { ...knowing, objective }));
    const alternatives = results.routers[0]!.chosen.alternatives!;
    expect(alternatives.map(({ kind }) => kind)).toEqual(['reference', 'best-single', 'mixture']);
    expect(alternatives.map(({ mix }) => mix[0]!.model)).toEqual(['m0', 'm1', 'm1']);
  });

  it('bills routing: a router that always takes the reference model costs what routing costs', () => {
    const { results } = evaluate(toyInput(QUERIES, { routers: { always: [1, 1, 1, 1] }, billUsd: 0.5 }));
    expect(results.routers[0]!.chosen.alternatives![0]!.savingUsd).toMatchObject({
      value: -0.5,
      low: -0.5,
      high: -0.5,
    });
  });

  it('is of no cost where the models are free', () => {
    const free = QUERIES.map(({ quality }) => ({ quality, costUsd: [0, 0] }));
    const { results } = evaluate(toyInput(free, knowing));
    expect(results.routers[0]!.chosen.alternatives![0]!.savingUsd).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(() => resultsSchema.parse(JSON.parse(JSON.stringify(results)))).not.toThrow();
  });

  it('is the model itself in a pool of one', () => {
    const one = QUERIES.map(({ quality, costUsd }) => ({ quality: [quality[1]!], costUsd: [costUsd[1]!] }));
    const { results } = evaluate(toyInput(one, { routers: { only: [0, 0, 0, 0] } }));
    const { alternatives } = results.routers[0]!.chosen;
    expect(alternatives!.map(({ savingUsd }) => savingUsd.value)).toEqual([0, 0]);
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
