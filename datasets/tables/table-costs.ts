import { countTokens } from '../../harness/count-tokens.ts';
import type { Model, ModelId, Price } from '../../harness/model.ts';
import type { Example } from '../../harness/outcome-table.ts';
import type { PriceBook } from '../../harness/record/price-book.ts';
import type { Outcome } from '../growing-outcomes.ts';
import { outcomeCost } from '../outcome-cost.ts';

export interface TableCosts {
  /**
   * An answered outcome with its cost: as recorded, else tokens × price, tokens counted in the texts where the table
   * has no count. A text instead says what is missing.
   *
   * @throws {BenchError} naming the model, when its price is needed and unknown
   */
  fill(outcome: Outcome, model: ModelId, example: Example, response: unknown): Outcome | string;
  /** A model as the table needs it: with a price where one was needed. */
  withPrice(id: ModelId): Model;
  /** What was estimated, in words. */
  estimates(): string[];
}

export function tableCosts(prices: PriceBook): TableCosts {
  const used = new Map<ModelId, Price>();
  const promptTokens = new WeakMap<Example, number>();
  let counted = false;
  const priceFor = (id: ModelId): Price => {
    const known = used.get(id) ?? prices.priceOf(id);
    used.set(id, known);
    return known;
  };
  const promptTokensOf = (example: Example): number => {
    const known = promptTokens.get(example) ?? tokensOf(example);
    promptTokens.set(example, known);
    return known;
  };
  return {
    fill(outcome, model, example, response) {
      if (!Number.isNaN(outcome.costUsd)) return outcome;
      const price = priceFor(model);
      const recorded = outcomeCost(price, outcome);
      if (!Number.isNaN(recorded)) return { ...outcome, costUsd: recorded };
      if (Number.isNaN(outcome.outputTokens) && typeof response !== 'string') {
        return `"${model}" has neither a cost, nor output tokens, nor a response to count them in`;
      }
      counted = true;
      const whole = {
        ...outcome,
        inputTokens: Number.isNaN(outcome.inputTokens) ? promptTokensOf(example) : outcome.inputTokens,
        outputTokens: Number.isNaN(outcome.outputTokens) ? countTokens(response as string) : outcome.outputTokens,
      };
      return { ...whole, costUsd: outcomeCost(price, whole) };
    },
    withPrice(id) {
      const price = used.get(id);
      return price === undefined ? { id } : { id, price };
    },
    estimates: () => [
      ...(counted ? ['token counts: o200k tokenizer, where the table has none'] : []),
      ...(used.size > 0 ? [`costs: tokens × price of ${[...used.keys()].join(', ')}, where the table has none`] : []),
    ],
  };
}

function tokensOf({ request }: Example): number {
  return request.messages.reduce((sum, message) => sum + countTokens(message.content), 0);
}
