import { describe, expect, it } from 'vitest';
import { type Assessment, FREE } from '../router.ts';
import { evaluate } from './evaluate.ts';
import type { Candidate, EvaluationInput } from './evaluation-input.ts';
import { type Results, resultsSchema } from './results.ts';
import type { Significance } from './significance-schema.ts';
import { type SyntheticOptions, syntheticInput } from './synthetic-input.ts';

const options = { examples: 1000, models: 4, seed: 3, skill: 0.8 };
const ranking = (model: number): Assessment => ({ kind: 'ranking', models: [model], bill: FREE, why: () => [] });

/** A router that names a model for each row of the table. */
function named({ split }: EvaluationInput, name: string, model: (row: number) => number, more = {}): Candidate {
  const assessments = {
    validate: Array.from(split.validate, (row) => ranking(model(row))),
    test: Array.from(split.test, (row) => ranking(model(row))),
  };
  return {
    name,
    kind: 'x',
    learned: false,
    notes: [],
    assessments,
    files: { assessments: '', decisions: '' },
    ...more,
  };
}

function checked(input: EvaluationInput): Results {
  const { results } = evaluate(input);
  expect(resultsSchema.safeParse(JSON.parse(JSON.stringify(results))).error).toBeUndefined();
  return results;
}

function significance(input: EvaluationInput): Significance {
  return checked(input).significance!;
}

function withRouters(more: SyntheticOptions, ...add: ((input: EvaluationInput) => Candidate)[]): EvaluationInput {
  const input = syntheticInput(more);
  return { ...input, candidates: [...input.candidates, ...add.map((one) => one(input))] };
}

describe('significanceFigures', () => {
  const input = withRouters(
    options,
    (own) => named(own, 'worst', () => 0),
    (own) => named(own, 'from elsewhere', () => 3, { notDeployable: 'its decisions were made elsewhere' }),
  );
  const results = checked(input);
  const found = results.significance!;
  const family = (name: string) => found.families.find(({ family: own }) => own === name)!.tests;

  it('has every router in the first family, and those that may ship in the second', () => {
    expect(family('aiq-zero').map(({ router }) => router)).toEqual(['scores', 'worst', 'from elsewhere']);
    expect(family('quality-reference').map(({ router }) => router)).toEqual(['scores', 'worst']);
  });

  it('adjusts p-values over both families, and the raw ones agree with the intervals', () => {
    for (const { tests } of found.families) {
      for (const { p, holm, difference } of tests) {
        expect(holm).toBeGreaterThanOrEqual(p);
        expect(p < 0.05).toBe(difference.low > 0 || difference.high < 0);
      }
    }
    expect(family('aiq-zero')[0]!.holm).toBeLessThan(0.05);
    expect(family('aiq-zero')[0]!.difference).toEqual(results.routers[0]!.aiqMinusZero);
    expect(family('quality-reference')[1]!.difference).toEqual(results.routers[1]!.chosen.qualityGained);
  });

  it('has the best router in the set, and says what speaks against the others', () => {
    const standing = (name: string) => found.best!.find((one) => one.name === name)!;
    expect(found.best!.map(({ kind }) => kind)).toEqual(['router', 'router', 'router', 'zero']);
    expect(standing('scores')).toMatchObject({ isIn: true, p: 1 });
    expect(standing('worst')).toMatchObject({ isIn: false, behind: { name: 'scores' } });
    expect(standing('worst').behind!.difference.low).toBeGreaterThan(0);
  });

  it('has the same router twice in the set or out of it together', () => {
    const twice = significance(
      withRouters(
        options,
        (own) => named(own, 'one', () => 2),
        (own) => named(own, 'other', () => 2),
      ),
    ).best!;
    const [one, other] = ['one', 'other'].map((name) => twice.find((each) => each.name === name)!);
    expect({ ...one, name: '' }).toEqual({ ...other, name: '' });
  });

  it('says how many queries the margin takes, more on validate and more for a smaller margin', () => {
    const planning = (margin: number) => {
      const own = significance({ ...input, objective: { kind: 'cheapest-within', margin } }).planning;
      if ('undefined' in own) throw new Error(own.undefined);
      if (own.margin === undefined || 'undefined' in own.margin) throw new Error('no margin');
      return { ...own, margin: own.margin };
    };
    const { candidates, deviation, detectable, margin } = planning(0.02);
    // Three other models and "scores" and "worst": the one from elsewhere is the reference model on every query.
    expect(candidates).toBe(5);
    expect(margin.paths).toBe(3);
    expect(margin.validateQueries).toBeGreaterThan(margin.testQueries);
    expect(planning(0.01).margin.testQueries / margin.testQueries).toBeCloseTo(4, 1);
    expect(detectable.low).toBeLessThan(detectable.median);
    // (1.97 + .84) · deviation ÷ √200
    expect(detectable.median).toBeCloseTo((2.81 * deviation.median) / Math.sqrt(200), 3);
  });

  it('has no number for a margin of zero, and none for another objective', () => {
    const planning = (objective: EvaluationInput['objective']) => significance({ ...input, objective }).planning;
    expect(planning({ kind: 'cheapest-within', margin: 0 })).toMatchObject({ margin: { undefined: /./ } });
    expect(planning({ kind: 'best-under-budget', maxUsdPerQuery: 1 })).not.toHaveProperty('margin');
  });

  it('has an interval of the p95 latency that holds it, and of macro-F1 where labels name models', () => {
    const examples = input.table.examples.map((example, row) => ({ ...example, label: `model-${row % 2}` }));
    const labelled = { ...input, table: { ...input.table, examples } };
    const { routers, significance: own } = checked(labelled);
    own!.intervals.forEach(({ router, p95LatencyMs, macroF1 }, i) => {
      const { name, chosen, labels } = routers[i]!;
      expect(router).toBe(name);
      if (p95LatencyMs === undefined || 'undefined' in p95LatencyMs) throw new Error('no interval of latency');
      expect(p95LatencyMs.value).toBe(chosen.latencyMs!.p95);
      expect(p95LatencyMs.low).toBeLessThanOrEqual(p95LatencyMs.value);
      if (name === 'from elsewhere') {
        // It never names the label's model.
        expect(macroF1).toEqual({ undefined: 'because nothing varies between the queries' });
      } else expect(macroF1).toMatchObject({ value: expect.closeTo(labels!.macroF1, 12), n: 200, clusters: 200 });
    });
    expect(found.intervals[0]).not.toHaveProperty('macroF1');
  });
});

