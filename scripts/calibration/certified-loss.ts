import { certifyPath } from '../../harness/evaluate/selection/certify-path.ts';
import { lossPValue } from '../../harness/evaluate/selection/loss-test.ts';
import type { Path, PathStep } from '../../harness/evaluate/selection/path.ts';
import { type Random, random } from '../../harness/random.ts';
import { singletons } from '../../harness/statistics/clusters.ts';
import type { Share } from './share.ts';

const ALPHA = 0.05;
const PATHS = 5;
const POINTS = 10;

export interface CertifiedLossOptions {
  readonly runs: number;
  /** Validate queries. */
  readonly n: number;
  readonly margin: number;
  /** True loss of the points of a path, dear to cheap, as multiples of the margin: from the first to the last. */
  readonly losses: readonly [number, number];
}

export interface CertifiedLoss {
  /** The cheapest certified point truly loses more than the margin. */
  readonly exceeded: Share;
  /** Anything was certified that truly loses less. */
  readonly certified: Share;
  /** The same with each of the candidates tested at α ÷ candidates. */
  readonly bonferroni: { readonly exceeded: Share; readonly certified: Share };
}

/**
 * Certification where the truth is known: 5 paths of 10 points each, whose true losses against a reference lie around the margin.
 * Right answers are drawn per query, correlated with the reference's as answers of real models are. What ships is the cheapest
 * certified point of all paths.
 */
export function certifiedLoss({ runs, n, margin, losses }: CertifiedLossOptions): CertifiedLoss {
  const clusters = singletons(n);
  const count = { exceeded: 0, certified: 0, bonferroniExceeded: 0, bonferroniCertified: 0 };
  for (let run = 0; run < runs; run++) {
    const rng = random(31 + run);
    const reference = Float64Array.from({ length: n }, () => (rng.next() < 0.8 ? 1 : 0));
    const pValue = ({ quality }: { quality: Float64Array }) =>
      lossPValue(
        quality.map((value, i) => value - reference[i]!),
        clusters,
        margin,
      );
    const paths = Array.from({ length: PATHS }, () => drawnPath(reference, lossAt(losses, margin), rng));
    const found = paths.flatMap((path) => certifyPath(path, { pValue }, ALPHA / PATHS).certified.at(-1) ?? []);
    const points = paths.flatMap(({ points: all }) => all.map((point, from) => ({ point, from })));
    const single = points
      .filter(({ point }) => pValue(point) <= ALPHA / (PATHS * POINTS))
      .map(({ from }) => ({ from, share: 0 }));
    const trueLoss = ({ from, share }: PathStep) => lossAt(losses, margin)(from + share);
    const worst = (steps: readonly PathStep[]) => Math.max(...steps.map(trueLoss));
    if (found.length > 0) count[worst(found) > margin + 1e-12 ? 'exceeded' : 'certified'] += 1;
    if (single.length > 0) count[worst(single) > margin + 1e-12 ? 'bonferroniExceeded' : 'bonferroniCertified'] += 1;
  }
  const share = (happened: number): Share => ({ count: happened, runs });
  return {
    exceeded: share(count.exceeded),
    certified: share(count.certified),
    bonferroni: { exceeded: share(count.bonferroniExceeded), certified: share(count.bonferroniCertified) },
  };
}

/** True loss at a position of a path, 0 = its first point. */
function lossAt([first, last]: readonly [number, number], margin: number): (position: number) => number {
  return (position) => margin * (first + ((last - first) * position) / (POINTS - 1));
}

/** Points that turn some right answers wrong and fewer wrong ones right, by an amount that makes the wanted loss. */
function drawnPath(reference: Float64Array, loss: (position: number) => number, rng: Random): Path {
  // One draw a query for all points of a path: neighbours on a path agree on most queries.
  const draw = Float64Array.from(reference, () => rng.next());
  const points = Array.from({ length: POINTS }, (_, position) => {
    const gain = 0.25;
    // P(right) = .8 (1 − lost) + .2 gained; the loss is .8 lost − .2 gained.
    const lost = (loss(position) + 0.2 * gain) / 0.8;
    const quality = reference.map((right, i) => (right === 1 ? (draw[i]! < lost ? 0 : 1) : draw[i]! < gain ? 1 : 0));
    return { quality, costUsd: quality, meanCostUsd: POINTS - position, meanQuality: 0 };
  });
  return { name: 'simulated', points, between: 4, placeOf: (step) => step };
}
