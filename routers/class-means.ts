import { FOLDS } from './group-folds.ts';
import { type Means, meanOutcomes, OutcomeSums, type Outcomes } from './outcome-means.ts';
import { type Candidate, RoutingError } from './routing-error.ts';

/** Pseudo-observations of the overall mean in each class; from the smoothest. */
export const CLASS_SHRINKAGES = [320, 160, 80, 40, 20, 10, 5, 0] as const;

/** Means per class, classes × models, row-major. */
export interface ClassMeans {
  readonly quality: Float64Array;
  readonly outputTokens: Float64Array;
}

/** Means of the rows of each class, shrunk to the overall mean with `shrinkage` pseudo-observations. */
export function classMeans(outcomes: Outcomes, classOf: Int32Array, classes: number, shrinkage: number): ClassMeans {
  const overall = meanOutcomes(outcomes);
  const means = sumsPerClass(outcomes, classOf, classes, classOf.keys()).map((sum) => sum.shrunk(shrinkage, overall));
  const table = (column: keyof Means) => Float64Array.from(means.flatMap((mean) => [...mean[column]]));
  return { quality: table('quality'), outputTokens: table('outputTokens') };
}

/** What the class means predict for a request of class `chosen`. */
export function meansOfClass({ quality, outputTokens }: ClassMeans, chosen: number, width: number): Means {
  const at = chosen * width;
  return {
    quality: quality.slice(at, at + width),
    outputTokens: outputTokens.slice(at, at + width).map((tokens) => Math.max(1, tokens)),
  };
}

/** Cross-validated {@link RoutingError} of class means over `models`, for each shrinkage. */
export function crossValidateClasses(
  outcomes: Outcomes,
  classOf: Int32Array,
  classes: number,
  folds: Uint8Array,
  shrinkages: readonly number[],
  models: readonly number[],
): readonly Candidate<number>[] {
  const tallies = shrinkages.map(() => new RoutingError(models));
  const everywhere = meanOutcomes(outcomes);
  for (let fold = 0; fold < FOLDS; fold++) {
    const inside = [...folds.keys()].filter((row) => folds[row] === fold);
    const outside = [...folds.keys()].filter((row) => folds[row] !== fold);
    const overall = knownOr(meanOutcomes(outcomes, outside), everywhere);
    const sums = sumsPerClass(outcomes, classOf, classes, outside);
    shrinkages.forEach((shrinkage, s) => {
      const means = sums.map((sum) => sum.shrunk(shrinkage, overall).quality);
      for (const row of inside) {
        tallies[s]!.add(means[classOf[row]!]!, outcomes.quality, row * outcomes.width);
      }
    });
  }
  return shrinkages.map((setting, s) => ({ setting, error: tallies[s]! }));
}

function sumsPerClass(
  outcomes: Outcomes,
  classOf: Int32Array,
  classes: number,
  rows: Iterable<number>,
): readonly OutcomeSums[] {
  const sums = Array.from({ length: classes }, () => new OutcomeSums(outcomes.width));
  for (const row of rows) sums[classOf[row]!]!.add(outcomes, row);
  return sums;
}

/** A model that no row of the other folds answered is taken at its mean over all. */
function knownOr({ quality, outputTokens }: Means, fallback: Means): Means {
  return { quality: quality.map((q, m) => (Number.isNaN(q) ? fallback.quality[m]! : q)), outputTokens };
}
