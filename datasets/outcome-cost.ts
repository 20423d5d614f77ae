import { costAt, type Price } from '../harness/model.ts';
import type { Outcome } from './growing-outcomes.ts';

/** Cost of an answered outcome: tokens × price. NaN when a token count is missing that has a rate above 0. */
export function outcomeCost(price: Price, outcome: Outcome): number {
  const needed = (tokens: number, rate: number) => (Number.isNaN(tokens) && rate === 0 ? 0 : tokens);
  return costAt(
    price,
    needed(outcome.inputTokens, price.inputUsdPerMillionTokens),
    needed(outcome.outputTokens, price.outputUsdPerMillionTokens),
    Number.isNaN(outcome.cachedInputTokens) ? 0 : outcome.cachedInputTokens,
  );
}
