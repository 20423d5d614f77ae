import { describe, expect, it } from 'vitest';
import type { Objective } from '../objective.ts';
import { chooseOperatingPoint } from './choose-operating-point.ts';
import type { CurvePoint } from './results.ts';

const at = (tradeoff: number | null, costUsd: number, quality: number, p95?: number): CurvePoint => ({
  tradeoff,
  costUsd,
  quality,
  shares: [],
  ...(p95 === undefined ? {} : { latencyMs: { p50: p95 / 2, p95 } }),
});
const CURVE = [at(0, 1, 0.5, 100), at(2, 2, 0.7, 200), at(3, 3, 0.6, 250), at(null, 6, 0.9, 400)];
const within = (margin: number, cap?: number): Objective => ({
  kind: 'cheapest-within',
  margin,
  ...(cap === undefined ? {} : { maxP95LatencyMs: cap }),
});

describe('chooseOperatingPoint', () => {
  it('mixes two vertices to lose exactly the margin', () => {
    const chosen = chooseOperatingPoint(CURVE, within(0.1), 0.9);
    expect(chosen).toMatchObject({ feasible: true, quality: 0.8 });
    expect(chosen.costUsd).toBeCloseTo(4, 12);
    expect(chosen.operatingPoint.mix).toEqual([
      { tradeoff: 2, share: expect.closeTo(0.5, 12) },
      { tradeoff: null, share: expect.closeTo(0.5, 12) },
    ]);
  });

  it('takes a vertex where it is enough, and the best one, marked, where nothing is', () => {
    expect(chooseOperatingPoint(CURVE, within(0.2), 0.9).operatingPoint.mix).toEqual([{ tradeoff: 2, share: 1 }]);
    expect(chooseOperatingPoint(CURVE, within(0.9), 0.9)).toMatchObject({ costUsd: 1, feasible: true });
    expect(chooseOperatingPoint(CURVE, within(0), 0.95)).toMatchObject({ quality: 0.9, feasible: false });
  });

  it('spends a budget to the cent, and marks one that is too small', () => {
    const under = (maxUsdPerQuery: number) =>
      chooseOperatingPoint(CURVE, { kind: 'best-under-budget', maxUsdPerQuery }, 0.9);
    expect(under(5)).toMatchObject({ costUsd: 5, quality: expect.closeTo(0.85, 12), feasible: true });
    expect(under(2)).toMatchObject({ operatingPoint: { mix: [{ tradeoff: 2, share: 1 }] }, feasible: true });
    expect(under(99)).toMatchObject({ costUsd: 6, feasible: true });
    expect(under(0.5)).toMatchObject({ costUsd: 1, feasible: false });
  });

  it('maximises value at a willingness to pay', () => {
    const worth = (usdPerQuality: number) =>
      chooseOperatingPoint(CURVE, { kind: 'willingness-to-pay', usdPerQuality }, 0.9).costUsd;
    expect([worth(1), worth(10), worth(100)]).toEqual([1, 2, 6]);
  });

  it('leaves out points that are too slow or of unknown latency', () => {
    expect(chooseOperatingPoint(CURVE, within(0.2, 300), 0.9)).toMatchObject({ quality: 0.7, feasible: true });
    expect(chooseOperatingPoint(CURVE, within(0.2, 50), 0.9)).toMatchObject({ feasible: false });
    expect(chooseOperatingPoint([at(0, 1, 0.9)], within(0.2, 50), 0.9)).toMatchObject({ feasible: false });
  });
});
