import { BenchError } from '../../harness/bench-error.ts';
import { costAt, type ModelId } from '../../harness/model.ts';
import type { AskedTokens, Bill } from '../../harness/router.ts';
import type { PriceChange } from './price-changes.ts';

/** A bill whose tokens are paid at new prices; what was not spent on models (embedding) stays. */
export function repricedBill(bill: Bill, changes: ReadonlyMap<ModelId, PriceChange>): Bill {
  const spent = bill.asked?.map((tokens) => repricedTokens(tokens, changes.get(tokens.model)!));
  if (spent === undefined || spent.every(({ added }) => added === 0)) return bill;
  const usd = spent.reduce((sum, { added }) => sum + added, bill.usd);
  return { ...bill, usd, asked: spent.map(({ tokens }) => tokens) };
}

function repricedTokens(tokens: AskedTokens, { before, after, factor }: PriceChange) {
  if (factor === 1) return { tokens, added: 0 };
  const { model, inputTokens, outputTokens, cachedInputTokens } = tokens;
  const at = (price: NonNullable<typeof after>) => costAt(price, inputTokens, outputTokens, cachedInputTokens);
  const old = tokens.usd ?? (before === undefined ? undefined : at(before));
  if (old === undefined) {
    throw new BenchError(`the run does not say what asking "${model}" cost`, {
      hint: `Run the bench again, or keep its price: --keep ${model}.`,
    });
  }
  const usd = factor === undefined ? at(after!) : old * factor;
  return { tokens: { ...tokens, usd }, added: usd - old };
}
