import { describe, expect, it } from 'vitest';
import { clustersOf, singletons } from '../statistics/clusters.ts';
import type { LoggedChoices } from './logged-choices.ts';
import { supportOf } from './support.ts';
import { supportProblem } from './support-problem.ts';

const facts = { names: ['small', 'large'], mostAllowed: 2, isKnown: () => true };

/** A log of two models with the same chances in every record, and a policy that takes the second with chance `second`. */
function log(chosen: readonly number[], chances: readonly [number, number], second: number): LoggedChoices {
  return {
    actions: 2,
    chosen: Int16Array.from(chosen),
    propensity: Float64Array.from(chosen, (model) => chances[model]!),
    logging: Float64Array.from(chosen.flatMap(() => chances)),
    target: Float64Array.from(chosen.flatMap(() => [1 - second, second])),
    clusters: singletons(chosen.length),
  };
}
/** Model 1 once in `every` records. */
const turns = (count: number, every: number) => Array.from({ length: count }, (_, i) => (i % every === 0 ? 1 : 0));

describe('support', () => {
  it('counts what a log is worth by the weights', () => {
    // Weights 2, 0, 2, 0: (Σw)² ÷ Σw² = 16 ÷ 8.
    const support = supportOf(log([1, 0, 1, 0], [0.5, 0.5], 1));
    expect(support).toMatchObject({ records: 4, clusters: 4, effectiveSize: 2, maxWeight: 2, supportedShare: 1 });
    expect(support.meanWeight.value).toBe(1);
  });

  it('counts conversations, not their turns', () => {
    const logged = log([1, 1, 1, 1, 0, 0, 0, 0], [0.5, 0.5], 0.5);
    expect(supportOf(logged).effectiveSize).toBe(8);
    expect(supportOf({ ...logged, clusters: clustersOf([0, 0, 0, 0, 1, 1, 1, 1]) }).effectiveSize).toBe(2);
  });

  it('finds what the policy may choose and the log hardly ever did', () => {
    const support = supportOf(log([0, 0], [0.99, 0.01], 0.25));
    expect(support).toMatchObject({ supportedShare: 0.75, thinShare: 1, unsupported: [0, 0.25] });
    // .1 of exploration shared by five is .02, whatever rounding makes of it.
    expect(supportOf(log([0, 0], [0.98, 0.30000000000000004 - 0.28], 1)).supportedShare).toBe(1);
  });
});

describe('what a log cannot say', () => {
  const problem = (logged: LoggedChoices, own = {}) => supportProblem(supportOf(logged), { ...facts, ...own });

  it('is nothing with support and size', () => {
    expect(problem(log(turns(1000, 2), [0.5, 0.5], 0.7))).toBeUndefined();
  });

  it('is told with the explore share that is needed', () => {
    const { message, hint } = problem(log(turns(1000, 100), [0.99, 0.01], 0.5), { mostAllowed: 11 })!;
    expect(message).toMatch(/no overlap: in 100\.0 % of the records .* below 0\.02, most often "large" \(50\.0 %/);
    expect(hint).toMatch(/explore share of 0\.22 gives each of 11 allowed models/);
  });

  it('is told of a model that no record knows', () => {
    const { message } = problem(log(new Array<number>(1000).fill(0), [1, 0], 0.5), {
      isKnown: (model: number) => model === 0,
    })!;
    expect(message).toMatch(/chooses "large" for 50\.0 % of the requests, and no record of the log allows/);
  });

  it('is told with the number of records that is needed', () => {
    // 100 of 1,000 records have weight: worth 100, and twice as many records are needed.
    const { message, hint } = problem(log(turns(1000, 10), [0.9, 0.1], 1))!;
    expect(message).toMatch(/effective sample size 100, and 200 are needed/);
    expect(hint).toMatch(/About 2000 records/);
  });

  it('is told of propensities that are not the chances of the draw', () => {
    // Half of the records have the model that is said to be drawn once in five times: weights average 2.5.
    expect(problem(log(turns(1000, 2), [0.8, 0.2], 1))!.message).toMatch(/weights average 2\.500 .* not the chances/);
  });

  it('is told where only the chance of the choice is logged and the other model never comes', () => {
    const logged = log(new Array<number>(1000).fill(0), [1, 0], 0.5);
    const unknown = { ...logged, logging: Float64Array.from(logged.logging, (chance) => chance || Number.NaN) };
    expect(problem(unknown)!.message).toMatch(/weights average 0\.500/);
  });
});
