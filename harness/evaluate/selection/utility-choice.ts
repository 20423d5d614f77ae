import { clustersOf } from '../../statistics/clusters.ts';
import { mean } from '../../statistics/mean-estimate.ts';
import { meanTest } from '../../statistics/mean-test.ts';
import { toCostQuality } from '../cost-quality.ts';
import type { Path, PathPoint } from './path.ts';
import { type PathSelection, selectedAt } from './selected-point.ts';
import type { SelectionRules } from './selection-rules.ts';

/** Two in each half: fewer have no variance. */
const FEWEST_UNITS = 4;

/**
 * The point of a path that is worth the most at a willingness to pay, certified to be worth more than the best that needs no
 * router. A path in order of cost is of no use here, because what is worth the most may stand in its middle: one half of
 * validate (every other unit) picks the point, the other half tests it.
 */
export function utilityChoice<Place>(path: Path<Place>, rules: SelectionRules): PathSelection<Place> {
  const { clusters, mixing, gainLevel } = rules;
  const candidates = [...path.points.keys()].filter((p) => isFast(path.points[p]!, rules));
  if (candidates.length === 0 || clusters.count < FEWEST_UNITS) return { tested: 0, certified: 0 };
  const rows = [...clusters.of.keys()];
  const [picking, testing] = [0, 1].map((half) => rows.filter((i) => clusters.of[i]! % 2 === half));
  const best = largest(candidates, (p) => mean(take(worth(path.points[p]!, rules), picking!)));
  const rival = worth(mixing.points[bestAlone(rules)]!, rules);
  const gain = worth(path.points[best]!, rules).map((value, i) => value - rival[i]!);
  const { pGreater } = meanTest(take(gain, testing!), clustersOf(testing!.map((i) => clusters.of[i]!)));
  const chosen = selectedAt(path, { from: best, share: 0 });
  if (pGreater <= gainLevel) return { tested: 1, certified: 1, chosen };
  return { tested: 1, certified: 0, stoppedAt: toCostQuality(chosen) };
}

/** Position in the path of mixtures of the single model that is worth the most on train. */
export function bestAlone({ objective, mixing }: SelectionRules): number {
  if (objective.kind !== 'willingness-to-pay') throw new Error(`no willingness to pay in ${objective.kind}`);
  return largest([...mixing.points.keys()], (p) => {
    const { quality, costUsd } = mixing.onTrain[p]!;
    return quality * objective.usdPerQuality - costUsd;
  });
}

/** What each query is worth after its cost, in USD. */
function worth({ quality, costUsd }: PathPoint, { objective }: SelectionRules): Float64Array {
  if (objective.kind !== 'willingness-to-pay') throw new Error(`no willingness to pay in ${objective.kind}`);
  return quality.map((value, i) => value * objective.usdPerQuality - costUsd[i]!);
}

function isFast({ p95LatencyMs }: PathPoint, { objective: { maxP95LatencyMs: limit } }: SelectionRules): boolean {
  return limit === undefined || (p95LatencyMs !== undefined && p95LatencyMs <= limit);
}

function take(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}

function largest(among: readonly number[], worthOf: (at: number) => number): number {
  return among.reduce((best, at) => (worthOf(at) > worthOf(best) ? at : best));
}
