import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from './spread.ts';

describe('spread', () => {
  it('leaves alone what is far enough apart', () => {
    expect(spread([10, 50, 90], 16, 0, 100)).toEqual([10, 50, 90]);
  });

  it('keeps the gap and the bounds wherever there is room, and the order always', () => {
    const wanted = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(wanted, (values) => {
        const out = spread(values, 16, 0, 400);
        const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
        order.forEach((i, k) => {
          expect(out[i]! >= -1e-9 && out[i]! <= 400 + 1e-9).toBe(true);
          if (k > 0) expect(out[i]! - out[order[k - 1]!]!).toBeGreaterThan(16 - 1e-6);
        });
      }),
    );
  });
});
