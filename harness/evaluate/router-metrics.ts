import { mean } from '../statistics/mean-estimate.ts';
import { candidateMetrics } from './candidate-metrics.ts';
import { SCORED } from './contenders.ts';
import type { CurveValues, SplitPredictions } from './curve-values.ts';
import { utility } from './decide.ts';
import { calibration } from './metrics/calibration.ts';
import { classFigures } from './metrics/class-figures.ts';
import { hypervolume } from './metrics/hypervolume.ts';
import { latencyQuantiles } from './metrics/latency-quantiles.ts';
import { macroAverage } from './metrics/macro-average.ts';
import { bestShare, bestValues } from './metrics/value-at-tradeoff.ts';
import type { RouterMetrics } from './metrics-schema.ts';
import { fromJsonTradeoff, toJsonTradeoff } from './operating-point.ts';
import { atChoices, type Bills, type Choices } from './outcomes.ts';
import type { PoolContext } from './pool-context.ts';
import { choose } from './predictions.ts';
import type { Figure, RouterResult } from './results.ts';
import type { Setting } from './setting.ts';

/** What a router predicted, what its sweep gave, and what it did at its chosen operating point. */
export interface Routed {
  readonly predictions: SplitPredictions;
  readonly curve: Pick<CurveValues, 'validate' | 'test'>;
  readonly choices: Choices;
  readonly bills: Bills;
  readonly result: Pick<RouterResult, 'chosen' | 'perTask' | 'labels' | 'recognised'>;
}

/** The metrics of one router that the leaderboard does not show, but for the one that depends on the other routers. */
export function routerMetrics(
  routed: Routed,
  setting: Setting,
  pool: PoolContext,
): Omit<RouterMetrics, 'paretoDistance'> {
  const { curve, choices, bills, result } = routed;
  const { chosen, perTask, labels, recognised } = result;
  const points = curve.test.points;
  return {
    ...candidateMetrics({ choices, bills, chosen, points }, setting, pool),
    macroAiq: macroAverage(perTask, 'aiq'),
    macroAiqMinusZero: macroAverage(perTask, 'aiqMinusZero'),
    ...atTradeoffs(routed, setting, pool),
    hypervolume: hypervolume(points, Math.max(...setting.test.singles.map(({ costUsd }) => costUsd))),
    calibration: calibrations(routed, setting),
    routingLatencyMs: latencyQuantiles(bills.billLatencyMs),
    ...(labels === undefined ? {} : { labelClasses: classFigures(labels.classes, labels.confusion) }),
    ...(recognised === undefined ? {} : { recognisedClasses: classFigures(recognised.classes, recognised.confusion) }),
  };
}

/** Regret and share of best choices at the same tradeoffs. */
function atTradeoffs(routed: Routed, setting: Setting, pool: PoolContext): Pick<RouterMetrics, 'regret' | 'bestShare'> {
  const { outcomes } = setting.test;
  const regrets: RouterMetrics['regret']['at'] = [];
  const shares: RouterMetrics['bestShare']['at'] = [];
  for (const { tradeoff, best } of pool.tradeoffs) {
    const { choices, bills } = choicesAt(tradeoff, routed);
    const quality = mean(atChoices(outcomes, 'quality', choices));
    const costUsd = mean(atChoices(outcomes, 'costUsd', choices)) + mean(bills.billUsd);
    // Nothing is worth more than the best; what looks so is rounding.
    const regret = Math.max(0, mean(best) - utility(quality, costUsd, tradeoff));
    const lambda = toJsonTradeoff(tradeoff);
    regrets.push({ tradeoff: lambda, value: regret });
    shares.push({ tradeoff: lambda, value: bestShare(outcomes, choices, tradeoff, best) });
  }
  return {
    regret: { mean: mean(Float64Array.from(regrets, ({ value }) => value)), at: regrets },
    bestShare: { chosen: bestShareAtChosen(routed, setting), at: shares },
  };
}

/**
 * What the router does for whoever values quality at λ. A cascade's own tradeoff is a level of its signal: the level that is
 * worth most at λ on validate is taken.
 */
function choicesAt(tradeoff: number, { predictions, curve }: Routed): { choices: Choices; bills: Bills } {
  if (predictions.test.cascade === undefined) {
    return { choices: choose(predictions.test, tradeoff), bills: predictions.test };
  }
  const worth = curve.validate.points.map(({ quality, costUsd }) => utility(quality, costUsd, tradeoff));
  const step = worth.indexOf(Math.max(...worth));
  return { choices: curve.test.choices[step]!, bills: curve.test.bills[step]! };
}

/** Of a mixture the expectation over its draw. */
function bestShareAtChosen({ predictions, curve, result }: Routed, { test }: Setting): Figure {
  if (predictions.test.cascade !== undefined)
    return { undefined: 'because its tradeoff is the level of a signal, not λ' };
  if (!predictions.test.scored) return { undefined: 'because its choices do not depend on a tradeoff' };
  return result.chosen.operatingPoint.mix.reduce((sum, part) => {
    const tradeoff = fromJsonTradeoff(part.tradeoff);
    const choices = curve.test.choices[curve.test.tradeoffs.indexOf(tradeoff)]!;
    const best = bestValues(test.outcomes, tradeoff);
    return sum + part.share * bestShare(test.outcomes, choices, tradeoff, best);
  }, 0);
}

/** Over the queries that scores decide: predictions of the chosen models, and of all models that were allowed. */
function calibrations({ predictions, choices }: Routed, { test }: Setting): RouterMetrics['calibration'] {
  const { rows, width, quality, ranked, allowed, scored } = predictions.test;
  const cells = new Uint32Array(scored ? rows * width : 0);
  const chosen = new Uint32Array(scored ? rows : 0);
  let cellCount = 0;
  let chosenCount = 0;
  for (let i = 0; i < rows && scored; i++) {
    if (ranked[i] !== SCORED) continue;
    if (choices[i]! >= 0) chosen[chosenCount++] = i * width + choices[i]!;
    for (let cell = i * width; cell < (i + 1) * width; cell++) {
      if (allowed === undefined || allowed[cell] === 1) cells[cellCount++] = cell;
    }
  }
  const over = (picked: Uint32Array) => calibration(pick(quality, picked), pick(test.outcomes.quality, picked));
  return { chosen: over(chosen.subarray(0, chosenCount)), cells: over(cells.subarray(0, cellCount)) };
}

function pick(values: Float64Array, cells: Uint32Array): Float64Array {
  const picked = new Float64Array(cells.length);
  for (let k = 0; k < cells.length; k++) picked[k] = values[cells[k]!]!;
  return picked;
}
