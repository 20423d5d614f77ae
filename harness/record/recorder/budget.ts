/** Money that may be spent. Every request reserves its worst case before it is sent, so that the limit holds. */
export interface Budget {
  /**
   * Reserves `usd` as soon as it fits; false when it cannot fit any more, however cheap what is under way turns out.
   * Waits while money is reserved that may come back.
   */
  reserve(usd: number): Promise<boolean>;
  /** Ends a reservation: of `reserved`, `spent` is gone and the rest is free again. */
  settle(reserved: number, spent: number): void;
  spentUsd(): number;
}

/** @param maxUsd may be `Infinity` */
export function budget(maxUsd: number): Budget {
  let spent = 0;
  let reserved = 0;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  return {
    async reserve(usd) {
      while (spent + reserved + usd > maxUsd) {
        if (underWay === 0) return false;
        await new Promise<void>((wake) => waiting.push(wake));
      }
      reserved += usd;
      underWay++;
      return true;
    },
    settle(held, paid) {
      underWay--;
      // What floating-point sums leave behind when nothing is under way would add up.
      reserved = underWay === 0 ? 0 : reserved - held;
      spent += paid;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    spentUsd: () => spent,
  };
}
