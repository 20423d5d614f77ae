import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Assessment, FREE } from '../router.ts';
import { evaluate } from './evaluate.ts';
import type { Candidate, EvaluationInput } from './evaluation-input.ts';
import type { RouterMetrics } from './metrics-schema.ts';
import { type Results, resultsSchema } from './results.ts';
import { type SyntheticOptions, syntheticInput } from './synthetic-input.ts';

const OPTIONS: SyntheticOptions = { examples: 1500, models: 4, seed: 3 };

/** Evaluated, and valid under the schema: no NaN anywhere. */
function evaluated(input: EvaluationInput): Results {
  const { results } = evaluate(input);
  expect(resultsSchema.safeParse(JSON.parse(JSON.stringify(results))).error).toBeUndefined();
  return results;
}

function withRouter(input: EvaluationInput, assess: (row: number) => Assessment): EvaluationInput {
  const assessments = {
    validate: Array.from(input.split.validate, assess),
    test: Array.from(input.split.test, assess),
  };
  const files = { assessments: 'a', decisions: 'd' };
  const router: Candidate = { name: 'own', kind: 'own', learned: false, notes: [], assessments, files };
  return { ...input, candidates: [router] };
}

const ranking = (models: readonly number[]): Assessment => ({ kind: 'ranking', models, bill: FREE, why: () => [] });
const metricsOf = (results: Results): RouterMetrics => results.routers[0]!.metrics!;

describe('the metrics of a router', () => {
  it('add up with what else the results say', () => {
    const results = evaluated(syntheticInput({ ...OPTIONS, skill: 0.8 }));
    const { gap, againstSingles, averages } = metricsOf(results);
    const { chosen } = results.routers[0]!;
    expect(gap.wrongModel.quality).toBeCloseTo(results.reference.oracle.quality - chosen.quality.value, 12);
    expect(againstSingles.gapToOracle).toBeCloseTo(gap.wrongModel.quality, 12);
    expect(gap.unsolvable.share).toBeCloseTo(results.metrics!.unsolvable, 12);
    expect(averages.micro.quality).toBe(chosen.quality.value);
    expect(averages.macro.quality).toBeCloseTo(chosen.quality.value, 1);
    const spent = [gap.unsolvable, gap.wrongModel, gap.dearer, gap.optimal].reduce(
      (sum, part) => sum + part.costUsd,
      0,
    );
    expect(spent + gap.routingUsd).toBeCloseTo(chosen.costUsd.value - results.reference.oracle.costUsd, 12);
  });

  it('of a router that knows the truth: no regret at quality, always among the best, nothing but unsolvable queries', () => {
    const input = syntheticInput(OPTIONS);
    const knowing = withRouter({ ...input, objective: { kind: 'best-under-budget', maxUsdPerQuery: 9 } }, (row) => ({
      kind: 'scores',
      quality: input.table.quality.slice(row * 4, row * 4 + 4),
      outputTokens: input.table.outputTokens.slice(row * 4, row * 4 + 4),
      bill: FREE,
      why: () => [],
    }));
    const { regret, bestShare, gap, optimal, calibration } = metricsOf(evaluated(knowing));
    expect(regret.mean).toBeCloseTo(0, 12);
    for (const { value } of bestShare.at) expect(value).toBe(1);
    expect(bestShare.chosen).toBe(1);
    expect(gap.wrongModel).toMatchObject({ share: 0, quality: 0 });
    expect(optimal).toMatchObject({ selection: 1, accuracy: 1 });
    expect(calibration.cells).toEqual({ n: 1200, brier: 0, ece: 0 });
  });

  it('are those of the single model for a router that always names it', () => {
    const results = evaluated(withRouter(syntheticInput(OPTIONS), () => ranking([2])));
    const { averages, optimal, againstSingles, paretoDistance, gap, latencyMs, slices } = metricsOf(results);
    expect({ averages, optimal, againstSingles, paretoDistance, gap, latencyMs, slices }).toEqual(
      results.singles[2]!.metrics,
    );
  });

  it('get better with what the router knows', () => {
    const [noise, some, much] = [0, 0.5, 1].map((skill) => metricsOf(evaluated(syntheticInput({ ...OPTIONS, skill }))));
    expect(some!.regret.mean).toBeLessThan(noise!.regret.mean);
    expect(much!.regret.mean).toBeLessThan(some!.regret.mean);
    expect(much!.hypervolume).toBeGreaterThan(noise!.hypervolume as number);
    expect(much!.calibration.cells.brier).toBeLessThan(noise!.calibration.cells.brier as number);
    expect(much!.calibration.cells.ece).toBeLessThan(0.06);
  });

  it('have no regret below zero, whatever the router, and fall with every dollar that routing costs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0, max: 1, noNaN: true }), (seed, skill) => {
        const input = syntheticInput({ examples: 60, models: 3, seed, skill });
        const dear = withRouter(input, (row) => ({ ...ranking([row % 3]), bill: { ...FREE, usd: 0.01 } }));
        const free = withRouter(input, (row) => ranking([row % 3]));
        const [billed, plain] = [metricsOf(evaluated(dear)), metricsOf(evaluated(free))];
        billed.regret.at.forEach(({ value }, i) => {
          expect(plain.regret.at[i]!.value).toBeGreaterThanOrEqual(0);
          expect(value).toBeGreaterThanOrEqual(plain.regret.at[i]!.value);
        });
      }),
      { numRuns: 8 },
    );
  });
});

