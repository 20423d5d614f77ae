import type { Assessment } from '../router.ts';
import { type Clusters, clustersOf } from '../statistics/clusters.ts';
import { halfWidth, meanEstimate } from '../statistics/mean-estimate.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';
import { meanAt, minus } from './chosen-figures.ts';
import type { Coverage, CoverageBand } from './coverage-schema.ts';
import type { Estimate } from './figures-schema.ts';
import { alwaysModel, atChoices, type Bills, type Choices } from './outcomes.ts';
import type { Setting } from './setting.ts';

const BANDS = 5;
/** Queries in the average band below which an interval says nothing. */
const FEWEST_PER_BAND = 30;

/**
 * Quality at the chosen operating point by distance from what the router was fitted on, beside that of the reference
 * model on the same queries. Far queries may simply be harder: the paired difference is what tells whether the router
 * suffers from not knowing them.
 *
 * @param assessments of the test rows
 * @returns undefined for a router that knows no distances
 */
export function coverageFigures(
  assessments: readonly Assessment[],
  { choices, bills }: { readonly choices: Choices; readonly bills: Bills },
  { test, clusters, reference }: Setting,
): Coverage | undefined {
  const distances = Float64Array.from(assessments, ({ distance }) => distance ?? Number.NaN);
  if (distances.some(Number.isNaN)) return undefined;
  if (distances.length < BANDS * FEWEST_PER_BAND) {
    return {
      undefined: `fifths of ${distances.length} test queries are too few for an interval: ${BANDS * FEWEST_PER_BAND} are needed`,
    };
  }
  const positions = bandsOf(distances);
  if (positions.length < 2) return { undefined: 'all test queries are equally far' };
  const quality = atChoices(test.outcomes, 'quality', choices);
  const costUsd = atChoices(test.outcomes, 'costUsd', choices).map((usd, i) => usd + bills.billUsd[i]!);
  const gained = minus(quality, atChoices(test.outcomes, 'quality', alwaysModel(test.outcomes, reference)));
  const bands: CoverageBand[] = [];
  for (const band of positions) {
    const own = clustersOf(Array.from(band, (i) => clusters.of[i]!));
    if (own.count < 2) return { undefined: 'the queries of a fifth all belong to one group' };
    const at = (values: Float64Array) => Float64Array.from(band, (i) => values[i]!);
    bands.push({
      n: band.length,
      low: Math.min(...at(distances)),
      high: Math.max(...at(distances)),
      quality: meanEstimate(at(quality), own),
      qualityGained: meanEstimate(at(gained), own),
      costUsd: meanAt(costUsd, band),
    });
  }
  return { bands, farthestMinusRest: contrast(gained, positions.at(-1)!, clusters) };
}

/** Positions of the queries of each fifth, the nearest first; queries of one distance stay together. */
function bandsOf(distances: Float64Array): Uint32Array[] {
  const edges = new Set(Array.from({ length: BANDS }, (_, b) => nearestRank(distances.slice(), (b + 1) / BANDS)));
  const all = Uint32Array.from(distances.keys());
  let below = Number.NEGATIVE_INFINITY;
  return [...edges].map((edge) => {
    const band = all.filter((i) => distances[i]! > below && distances[i]! <= edge);
    below = edge;
    return band;
  });
}

/** Mean of the values at `inside` minus that of all others; the interval by the influence of each value, robust to clusters. */
function contrast(values: Float64Array, inside: Uint32Array, clusters: Clusters): Estimate {
  const isInside = new Uint8Array(values.length);
  for (const i of inside) isInside[i] = 1;
  const rest = Uint32Array.from(values.keys()).filter((i) => isInside[i] === 0);
  const [meanInside, meanRest] = [meanAt(values, inside), meanAt(values, rest)];
  const influence = values.map((value, i) =>
    isInside[i] === 1
      ? ((value - meanInside) * values.length) / inside.length
      : (-(value - meanRest) * values.length) / rest.length,
  );
  const reach = halfWidth(influence, 0, clusters);
  const value = meanInside - meanRest;
  return { value, low: value - reach, high: value + reach, n: values.length, clusters: clusters.count };
}
