import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../model.ts';
import type { RouteRequest } from '../request.ts';
import { type Assessment, FREE, type ScoresAssessment } from '../router.ts';
import { decide } from './decide.ts';
import { exploredModel } from './exploration.ts';
import { mixedOperatingPoint, pureOperatingPoint, tradeoffFor } from './operating-point.ts';
import { propensities } from './propensities.ts';

const modelAt = (id: string, usd: number): Model => ({
  id,
  price: { usdPerRequest: usd, inputUsdPerMillionTokens: 0, outputUsdPerMillionTokens: 0, source: 'card' },
});
const pool = [modelAt('small', 1), modelAt('medium', 2), modelAt('large', 10)];
const scores: ScoresAssessment = {
  kind: 'scores',
  quality: Float64Array.of(0.2, 0.5, 0.9),
  outputTokens: Float64Array.of(1, 1, 1),
  bill: FREE,
  why: () => [],
};
const all = Uint8Array.of(1, 1, 1);
// λ = 0 takes small, λ = ∞ large.
const mixed = mixedOperatingPoint(0, Number.POSITIVE_INFINITY, 0.3);
const ask = (content: string): RouteRequest => ({ messages: [{ role: 'user', content }], metadata: {} });

describe('propensities', () => {
  it('are the shares of the mix, and an even part of the exploration for each allowed model', () => {
    const chances = propensities(scores, pool, 1, all, { ...mixed, explore: 0.15 });
    // .85·.7 + .05, .05, .85·.3 + .05
    expect([...chances]).toEqual([expect.closeTo(0.645, 12), expect.closeTo(0.05, 12), expect.closeTo(0.305, 12)]);
  });

  it('are 1 for the choice of a policy that draws nothing', () => {
    expect([...propensities(scores, pool, 1, all, pureOperatingPoint(0))]).toEqual([1, 0, 0]);
  });

  it('leave a forbidden model none, whatever is explored', () => {
    const chances = propensities(scores, pool, 1, Uint8Array.of(1, 1, 0), { ...mixed, explore: 0.2 });
    // λ = ∞ takes medium now.
    expect([...chances]).toEqual([expect.closeTo(0.66, 12), expect.closeTo(0.34, 12), 0]);
  });

  it('are all 0 where the policy refuses: that is certain, and not explored with', () => {
    expect([...propensities(scores, pool, 1, new Uint8Array(3), { ...mixed, explore: 1 })]).toEqual([0, 0, 0]);
    const ranking: Assessment = { kind: 'ranking', models: [2], bill: FREE, why: () => [] };
    expect([...propensities(ranking, pool, 1, Uint8Array.of(1, 1, 0), { ...mixed, explore: 0.5 })]).toEqual([0, 0, 0]);
  });

  it('sum to 1, none below its part of the exploration, for every mix and mask', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const masks = fc.constantFrom([1, 0, 0], [0, 1, 1], [1, 1, 1], [1, 0, 1]);
    fc.assert(
      fc.property(share, share, masks, fc.double({ min: 0, max: 100, noNaN: true }), (explore, second, mask, λ) => {
        const allowed = Uint8Array.from(mask);
        const chances = propensities(scores, pool, 1, allowed, { ...mixedOperatingPoint(0, λ, second), explore });
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
        const part = explore / allowed.filter((one) => one === 1).length;
        chances.forEach((chance, m) => {
          expect(chance).toBeGreaterThanOrEqual(allowed[m] === 1 ? part - 1e-12 : 0);
          expect(chance).toBeLessThanOrEqual(allowed[m] === 1 ? 1 : 0);
        });
      }),
    );
  });

  it('are how often each model is chosen', () => {
    const point = { ...mixed, explore: 0.3 };
    const chances = propensities(scores, pool, 1, all, point);
    const counts = [0, 0, 0];
    const requests = 6000;
    for (let i = 0; i < requests; i++) {
      const request = ask(`query ${i}`);
      const decided = decide(scores, pool, 1, all, tradeoffFor(point, request, 'salt'))[0]!;
      counts[exploredModel(point.explore, all, request, 'salt') ?? decided]! += 1;
    }
    chances.forEach((chance, m) => {
      // Four standard errors.
      expect(Math.abs(counts[m]! / requests - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / requests));
    });
  });
});

describe('exploration', () => {
  it('draws independently of the mix, alike for all turns of a session, and always where the share is 1', () => {
    const session = (turn: number): RouteRequest => ({ ...ask(`turn ${turn}`), session: { id: 's', turn } });
    expect(exploredModel(1, all, session(0), 'a')).toBe(exploredModel(1, all, session(5), 'a'));
    let both = 0;
    for (let i = 0; i < 4000; i++) {
      const request = ask(`query ${i}`);
      const isSecond = tradeoffFor(mixedOperatingPoint(0, 1, 0.5), request, 'a') === 1;
      if (isSecond && exploredModel(0.5, all, request, 'a') !== undefined) both += 1;
    }
    // A quarter, within four standard errors of .0068.
    expect(Math.abs(both / 4000 - 0.25)).toBeLessThan(0.028);
  });

  it('never draws what is forbidden, and nothing where nothing is allowed', () => {
    for (let i = 0; i < 100; i++) expect(exploredModel(1, Uint8Array.of(0, 1, 0), ask(`${i}`), 's')).toBe(1);
    expect(exploredModel(1, new Uint8Array(3), ask('x'), 's')).toBeUndefined();
    expect(exploredModel(0, all, ask('x'), 's')).toBeUndefined();
  });
});
