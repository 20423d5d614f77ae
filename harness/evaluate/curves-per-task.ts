import { meanAt } from './chosen-figures.ts';
import type { CurveValues } from './curve-values.ts';
import type { Bills, Choices } from './outcomes.ts';
import type { CostQuality, RouterResult } from './results.ts';
import type { Setting } from './setting.ts';
import type { Sweep } from './sweep.ts';

/** A router's curve and AIQ on each task. */
export function curvesPerTask(curve: CurveValues, gain: Float64Array, setting: Setting): RouterResult['perTask'] {
  return Array.from(setting.testTasks, ([task, positions]) => ({
    task,
    n: positions.length,
    aiq: meanAt(curve.quality, positions),
    aiqMinusZero: meanAt(gain, positions),
    points: pointsOf(curve.test, positions, setting),
  }));
}

function pointsOf({ choices, bills }: Sweep, positions: Uint32Array, setting: Setting): CostQuality[] {
  const points: CostQuality[] = [];
  choices.forEach((own, step) => {
    const known = step > 0 && own === choices[step - 1] ? points[step - 1] : undefined;
    points.push(known ?? pointAt(own, positions, setting, bills[step]!));
  });
  return points;
}

function pointAt(choices: Choices, positions: Uint32Array, { test }: Setting, bills: Bills): CostQuality {
  const { width, quality, costUsd } = test.outcomes;
  let qualitySum = 0;
  let costSum = 0;
  for (const i of positions) {
    costSum += bills.billUsd[i]!;
    const model = choices[i]!;
    if (model < 0) continue;
    qualitySum += quality[i * width + model]!;
    costSum += costUsd[i * width + model]!;
  }
  return { costUsd: costSum / positions.length, quality: qualitySum / positions.length };
}
