import { tQuantile, tTail } from './t-quantile.ts';

/** An estimate of one arm with the error that it has. */
export interface ArmEstimate {
  readonly value: number;
  readonly standardError: number;
  /** Degrees of freedom of the error: independent units − 1. */
  readonly df: number;
}

/** Arm B − arm A. */
export interface ArmDifference {
  readonly value: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Two-sided. */
  readonly p: number;
  /** The true difference that a test at 5 % would find with a chance of 80 %, were the errors what they are. */
  readonly detectable: number;
}

const POWER = 0.8;
const LEVEL = 0.05;

/**
 * Difference of two independent estimates, B − A, by a t distribution with the degrees of freedom of Welch and
 * Satterthwaite (Welch, "The generalization of 'Student's' problem…", 1947): the arms may differ in size and spread.
 *
 * @param covariance of the two estimates, where some units are in both arms
 * @returns `undefined` where neither varies: there is no error to compare with
 */
export function armDifference(a: ArmEstimate, b: ArmEstimate, covariance = 0): ArmDifference | undefined {
  const value = b.value - a.value;
  const [varianceA, varianceB] = [a.standardError ** 2, b.standardError ** 2];
  const variance = varianceA + varianceB - 2 * covariance;
  // Equal numbers but for rounding have a variance of 1e-34 or so, which would pass for certainty.
  if (!(variance > (1e-12 * Math.max(Math.abs(a.value), Math.abs(b.value))) ** 2)) return undefined;
  const error = Math.sqrt(variance);
  const df = (varianceA + varianceB) ** 2 / (varianceA ** 2 / a.df + varianceB ** 2 / b.df);
  const critical = tQuantile(1 - LEVEL / 2, df);
  return {
    value,
    low: value - critical * error,
    high: value + critical * error,
    p: Math.min(1, 2 * tTail(Math.abs(value) / error, df)),
    detectable: (critical + tQuantile(POWER, df)) * error,
  };
}
