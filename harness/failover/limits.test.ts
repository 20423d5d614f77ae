import { describe, expect, it } from 'vitest';
import { limitsSchema } from './failover-schema.ts';
import { ledger, periodOf } from './limits.ts';

const at = (text: string) => Date.parse(text);

describe('a ledger', () => {
  it('names calendar periods of UTC', () => {
    const moment = at('2026-02-28T23:59:59.999Z');
    expect((['minute', 'hour', 'day', 'month'] as const).map((per) => periodOf(moment, per))).toEqual([
      '2026-02-28T23:59',
      '2026-02-28T23',
      '2026-02-28',
      '2026-02',
    ]);
  });

  it('limits nothing where nothing is limited', () => {
    const book = ledger(limitsSchema.parse({}));
    book.sent(0, 'a', 1)(1e9);
    expect(book.live(0)).toEqual({ requestsLeft: {} });
    expect(book.mayAsk(0, 'a', 1e9)).toBe(true);
  });

  it('holds back what a question is expected to cost until it is billed, and starts again with the period', () => {
    const book = ledger(limitsSchema.parse({ budgets: [{ usd: 10, per: 'day' }] }));
    const settle = book.sent(at('2026-01-01T10:00:00Z'), 'a', 8);
    expect(book.live(at('2026-01-01T10:00:01Z'))).toEqual({ remainingUsd: 2, requestsLeft: {} });
    expect(book.mayAsk(at('2026-01-01T10:00:01Z'), 'b', 3)).toBe('the budget of $10 per day does not leave enough');
    settle(1);
    book.spent(at('2026-01-01T10:00:02Z'), 0.5);
    expect(book.live(at('2026-01-01T10:00:03Z')).remainingUsd).toBe(8.5);
    expect(book.live(at('2026-01-02T00:00:00Z')).remainingUsd).toBe(10);
  });

  it('bills a question in the period in which it was sent, and never leaves less than nothing', () => {
    const book = ledger(limitsSchema.parse({ budgets: [{ usd: 10, per: 'minute' }] }));
    const late = book.sent(at('2026-01-01T10:00:59Z'), 'a', 1);
    book.sent(at('2026-01-01T10:01:00Z'), 'a', 1);
    late(500);
    expect(book.live(at('2026-01-01T10:01:01Z')).remainingUsd).toBe(9);
    book.spent(at('2026-01-01T10:01:02Z'), 500);
    expect(book.live(at('2026-01-01T10:01:03Z')).remainingUsd).toBe(0);
  });

  it('takes the tightest of several budgets and quotas', () => {
    const book = ledger(
      limitsSchema.parse({
        budgets: [
          { usd: 1, per: 'minute' },
          { usd: 5, per: 'month' },
        ],
        quotas: [
          { model: 'a', requests: 2, per: 'minute' },
          { model: 'a', requests: 3, per: 'hour' },
        ],
      }),
    );
    const minute = (n: number) => at(`2026-01-01T10:0${n}:00Z`);
    for (const n of [0, 0, 1]) book.sent(minute(n), 'a', 0.5)(0.5);
    expect(book.live(minute(0)).remainingUsd).toBe(1);
    expect(book.live(minute(1))).toEqual({ remainingUsd: 0.5, requestsLeft: { a: 0 } });
    expect(book.mayAsk(minute(1), 'a', 0.1)).toBe('its quota is spent');
    expect(book.mayAsk(minute(1), 'b', 0.1)).toBe(true);
  });
});
