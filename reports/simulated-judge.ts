import type { Results } from '../harness/evaluate/results.ts';
import { gainWords } from './figure-text.ts';
import { decimal } from './format.ts';
import { beatsZero } from './standing.ts';

/** One cascade of the study: its judge errs with this probability. */
export type JudgedCascade = NonNullable<Results['reference']['simulatedJudge']>[number];

/** By error rate, ascending; none in results of version 1. */
export function judgedCascades({ reference }: Results): readonly JudgedCascade[] {
  return [...(reference.simulatedJudge ?? [])].sort((a, b) => a.errorRate - b.errorRate);
}

/** Where the gain over the zero router changes sign: between two error rates of the study, and on the straight line between. */
export interface Crossing {
  readonly after: number;
  readonly before: number;
  readonly at: number;
}

/** The first fall below the zero router; `undefined` where the gain never falls below it, or is below from the start. */
export function crossing(cascades: readonly JudgedCascade[]): Crossing | undefined {
  for (let i = 1; i < cascades.length; i++) {
    const [above, below] = [cascades[i - 1]!, cascades[i]!];
    const [from, to] = [above.aiqMinusZero.value, below.aiqMinusZero.value];
    if (from < 0 || to >= 0) continue;
    const [after, before] = [above.errorRate, below.errorRate];
    return { after, before, at: after + ((before - after) * from) / (from - to) };
  }
  return undefined;
}

/** In words: what a perfect judge is worth, from which error rate on the cascade is worse than mixing at random. */
export function simulatedJudgeSentences(results: Results): readonly string[] {
  const cascades = judgedCascades(results);
  const [best] = cascades;
  if (best === undefined) return [];
  const start =
    best.errorRate === 0
      ? `With a judge that never errs the cascade reaches AIQ − zero ${gainWords(best.aiqMinusZero)}.`
      : `At ε = ${best.errorRate} the cascade reaches AIQ − zero ${gainWords(best.aiqMinusZero)}.`;
  return [start, fallSentence(cascades), ...certainSentence(cascades)];
}

/** What kind of curve this is, wherever it is shown. */
export const SIMULATED_JUDGE_WARNING =
  'A reference curve for study: this judge is simulated. It knows the grades, errs with probability ε, costs nothing and takes no time, so that no router can be chosen or exported from it.';

function fallSentence(cascades: readonly JudgedCascade[]): string {
  const [first, last] = [cascades[0]!, cascades[cascades.length - 1]!];
  if (first.aiqMinusZero.value < 0) return 'It is below the zero router whatever the error rate.';
  const fall = crossing(cascades);
  if (fall === undefined) return `It stays above the zero router up to ε = ${last.errorRate}.`;
  const { after, before, at } = fall;
  return `It falls below the zero router between ε = ${after} and ${before}, by interpolation at about ${decimal(at, 2)}: from there on, mixing models at random is better.`;
}

/** Up to where the whole interval is above zero. */
function certainSentence(cascades: readonly JudgedCascade[]): string[] {
  const doubtful = cascades.findIndex(({ aiqMinusZero }) => !beatsZero(aiqMinusZero));
  if (doubtful < 1 || crossing(cascades) === undefined) return [];
  return [`The whole 95 % interval is above zero up to ε = ${cascades[doubtful - 1]!.errorRate}.`];
}
