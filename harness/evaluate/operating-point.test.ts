import { describe, expect, it } from 'vitest';
import type { RouteRequest } from '../request.ts';
import { drawOf, mixedOperatingPoint, pureOperatingPoint, tradeoffFor } from './operating-point.ts';

const ask = (content: string, session?: { id: string; turn: number }): RouteRequest => ({
  messages: [{ role: 'user', content }],
  metadata: {},
  ...(session === undefined ? {} : { session }),
});

describe('operating points', () => {
  it('write ∞ as null and read it back', () => {
    const point = pureOperatingPoint(Number.POSITIVE_INFINITY);
    expect(point).toEqual({ mix: [{ tradeoff: null, share: 1 }] });
    expect(tradeoffFor(point, ask('hi'), 'salt')).toBe(Number.POSITIVE_INFINITY);
  });

  it('are pure at the ends of a mixture', () => {
    expect(mixedOperatingPoint(1, 2, 0)).toEqual(pureOperatingPoint(1));
    expect(mixedOperatingPoint(1, 2, 1)).toEqual(pureOperatingPoint(2));
  });

  it('are drawn in the shares of the mix', () => {
    const point = mixedOperatingPoint(0, Number.POSITIVE_INFINITY, 0.3);
    const drawn = Array.from({ length: 4000 }, (_, i) => tradeoffFor(point, ask(`query ${i}`), 'salt'));
    // 4,000 draws at .3: standard deviation .007
    expect(drawn.filter((tradeoff) => tradeoff > 0).length / 4000).toBeCloseTo(0.3, 1);
  });

  it('give one request and all turns of a session one draw, another salt another', () => {
    expect(drawOf(ask('same'), 'a')).toBe(drawOf(ask('same'), 'a'));
    expect(drawOf(ask('same'), 'a')).not.toBe(drawOf(ask('same'), 'b'));
    const turn = (n: number) => ask(`turn ${n}`, { id: 's1', turn: n });
    expect(drawOf(turn(0), 'a')).toBe(drawOf(turn(1), 'a'));
    expect(drawOf(turn(0), 'a')).not.toBe(drawOf(ask('turn 0', { id: 's2', turn: 0 }), 'a'));
  });

  it('draw the same number on every machine', () => {
    // First 52 bits of sha256('["messages","salt","user","hello"]') by Python's hashlib.
    expect(drawOf(ask('hello'), 'salt')).toBe(0.6980227789774738);
  });
});
