import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budget } from './budget.ts';

describe('budget', () => {
  it('never lets reservations and spending exceed the limit, whatever requests turn out to cost', async () => {
    const request = fc.record({
      worst: fc.double({ min: 0.01, max: 2, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 40 }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        async (all, max) => {
          const money = budget(max);
          let held = 0;
          const queue = [...all];
          const worker = async () => {
            for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
              if (!(await money.reserve(next.worst))) return;
              held += next.worst;
              expect(money.spentUsd() + held).toBeLessThanOrEqual(max + 1e-9);
              await Promise.resolve();
              held -= next.worst;
              money.settle(next.worst, next.worst * next.share);
            }
          };
          await Promise.all([worker(), worker(), worker()]);
          expect(money.spentUsd()).toBeLessThanOrEqual(max + 1e-9);
        },
      ),
    );
  });

  it('waits for money that may come back before it says no', async () => {
    const money = budget(1);
    expect(await money.reserve(0.8)).toBe(true);
    const second = money.reserve(0.8);
    money.settle(0.8, 0.1);
    expect(await second).toBe(true);
    money.settle(0.8, 0.8);
    expect(await money.reserve(0.2)).toBe(false);
  });
});
