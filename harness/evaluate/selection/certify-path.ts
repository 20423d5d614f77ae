import { type Path, type PathStep, p95At, stepsOf, valuesAt } from './path.ts';

export interface PathCertificate {
  readonly tested: number;
  /** Steps whose null hypothesis was rejected, in the order of the path. */
  readonly certified: readonly PathStep[];
  /** The first step that could not be certified, where there is one. */
  readonly stoppedAt?: PathStep;
}

/** What is to be shown of a step, and when. */
export interface PathClaim {
  /** p-value of the null hypothesis that the claim is false. */
  pValue(values: { readonly quality: Float64Array; readonly costUsd: Float64Array }): number;
  /** Position of a point that keeps the claim by definition and needs no test. */
  readonly known?: number;
  /** Steps with a larger p95 latency, or an unknown one, are passed over: they cannot ship. */
  readonly maxP95LatencyMs?: number;
}

/**
 * Fixed-sequence testing along a path (Learn-then-Test, arXiv 2110.01052, §3 and appendix): steps are tested in the order of
 * the path, each at the whole level of the path, and the first that cannot be rejected ends it. Because the order was fixed
 * before, the chance that any false step is certified is at most the level, however many steps there are.
 *
 * @param level of this path: the error rate divided by the number of paths
 */
export function certifyPath(path: Path, claim: PathClaim, level: number): PathCertificate {
  const certified: PathStep[] = [];
  let tested = 0;
  for (const step of stepsOf(path)) {
    if (claim.maxP95LatencyMs !== undefined && !((p95At(path, step) ?? Infinity) <= claim.maxP95LatencyMs)) continue;
    tested += 1;
    const isKnown = step.from === claim.known && step.share === 0;
    if (!isKnown && !(pValueAt(path, step, claim) <= level)) return { tested, certified, stoppedAt: step };
    certified.push(step);
  }
  return { tested, certified };
}

function pValueAt(path: Path, step: PathStep, claim: PathClaim): number {
  return claim.pValue({ quality: valuesAt(path, step, 'quality'), costUsd: valuesAt(path, step, 'costUsd') });
}
