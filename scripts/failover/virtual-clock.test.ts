import { describe, expect, it } from 'vitest';
import { virtualClock } from './virtual-clock.ts';

describe('a virtual clock', () => {
  it('resumes what waits in the order of time, then of asking, without time passing for anything else', async () => {
    const clock = virtualClock(100);
    const seen: string[] = [];
    const wait = async (name: string, ...times: number[]) => {
      for (const ms of times) {
        await clock.wait(ms);
        seen.push(`${name} ${clock.now()}`);
      }
    };
    for (const [name, times] of [['a', [30, 0, 10]] as const, ['b', [10, 20]] as const, ['c', [30]] as const]) {
      clock.schedule(100, () => void wait(name, ...times));
    }
    await clock.run();
    expect(seen).toEqual(['b 110', 'a 130', 'c 130', 'b 130', 'a 130', 'a 140']);
  });

  it('lets no time pass while a task is at work outside of time, and none backwards', async () => {
    const clock = virtualClock(0);
    const seen: number[] = [];
    clock.schedule(5, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(clock.now());
      clock.schedule(1, () => void seen.push(clock.now()));
    });
    clock.schedule(6, () => void seen.push(clock.now()));
    await clock.run();
    expect(seen).toEqual([5, 5, 6]);
  });
});
