import { costAt, type Price } from '../harness/model.ts';
import type { Outcome } from './growing-outcomes.ts';

/** NaN = not recorded. */
export type OutcomeTokens = Pick<Outcome, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'>;

/** Cost of an answered outcome: tokens × price. NaN when a token count is missing that has a rate above 0, or a tier. */
export function outcomeCost(price: Price, outcome: OutcomeTokens): number {
  const unknownIsFree = price.tiers === undefined;
  const needed = (tokens: number, rate: number) => (unknownIsFree && Number.isNaN(tokens) && rate === 0 ? 0 : tokens);
  return costAt(
    price,
    needed(outcome.inputTokens, price.inputUsdPerMillionTokens),
    needed(outcome.outputTokens, price.outputUsdPerMillionTokens),
    Number.isNaN(outcome.cachedInputTokens) ? 0 : outcome.cachedInputTokens,
  );
}
