import { type Clusters, clustersOf } from '../statistics/clusters.ts';
import { holm } from '../statistics/holm.ts';
import { mean, standardError } from '../statistics/mean-estimate.ts';
import { quantileWithError } from '../statistics/quantile-error.ts';
import { type ArmDifference, type ArmEstimate, armDifference } from '../statistics/two-sample.ts';

/** What one policy did. One value per request; NaN = not known. */
export interface Arm {
  /** 0..1; a refusal is 0, what was not answered or not graded is NaN. */
  readonly quality: Float64Array;
  /** USD, routing included. */
  readonly costUsd: Float64Array;
  /** Of answers, routing included. */
  readonly latencyMs: Float64Array;
  /** 1 = no answer after all attempts. */
  readonly failed: Float64Array;
  /** 1 = refused, by the policy or by the model. */
  readonly refused: Float64Array;
  /** Number of the conversation, the same in both arms. */
  readonly units: Int32Array;
}

export const ARM_FIGURES = ['quality', 'costUsd', 'latencyP50Ms', 'latencyP95Ms', 'errorRate', 'refusalRate'] as const;
export type ArmFigure = (typeof ARM_FIGURES)[number];

/** One figure of both policies. */
export type ComparedFigure =
  | {
      readonly figure: ArmFigure;
      readonly a: number;
      readonly b: number;
      /** Records that have the figure. */
      readonly n: readonly [number, number];
      readonly difference: ArmDifference;
      /** p adjusted by Holm over the figures that are defined. */
      readonly pHolm: number;
    }
  | UndefinedFigure;

export interface UndefinedFigure {
  readonly figure: ArmFigure;
  readonly undefined: string;
  /** The figure of each policy, where only the difference has no error. */
  readonly a?: number;
  readonly b?: number;
}

/**
 * Two policies that ran side by side on different requests: means and quantiles with errors that are robust to dependence
 * inside conversations, and the difference B − A of each. The family of tests is declared beforehand: `ARM_FIGURES`.
 */
export function compareArms(a: Arm, b: Arm, figures: readonly ArmFigure[] = ARM_FIGURES): ComparedFigure[] {
  const compared = figures.map((figure) => comparedFigure(figure, a, b));
  const defined = compared.filter((each) => 'difference' in each);
  const adjusted = holm(defined.map(({ difference }) => difference.p));
  const pHolm = new Map(defined.map(({ figure }, i) => [figure, adjusted[i]!]));
  return compared.map((each) => ('difference' in each ? { ...each, pHolm: pHolm.get(each.figure)! } : each));
}

/** Without the adjustment for the family. */
function comparedFigure(figure: ArmFigure, a: Arm, b: Arm): ComparedFigure {
  const [column, p] = COLUMNS[figure];
  const [inA, inB] = [sampleOf(a[column], a.units), sampleOf(b[column], b.units)];
  for (const [name, { clusters }] of [['A', inA] as const, ['B', inB] as const]) {
    if (clusters.count < 2) return { figure, undefined: `because fewer than two conversations of ${name} have it` };
  }
  const [first, second] = [armEstimate(inA, p), armEstimate(inB, p)];
  // A quantile's error comes from its neighbourhood, and has no part per conversation that two arms could share.
  const covariance = p === undefined ? covarianceOf(inA, inB) : 0;
  const difference = armDifference(first, second, covariance);
  if (difference === undefined) {
    return { figure, a: first.value, b: second.value, undefined: 'because it varies in neither log' };
  }
  return {
    figure,
    a: first.value,
    b: second.value,
    n: [inA.values.length, inB.values.length],
    difference,
    pHolm: difference.p,
  };
}

/** The column of a figure, and which quantile of it; a mean where there is none. */
const COLUMNS: Readonly<Record<ArmFigure, readonly [Exclude<keyof Arm, 'units'>, number?]>> = {
  quality: ['quality'],
  costUsd: ['costUsd'],
  latencyP50Ms: ['latencyMs', 0.5],
  latencyP95Ms: ['latencyMs', 0.95],
  errorRate: ['failed'],
  refusalRate: ['refused'],
};

interface Sample {
  readonly values: Float64Array;
  readonly clusters: Clusters;
  readonly units: readonly number[];
}

function sampleOf(column: Float64Array, units: Int32Array): Sample {
  const rows = Array.from(column.keys()).filter((i) => !Number.isNaN(column[i]!));
  const own = rows.map((i) => units[i]!);
  return { values: Float64Array.from(rows, (i) => column[i]!), clusters: clustersOf(own), units: own };
}

function armEstimate({ values, clusters }: Sample, p: number | undefined): ArmEstimate {
  const df = clusters.count - 1;
  if (p !== undefined) return { ...quantileWithError(values, p, clusters), df };
  const value = mean(values);
  return { value, standardError: standardError(values, value, clusters), df };
}

/** Of two means, from conversations that are in both arms; 0 where there is none. */
function covarianceOf(a: Sample, b: Sample): number {
  const [sumsA, sumsB] = [unitSums(a), unitSums(b)];
  let products = 0;
  for (const [unit, sum] of sumsA) products += sum * (sumsB.get(unit) ?? 0);
  const correction = ({ clusters: { count } }: Sample) => Math.sqrt(count / (count - 1));
  return (correction(a) * correction(b) * products) / (a.values.length * b.values.length);
}

function unitSums({ values, units }: Sample): Map<number, number> {
  const center = mean(values);
  const sums = new Map<number, number>();
  for (const [i, unit] of units.entries()) sums.set(unit, (sums.get(unit) ?? 0) + values[i]! - center);
  return sums;
}
