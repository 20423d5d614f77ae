import { costSaved } from '../statistics/cost-saved.ts';
import { meanEstimate } from '../statistics/mean-estimate.ts';
import type { ChosenPoint } from './choose-operating-point.ts';
import { type Frontier, frontierQualityAt } from './metrics/oracle-frontier.ts';
import { alwaysModel, atChoices, type Bills, type Choices, type Outcomes, spentUsd } from './outcomes.ts';
import type { Chosen } from './results.ts';
import type { Setting } from './setting.ts';
import { curvePoint } from './sweep.ts';

/**
 * What a candidate delivers on test at the operating point that validate chose. `choices` are the realised ones: of a
 * mixture, the draw that production makes.
 */
export function chosenFigures(
  chosen: ChosenPoint,
  choices: Choices,
  setting: Setting,
  frontier: Frontier,
  bills?: Bills,
): Chosen {
  const { clusters, reference, test } = setting;
  const quality = atChoices(test.outcomes, 'quality', choices);
  const costUsd = spentUsd(test.outcomes, choices, bills);
  const always = alwaysModel(test.outcomes, reference);
  const referenceQuality = atChoices(test.outcomes, 'quality', always);
  const point = curvePoint(0, choices, test.outcomes, bills);
  return {
    operatingPoint: chosen.operatingPoint,
    validate: { costUsd: chosen.costUsd, quality: chosen.quality },
    quality: meanEstimate(quality, clusters),
    costUsd: meanEstimate(costUsd, clusters),
    costSaved: costSaved(costUsd, atChoices(test.outcomes, 'costUsd', always), clusters),
    qualityGained: meanEstimate(minus(quality, referenceQuality), clusters),
    shares: point.shares,
    ...(point.refused === undefined ? {} : { refused: point.refused }),
    ...(point.latencyMs === undefined ? {} : { latencyMs: point.latencyMs }),
    // Nothing is above the frontier; what looks so is rounding.
    oracleGap: Math.max(0, frontierQualityAt(frontier, point.costUsd) - point.quality),
    perTask: perTask(setting, choices, quality, costUsd),
    feasible: chosen.feasible,
  };
}

/** a − b, element by element: a paired difference. */
export function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}

function perTask(
  { test, testTasks }: Setting,
  choices: Choices,
  quality: Float64Array,
  costUsd: Float64Array,
): Chosen['perTask'] {
  return Array.from(testTasks, ([task, positions]) => ({
    task,
    n: positions.length,
    quality: meanAt(quality, positions),
    costUsd: meanAt(costUsd, positions),
    shares: sharesAt(choices, positions, test.outcomes),
  }));
}

/** Mean of the values at `positions`. */
export function meanAt(values: Float64Array, positions: Uint32Array): number {
  let sum = 0;
  for (const position of positions) sum += values[position]!;
  return sum / positions.length;
}

/** Traffic per model at `positions`, 0..1; what is missing to 1 was refused. */
export function sharesAt(choices: Choices, positions: Uint32Array, { width }: Outcomes): number[] {
  const counts = new Float64Array(width);
  for (const position of positions) if (choices[position]! >= 0) counts[choices[position]!]! += 1;
  return Array.from(counts, (count) => count / positions.length);
}
