import { BenchError } from '../../bench-error.ts';
import { analysePolicy } from './analyse-policy.ts';
import type { AnalysisInput, ReachableModel } from './policy-analysis.ts';

/**
 * Refuses chains that could come to a model which a constraint on metadata forbids, before any request does. A model that is
 * forbidden at times only, for long prompts or an empty budget, is passed over at those times and no error.
 *
 * @throws {BenchError} showing the chain, the model, the constraint and the request
 */
export function assertChainsAllowed(input: AnalysisInput): void {
  if ((input.failover?.chains ?? []).length === 0 || input.constraints.length === 0) return;
  const [first, ...others] = analysePolicy(input).reachable.filter(({ always }) => always);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more: signalbox policy check)`;
  throw new BenchError(`${reachableText(first)}${more}`, {
    hint: `Leave ${first.model} out of the chain, or give the chain a condition (when) that such requests do not meet.`,
  });
}

/** One finding in words, with the request. */
export function reachableText({ chain, model, constraint, choice, request, circumstances }: ReachableModel): string {
  const fields = Object.entries(request).map(([key, value]) => `${key}=${value}`);
  const words = [fields.join(' ') || 'without metadata', ...(circumstances === undefined ? [] : [circumstances])];
  return `fallback chain "${chain}" could reach ${model}, which "${constraint}" forbids: a request ${words.join(', ')} that ${choice} fails`;
}
