import type { Limits } from '../../harness/failover/failover-schema.ts';
import { type Ledger, periodOf } from '../../harness/failover/limits.ts';

/** How much of a budget (USD) or a quota (requests) was used. */
export interface LimitUse {
  /** `budget` or the model of a quota. */
  readonly of: string;
  readonly limit: number;
  readonly per: Limits['budgets'][number]['per'];
  /** In the period that used most. */
  readonly most: number;
  readonly periods: number;
}

/** Writes down what is used in each period, beside the ledger that limits it. */
export function limitUse({ budgets, quotas }: Limits) {
  const spending = budgets.map((budget) => ({ ...budget, used: new Map<string, number>() }));
  const asking = quotas.map((quota) => ({ ...quota, used: new Map<string, number>() }));
  const add = (used: Map<string, number>, period: string, amount: number) =>
    used.set(period, (used.get(period) ?? 0) + amount);
  const spend = (at: number, usd: number) => {
    for (const { used, per } of spending) add(used, periodOf(at, per), usd);
  };
  return {
    watch: (book: Ledger): Ledger => ({
      ...book,
      spent(at, usd) {
        book.spent(at, usd);
        spend(at, usd);
      },
      sent(at, model, expectedUsd) {
        const settle = book.sent(at, model, expectedUsd);
        for (const { used, per, model: limited } of asking) if (limited === model) add(used, periodOf(at, per), 1);
        return (billedUsd) => {
          settle(billedUsd);
          spend(at, billedUsd);
        };
      },
    }),
    figures: (): LimitUse[] => [
      ...spending.map(({ usd, per, used }) => ({ of: 'budget', limit: usd, per, ...mostOf(used) })),
      ...asking.map(({ model, requests, per, used }) => ({ of: model, limit: requests, per, ...mostOf(used) })),
    ],
  };
}

function mostOf(used: ReadonlyMap<string, number>): Pick<LimitUse, 'most' | 'periods'> {
  return { most: Math.max(0, ...used.values()), periods: used.size };
}
