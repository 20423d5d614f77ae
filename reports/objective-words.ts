import type { OperatingPoint, Results } from '../harness/evaluate/results.ts';
import { milliseconds, tradeoffWords, usd, usdPer1000 } from './format.ts';
import { plainText } from './plain-text.ts';

/** The objective as one clause: `cheapest at no more than 1.0 points below gpt-4`. */
export function objectiveWords({ objective, referenceModel }: Pick<Results, 'objective' | 'referenceModel'>): string {
  const cap = objective.maxP95LatencyMs;
  const latency = cap === undefined ? '' : `, with 95 % of answers within ${milliseconds(cap)}`;
  switch (objective.kind) {
    case 'cheapest-within':
      return `cheapest at no more than ${marginWords(objective.margin)} below ${plainText(referenceModel)}${latency}`;
    case 'best-under-budget':
      return `best quality for at most ${usdPer1000(objective.maxUsdPerQuery)} per 1,000 queries${latency}`;
    case 'willingness-to-pay':
      return `most value where a right answer is worth ${usd(objective.usdPerQuality)}${latency}`;
  }
}

/** What a policy of the objective claims, after "certified to". */
export function claimWords({ objective, referenceModel }: Pick<Results, 'objective' | 'referenceModel'>): string {
  const cap = objective.maxP95LatencyMs;
  const latency = cap === undefined ? '' : `, with 95 % of answers within ${milliseconds(cap)}`;
  switch (objective.kind) {
    case 'cheapest-within':
      return `lose no more than ${marginWords(objective.margin)} against ${plainText(referenceModel)}${latency}`;
    case 'best-under-budget':
      return `cost no more than ${usdPer1000(objective.maxUsdPerQuery)} per 1,000 queries${latency}`;
    case 'willingness-to-pay':
      return `be worth more than any single model where a right answer is worth ${usd(objective.usdPerQuality)}${latency}`;
  }
}

/**
 * Where on its curve a candidate stands: one tradeoff, or two mixed by a hash.
 *
 * @param signal of a cascade; without it a cascade's level would read as λ
 */
export function operatingPointWords({ mix }: OperatingPoint, signal?: string): string {
  const [only, second] = mix;
  const words = ({ tradeoff }: { tradeoff: number | null }) => tradeoffWords(tradeoff, signal);
  if (second === undefined) return words(only!);
  const share = (part: { share: number }) => `${Math.round(part.share * 100)} %`;
  if (signal !== undefined) return `${share(only!)} of queries: ${words(only!)}; ${share(second)}: ${words(second)}`;
  return `${share(only!)} of queries at ${words(only!)}, ${share(second)} at ${words(second)}`;
}

/** A margin of quality (0..1): `1 point`, `0.5 points`. */
export function marginWords(margin: number): string {
  const value = Number((margin * 100).toFixed(2));
  return `${value} ${value === 1 ? 'point' : 'points'}`;
}
