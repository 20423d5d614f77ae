import { erf } from 'simple-statistics';

/** Whether requests were shared between two policies as they should have been. */
export interface SampleRatio {
  /** Independent units in each arm: conversations, or else distinct requests. */
  readonly units: readonly [number, number];
  /** Share of A: as it should be, and as it is. */
  readonly expected: number;
  readonly observed: number;
  readonly p: number;
  /** True where the sharing is not to be believed: p below .001. */
  readonly isMismatch: boolean;
}

/** What makes a mismatch: many comparisons are looked at, and a false alarm stops one. */
const MISMATCH = 0.001;

/**
 * Chi-squared test of the counts of an A/B comparison against the intended split, one degree of freedom (Fabijan et al.,
 * "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019). A mismatch says that something chose which
 * requests are in the log, and that the arms are not comparable.
 *
 * @param expected share of A, in (0, 1)
 */
export function sampleRatio(unitsA: number, unitsB: number, expected: number): SampleRatio {
  const total = unitsA + unitsB;
  const deviation = unitsA - total * expected;
  const chiSquared = deviation ** 2 / (total * expected) + deviation ** 2 / (total * (1 - expected));
  // One degree of freedom: χ² is the square of a standard normal.
  const p = Math.max(0, 1 - erf(Math.sqrt(chiSquared / 2)));
  return { units: [unitsA, unitsB], expected, observed: unitsA / total, p, isMismatch: p < MISMATCH };
}
