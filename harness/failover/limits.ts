import type { LiveSignals } from '../live-signals.ts';
import type { ModelId } from '../model.ts';
import type { Limits } from './failover-schema.ts';

type Period = Limits['budgets'][number]['per'];

/** What is left of budgets and quotas. Knows no clock: every call is told the time, in ms since 1970 (UTC). */
export interface Ledger {
  /** What a decision may know: absent where nothing limits it. */
  live(at: number): Pick<LiveSignals, 'remainingUsd'> & { readonly requestsLeft: Readonly<Record<ModelId, number>> };
  /** Why a model may not be asked for about `expectedUsd`, or true. Changes nothing. */
  mayAsk(at: number, model: ModelId, expectedUsd: number): true | string;
  /**
   * A question is sent: it counts against the quota, and what it is expected to cost is held back until it is settled, so
   * that requests in flight do not overdraw the budget together.
   *
   * @returns to be called once with what was billed; the bill counts in the period in which the question was sent
   */
  sent(at: number, model: ModelId, expectedUsd: number): (billedUsd: number) => void;
  /** Money that no model was paid: what routing itself spent. */
  spent(at: number, usd: number): void;
}

/** How much of an ISO time names its period: all that is left out starts again with each. */
const DIGITS: Readonly<Record<Period, number>> = { month: 7, day: 10, hour: 13, minute: 16 };

/** The calendar period (UTC) that a moment lies in: `2026-02` for a month. */
export function periodOf(at: number, per: Period): string {
  return new Date(at).toISOString().slice(0, DIGITS[per]);
}

/** Keeps count of calendar periods. A failed attempt counts as any other: its provider saw it. */
export function ledger({ budgets, quotas }: Limits): Ledger {
  const spending = budgets.map((budget) => ({ ...budget, counter: counter(budget.per) }));
  const asking = quotas.map((quota) => ({ ...quota, counter: counter(quota.per) }));
  const requestsLeft = (at: number, model: ModelId) =>
    asking
      .filter((quota) => quota.model === model)
      .reduce((left, { requests, counter: used }) => Math.min(left, Math.max(0, requests - used.total(at))), Infinity);
  const models = [...new Set(quotas.map(({ model }) => model))];

  return {
    live(at) {
      const left = spending.map(({ usd, counter: used }) => Math.max(0, usd - used.total(at)));
      return {
        ...(left.length === 0 ? {} : { remainingUsd: Math.min(...left) }),
        requestsLeft: Object.fromEntries(models.map((model) => [model, requestsLeft(at, model)])),
      };
    },
    mayAsk(at, model, expectedUsd) {
      const short = spending.find(({ usd, counter: used }) => usd - used.total(at) < expectedUsd);
      if (short !== undefined) return `the budget of $${short.usd} per ${short.per} does not leave enough`;
      return requestsLeft(at, model) > 0 || 'its quota is spent';
    },
    sent(at, model, expectedUsd) {
      for (const { model: limited, counter: used } of asking) if (limited === model) used.add(at, 1);
      for (const { counter: used } of spending) used.add(at, expectedUsd);
      return (billedUsd) => {
        for (const { counter: used } of spending) used.add(at, billedUsd - expectedUsd);
      };
    },
    spent(at, usd) {
      for (const { counter: used } of spending) used.add(at, usd);
    },
  };
}

interface Counter {
  add(at: number, amount: number): void;
  total(at: number): number;
}

/** A sum per period; only the latest is kept, and what belongs to one before it is of no more interest. */
function counter(per: Period): Counter {
  let period = '';
  let sum = 0;
  return {
    add(at, amount) {
      const own = periodOf(at, per);
      if (own < period) return;
      if (own > period) {
        period = own;
        sum = 0;
      }
      sum += amount;
    },
    total: (at) => (periodOf(at, per) === period ? sum : 0),
  };
}
