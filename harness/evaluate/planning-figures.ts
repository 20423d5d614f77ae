import { detectableDifference, neededQueries, type Spread } from '../statistics/detectable-difference.ts';
import { mean, standardError } from '../statistics/mean-estimate.ts';
import { alwaysModel, type Choices } from './outcomes.ts';
import { differenceToReference } from './reference-difference.ts';
import type { RouterEvaluation } from './router-results.ts';
import type { SelectionRules } from './selection/selection-rules.ts';
import type { Setting } from './setting.ts';
import type { Significance } from './significance-schema.ts';

type Planning = Significance['planning'];
type Margin = Extract<Planning, { margin?: unknown }>['margin'];

/**
 * What the test split can tell near the reference model, and how many queries the objective's margin takes. Variances are
 * those of the paired quality differences between the reference model and everything else that was measured: their median
 * is what a planner should expect, their range what may come.
 */
export function planningFigures(
  setting: Setting,
  rules: SelectionRules,
  routers: readonly RouterEvaluation[],
): Planning {
  const { test, models, reference } = setting;
  const others: readonly Choices[] = [
    ...models.flatMap((_, model) => (model === reference ? [] : [alwaysModel(test.outcomes, model)])),
    ...routers.map(({ choices }) => choices),
  ];
  const spreads = others
    .map((choices) => spreadOf(differenceToReference(choices, setting), setting))
    .filter(({ standardError: error }) => error > 0)
    .sort((a, b) => a.standardError - b.standardError);
  if (spreads.length === 0) {
    return { undefined: 'because nothing that was measured answers otherwise than the reference model' };
  }
  const margin = marginFigures(rules, middle(spreads));
  return {
    candidates: spreads.length,
    deviation: summary(spreads, ({ standardError: error, queries }) => error * Math.sqrt(queries)),
    detectable: summary(spreads, (spread) => detectableDifference(spread, 2)),
    ...(margin !== undefined && { margin }),
  };
}

function spreadOf(difference: Float64Array, { clusters }: Setting): Spread {
  return {
    standardError: standardError(difference, mean(difference), clusters),
    queries: difference.length,
    clusters: clusters.count,
  };
}

/** By the spreads in ascending order. */
function summary(spreads: readonly Spread[], figure: (spread: Spread) => number) {
  return { median: figure(middle(spreads)), low: figure(spreads[0]!), high: figure(spreads[spreads.length - 1]!) };
}

/** The lower one of two. */
function middle(spreads: readonly Spread[]): Spread {
  return spreads[Math.floor((spreads.length - 1) / 2)]!;
}

function marginFigures({ objective, pathLevel, routers }: SelectionRules, spread: Spread): Margin {
  if (objective.kind !== 'cheapest-within') return undefined;
  const { margin } = objective;
  if (margin === 0) return { undefined: 'because no number of queries shows that nothing at all is lost' };
  return {
    margin,
    testQueries: neededQueries(spread, margin, 1),
    validateQueries: neededQueries(spread, margin, 1, pathLevel),
    paths: routers + 1,
  };
}
