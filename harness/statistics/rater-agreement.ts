import { sampleCorrelation } from 'simple-statistics';

/** How far two raters of the same things agree. */
export interface RaterAgreement {
  /** Things rated by both. */
  readonly n: number;
  /** Share that both put into the same category, 0..1; `null` where n is 0. */
  readonly same: number | null;
  /** Cohen's kappa: 1 = always the same, 0 = as by chance; `null` where one category is all that both use. */
  readonly kappa: number | null;
  /** Pearson's correlation of the ratings; `null` where a rater always gives the same. */
  readonly correlation: number | null;
}

/**
 * @param pairs ratings by the first and the second rater
 * @param category of a rating
 */
export function raterAgreement(
  pairs: readonly (readonly [number, number])[],
  category: (rating: number) => number,
): RaterAgreement {
  const n = pairs.length;
  if (n === 0) return { n, same: null, kappa: null, correlation: null };
  const same = pairs.filter(([a, b]) => category(a) === category(b)).length / n;
  return { n, same, kappa: cohensKappa(pairs, category, same), correlation: correlation(pairs) };
}

/** (observed − expected) / (1 − expected), where expected agreement follows from how often each uses a category (Cohen 1960). */
function cohensKappa(
  pairs: readonly (readonly [number, number])[],
  category: (rating: number) => number,
  observed: number,
): number | null {
  const shares = [0, 1].map((rater) => {
    const counts = new Map<number, number>();
    for (const pair of pairs) {
      const own = category(pair[rater]!);
      counts.set(own, (counts.get(own) ?? 0) + 1 / pairs.length);
    }
    return counts;
  });
  const expected = [...shares[0]!].reduce((sum, [name, share]) => sum + share * (shares[1]!.get(name) ?? 0), 0);
  return 1 - expected < 1e-12 ? null : (observed - expected) / (1 - expected);
}

function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const [first, second] = [0, 1].map((rater) => pairs.map((pair) => pair[rater]!));
  const isConstant = (values: readonly number[]) => values.every((value) => value === values[0]);
  return isConstant(first!) || isConstant(second!) ? null : sampleCorrelation(first!, second!);
}