describe('slices in the results', () => {
  const tiers = (input: EvaluationInput): EvaluationInput => ({
    ...input,
    table: {
      ...input.table,
      examples: input.table.examples.map((example, row) => ({
        ...example,
        request: { ...example.request, metadata: { tier: row % 3 === 0 ? 'free' : 'pro', user: `user ${row}` } },
      })),
    },
  });

  it('have cost, quality and shares that average to those of all queries', () => {
    const results = evaluated(tiers(syntheticInput(OPTIONS)));
    const values = [
      { name: 'free', n: 100 },
      { name: 'pro', n: 200 },
    ];
    expect(results.metrics!.slices).toEqual([{ key: 'tier', values }]);
    const [slices] = metricsOf(results).slices;
    const { chosen } = results.routers[0]!;
    expect((slices![0]!.quality + 2 * slices![1]!.quality) / 3).toBeCloseTo(chosen.quality.value, 12);
    expect((slices![0]!.costUsd + 2 * slices![1]!.costUsd) / 3).toBeCloseTo(chosen.costUsd.value, 12);
    expect((slices![0]!.shares[3]! + 2 * slices![1]!.shares[3]!) / 3).toBeCloseTo(chosen.shares[3]!, 12);
    expect(results.metrics!.unslicedKeys).toEqual([{ key: 'user', because: 'it has more than 20 values' }]);
  });

  it('leave out what test has no query of', () => {
    const input = tiers(syntheticInput({ ...OPTIONS, examples: 100 }));
    const of = new Int32Array(100).fill(1);
    const results = evaluated({
      ...input,
      slices: { keys: [{ key: 'k', names: ['never', 'always'], of }], leftOut: [] },
    });
    expect(results.metrics!.slices).toEqual([{ key: 'k', values: [{ name: 'always', n: 20 }] }]);
  });
});

describe('metrics that do not exist say why', () => {
  const small: SyntheticOptions = { examples: 60, models: 3, seed: 5 };
  const why = (text: string) => ({ undefined: expect.stringContaining(text) });

  it('for one model, free models, equal models, no latencies', () => {
    const one = metricsOf(evaluated(syntheticInput({ ...small, models: 1 })));
    expect(one.paretoDistance).toEqual(why('cost the same'));
    const free = syntheticInput(small);
    free.table.costUsd.fill(0);
    for (const { price } of free.table.models)
      Object.assign(price!, { inputUsdPerMillionTokens: 0, outputUsdPerMillionTokens: 0 });
    const gratis = metricsOf(evaluated(free));
    expect(gratis.hypervolume).toEqual(why('free'));
    expect(gratis.againstSingles.costSave).toEqual(why('costs nothing'));
    expect(gratis.regret.at).toEqual([{ tradeoff: null, value: expect.any(Number) }]);
    const equal = syntheticInput(small);
    equal.table.quality.fill(0);
    expect(metricsOf(evaluated(equal))).toMatchObject({
      paretoDistance: why('equally good'),
      optimal: { selection: why('no model answers') },
    });
    const unclocked = syntheticInput(small);
    unclocked.table.latencyMs.fill(Number.NaN);
    expect(metricsOf(evaluated(unclocked))).toMatchObject({ latencyMs: { p50: why('no latencies') } });
  });

  it('for routers that predict nothing, or the same for every query', () => {
    const nothing = metricsOf(evaluated(withRouter(syntheticInput(small), (row) => ranking([row % 3]))));
    expect(nothing).toMatchObject({
      calibration: { chosen: { n: 0, brier: why('predicts no quality'), ece: why('predicts no quality') } },
      bestShare: { chosen: why('do not depend on a tradeoff') },
    });
    expect(nothing).not.toHaveProperty('labelClasses');
    const quality = new Float64Array(3).fill(0.5);
    const outputTokens = new Float64Array(3).fill(100);
    const same = withRouter(syntheticInput(small), () => ({ ...ranking([]), kind: 'scores', quality, outputTokens }));
    expect(metricsOf(evaluated(same)).calibration).toMatchObject({ cells: { n: 36, ece: why('the same quality') } });
  });

  it('for requests that constraints refuse: they count as quality 0 and cost 0, never as NaN', () => {
    const input = syntheticInput(small);
    const masks = input.table.examples.flatMap((_, row) => [row % 10 === 8 ? 0 : 1, 0, 0]);
    const results = evaluated({ ...input, table: { ...input.table, allowed: Uint8Array.from(masks) } });
    expect(metricsOf(results).gap.unsolvable.share).toBeGreaterThanOrEqual(0.5);
    expect(results.metrics!.random).toEqual({
      costUsd: expect.closeTo(results.routers[0]!.chosen.costUsd.value, 12),
      quality: expect.closeTo(results.routers[0]!.chosen.quality.value, 12),
    });
  });
});
