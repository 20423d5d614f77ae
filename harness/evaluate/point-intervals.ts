import { meanEstimate } from '../statistics/mean-estimate.ts';
import { atChoices, type Bills, type Choices, spentUsd } from './outcomes.ts';
import type { CurvePoint } from './results.ts';
import type { Setting } from './setting.ts';
import type { Sweep } from './sweep.ts';

/**
 * The test points of a sweep with the 95 % intervals of their quality and cost, robust to clusters. Neighbouring tradeoffs
 * often make the same decisions; these are measured once.
 */
export function pointsWithIntervals({ points, choices, bills }: Sweep, setting: Setting): CurvePoint[] {
  let before: CurvePoint['interval'];
  return points.map((point, step) => {
    if (step === 0 || choices[step] !== choices[step - 1]) before = intervalOf(choices[step]!, bills[step]!, setting);
    return { ...point, interval: before };
  });
}

function intervalOf(choices: Choices, bills: Bills, { test, clusters }: Setting) {
  const quality = meanEstimate(atChoices(test.outcomes, 'quality', choices), clusters);
  const costUsd = meanEstimate(spentUsd(test.outcomes, choices, bills), clusters);
  return {
    quality: { low: quality.low, high: quality.high },
    costUsd: { low: costUsd.low, high: costUsd.high },
  };
}
