import { describe, expect, it } from 'vitest';
import { random } from '../../random.ts';
import { binomialTailAtMost } from '../../statistics/binomial-tail.ts';
import { singletons } from '../../statistics/clusters.ts';
import { certifyPath } from './certify-path.ts';
import { gainOverMixing } from './gain-over-mixing.ts';
import { lossPValue } from './loss-test.ts';
import { type Path, reversed, stepsOf, valuesAt } from './path.ts';

const point = (quality: readonly number[], costUsd: readonly number[], p95LatencyMs?: number) => ({
  quality: Float64Array.from(quality),
  costUsd: Float64Array.from(costUsd),
  meanCostUsd: costUsd.reduce((sum, usd) => sum + usd, 0) / costUsd.length,
  meanQuality: quality.reduce((sum, value) => sum + value, 0) / quality.length,
  ...(p95LatencyMs === undefined ? {} : { p95LatencyMs }),
});
const pathOf = (points: Path['points'], between = 1): Path<string> => ({
  name: 'path',
  points,
  between,
  placeOf: ({ from, share }) => `${from}+${share}`,
});
const DEAR = point([1, 1, 1, 0], [4, 4, 4, 4], 100);
const CHEAP = point([1, 0, 1, 0], [1, 1, 1, 1], 400);

describe('a path', () => {
  it('steps through its points and the mixtures between them', () => {
    const path = pathOf([DEAR, CHEAP], 3);
    expect(stepsOf(path).map((step) => path.placeOf(step))).toEqual(['0+0', '0+0.25', '0+0.5', '0+0.75', '1+0']);
    expect([...valuesAt(path, { from: 0, share: 0.25 }, 'quality')]).toEqual([1, 0.75, 1, 0]);
    expect([...valuesAt(path, { from: 0, share: 0.25 }, 'costUsd')]).toEqual([3.25, 3.25, 3.25, 3.25]);
  });

  it('reversed has the same steps the other way round', () => {
    const path = pathOf([DEAR, CHEAP], 3);
    const places = stepsOf(reversed(path)).map((step) => reversed(path).placeOf(step));
    expect(places).toEqual(['1+0', '0+0.75', '0+0.5', '0+0.25', '0+0']);
  });
});

describe('certifyPath', () => {
  const claim = (least: number) => ({
    pValue: ({ quality }: { quality: Float64Array }) => (quality[1]! >= least ? 0 : 1),
  });

  it('stops at the first step that cannot be certified, whatever comes after', () => {
    const path = pathOf([DEAR, CHEAP, DEAR]);
    expect(certifyPath(path, claim(0.5), 0.05)).toEqual({
      tested: 3,
      certified: [
        { from: 0, share: 0 },
        { from: 0, share: 0.5 },
      ],
      stoppedAt: { from: 1, share: 0 },
    });
  });

  it('passes over what is too slow or of unknown latency, and takes what is known as given', () => {
    const limited = { ...claim(0), maxP95LatencyMs: 200 };
    expect(certifyPath(pathOf([CHEAP, DEAR]), limited, 0.05).certified).toEqual([{ from: 1, share: 0 }]);
    expect(certifyPath(pathOf([point([1], [1])]), { ...claim(0), maxP95LatencyMs: 200 }, 0.05).tested).toBe(0);
    expect(certifyPath(pathOf([CHEAP]), { ...claim(1), known: 0 }, 0.05).certified).toHaveLength(1);
  });
});

describe('lossPValue', () => {
  it('does not take a candidate that hardly ever differs for certain', () => {
    // No loss among 100 queries: with a true loss of 1 in 100 that happens in .99^100 = 36.6 % of samples.
    expect(lossPValue(new Float64Array(100), singletons(100), 0.01)).toBeCloseTo(0.99 ** 100, 9);
    expect(lossPValue(new Float64Array(1000), singletons(1000), 0.01)).toBeLessThan(1e-4);
  });

  it('asks for an improvement where no loss is allowed', () => {
    expect(lossPValue(new Float64Array(50), singletons(50), 0)).toBe(1);
    expect(lossPValue(new Float64Array(50).fill(0.1), singletons(50), 0)).toBe(0);
  });

  it('rejects a true loss of the margin no more often than its level, also where differences are rare', () => {
    const rng = random(3);
    for (const rate of [0.02, 0.5]) {
      let rejected = 0;
      for (let run = 0; run < 2000; run++) {
        // Lost with rate .02 more than won: a mean loss of .02.
        const difference = Float64Array.from({ length: 400 }, () => {
          const draw = rng.next();
          return draw < rate / 2 + 0.01 ? -1 : draw < rate ? 1 : 0;
        });
        if (lossPValue(difference, singletons(400), 0.02) <= 0.05) rejected += 1;
      }
      expect(rejected / 2000).toBeLessThan(0.065);
    }
  });
});

describe('binomialTailAtMost', () => {
  it('is the sum of binomial probabilities', () => {
    // P(X ≤ 2), X ~ B(10, .3) = .7^10 + 10·.3·.7^9 + 45·.09·.7^8 = .38278
    expect(binomialTailAtMost(2, 10, 0.3)).toBeCloseTo(0.3827827864, 9);
    expect(binomialTailAtMost(10, 10, 0.3)).toBe(1);
    expect(binomialTailAtMost(3, 10, 0)).toBe(1);
  });
});

describe('gainOverMixing', () => {
  const mixing = pathOf([point([1, 0], [4, 4]), point([0, 0], [0, 0])]);

  it('is zero for a path of mixtures and positive for one above them', () => {
    expect([...gainOverMixing(mixing, mixing)]).toEqual([0, 0]);
    // At half the cost as good as the dear model: .5 above the mixture on the first query.
    expect([...gainOverMixing(pathOf([point([1, 0], [2, 2])]), mixing)][0]).toBeCloseTo(0.5, 12);
  });

  it('compares beyond the dearest model with that model', () => {
    expect([...gainOverMixing(pathOf([point([1, 1], [9, 9])]), mixing)]).toEqual([0, 1]);
  });
});
