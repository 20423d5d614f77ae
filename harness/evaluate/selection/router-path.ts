import { mean } from '../../statistics/mean-estimate.ts';
import type { OperatingPoint } from '../figures-schema.ts';
import { mixedOperatingPoint } from '../operating-point.ts';
import { atChoices, type Bills, type Choices, type Outcomes, spentUsd } from '../outcomes.ts';
import type { Sweep } from '../sweep.ts';
import type { Path, PathPoint } from './path.ts';

/**
 * A router's sweep on validate as a path. Falling tradeoffs go from dear to cheap: at a lower λ no request goes to a model of
 * higher predicted cost, and at a lower level of acceptance a cascade asks no more models. The order therefore needs no
 * outcome at all. Points that choose the same as the one before are left out.
 */
export function routerPath(
  name: string,
  { tradeoffs, choices, bills, points }: Sweep,
  outcomes: Outcomes,
): Path<OperatingPoint> {
  const kept: number[] = [];
  for (let step = tradeoffs.length - 1; step >= 0; step--) {
    if (kept.length === 0 || !isSame(choices[step]!, choices[kept.at(-1)!]!)) kept.push(step);
  }
  return {
    name,
    between: 4,
    points: kept.map((step) => pathPoint(outcomes, choices[step]!, points[step]!.latencyMs?.p95, bills[step]!)),
    placeOf: ({ from, share }) =>
      mixedOperatingPoint(tradeoffs[kept[from]!]!, tradeoffs[kept[from + 1] ?? kept[from]!]!, share),
  };
}

/** What one choice per query yields, the bill of routing included. */
export function pathPoint(outcomes: Outcomes, choices: Choices, p95: number | undefined, bills?: Bills): PathPoint {
  const costUsd = spentUsd(outcomes, choices, bills);
  const quality = atChoices(outcomes, 'quality', choices);
  return {
    quality,
    costUsd,
    meanCostUsd: mean(costUsd),
    meanQuality: mean(quality),
    ...(p95 === undefined ? {} : { p95LatencyMs: p95 }),
  };
}

function isSame(a: Choices, b: Choices): boolean {
  if (a === b) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