describe('claims on few or equal queries', () => {
  it('are withheld below 30 clusters, with the number that is needed', () => {
    const few = significance(syntheticInput({ ...options, examples: 140 }));
    expect(few).toMatchObject({ clusters: 28, families: [], planning: { candidates: 4 } });
    expect(few.withheld).toContain('28 independent clusters of queries, and a claim needs at least 30');
    expect(few).not.toHaveProperty('best');
    expect(significance(syntheticInput({ ...options, examples: 150 }))).not.toHaveProperty('withheld');
    expect(significance(syntheticInput({ ...options, groupSize: 40 }))).toMatchObject({ clusters: 5, queries: 200 });
  });

  it('find nothing where all models are the same', () => {
    const input = syntheticInput(options);
    input.table.quality.fill(1);
    const { families, best, planning } = significance(input);
    for (const { p, holm } of families.flatMap(({ tests }) => tests)) expect([p, holm]).toEqual([1, 1]);
    expect(best!.every(({ isIn }) => isIn)).toBe(true);
    expect(planning).toHaveProperty('undefined');
  });

  it('need no router, and no second model', () => {
    const none = significance({ ...syntheticInput(options), candidates: [] });
    expect(none.families.map(({ tests }) => tests)).toEqual([[], []]);
    expect(none.best).toMatchObject([{ kind: 'zero', isIn: true, p: 1 }]);
    expect(significance(syntheticInput({ ...options, models: 1 })).planning).toHaveProperty('undefined');
  });
});

describe('the intervals of the points', () => {
  it('hold each point, agree with the intervals of a fixed router, and count clusters', () => {
    const input = withRouters({ ...options, groupSize: 3 }, (own) => named(own, 'fixed', () => 2));
    const { routers, models } = evaluate(input).results;
    for (const { quality, costUsd, interval } of routers[0]!.test) {
      expect(interval!.quality.low).toBeLessThan(quality);
      expect(interval!.quality.high).toBeGreaterThan(quality);
      expect(interval!.costUsd.low).toBeLessThan(costUsd);
    }
    const [{ interval }] = routers[1]!.test as [(typeof routers)[1]['test'][0]];
    const { quality, costUsd } = models[2]!;
    expect(interval!.quality).toEqual({ low: quality.low, high: quality.high });
    expect(interval!.costUsd.high).toBeCloseTo(costUsd.high, 12);
    expect(routers[0]!.validate[0]).not.toHaveProperty('interval');
  });
});
