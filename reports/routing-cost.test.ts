import { describe, expect, it } from 'vitest';
import { HOSTILE } from './hostile-names.fixture.ts';
import { publishedRoutingCostWords } from './published-routing-cost.ts';
import { sampleResults } from './results.fixture.ts';
import { routingCostSentences, routingCostSummary, routingCosts } from './routing-cost.ts';

/** One router with these USD per query; the reference model costs $0.002. */
function oneRouter({ costUsd, overheadUsd }: { costUsd: number; overheadUsd: number }) {
  const results = sampleResults({ routers: { classifier: 0.01 } });
  const reference = results.models.find(({ id }) => id === results.referenceModel)!;
  reference.costUsd = { ...reference.costUsd, value: 0.002 };
  const router = results.routers[0]!;
  router.chosen.costUsd = { ...router.chosen.costUsd, value: costUsd };
  router.overhead = { usd: overheadUsd, latencyMs: 540 };
  return results;
}

describe('routingCosts', () => {
  it('counts a month as 30 days of 100,000 requests, and the saving before routing is paid', () => {
    const [cost] = routingCosts(oneRouter({ costUsd: 0.0014, overheadUsd: 0.0002 }));
    expect(cost).toMatchObject({
      latencyMs: 540,
      usdPerRequest: 0.0002,
      monthlyRoutingUsd: expect.closeTo(600, 6),
      monthlyTotalUsd: expect.closeTo(4200, 6),
      monthlySavingUsd: expect.closeTo(2400, 6),
      eaten: expect.closeTo(0.25, 9),
    });
  });

  it('has no share of a saving that does not exist, but its reason', () => {
    const eaten = (results: ReturnType<typeof sampleResults>) => routingCosts(results)[0]!.eaten;
    expect(eaten(oneRouter({ costUsd: 0.0022, overheadUsd: 0.0002 }))).toEqual({
      undefined: 'it saves nothing against sim-frontier even before routing is paid',
    });
    const free = oneRouter({ costUsd: 0, overheadUsd: 0 });
    free.models.find(({ id }) => id === free.referenceModel)!.costUsd.value = 0;
    expect(eaten(free)).toMatchObject({ undefined: expect.stringContaining('costs nothing') });
  });

  it('puts what costs least first', () => {
    const costs = routingCosts(sampleResults());
    expect([costs[0]!.kind, costs[costs.length - 1]!.kind]).toEqual(['rules', 'cascade']);
  });
});

describe('routingCostSentences', () => {
  it('say where routing adds least and most, and whose overhead eats most of its saving', () => {
    const [span, eaten] = routingCostSentences(sampleResults());
    expect(span).toBe(
      'Routing adds least in rules ($0.00 a month and 0.1 ms per request) and most in cascade-judge ($1,500 a month and 1.18 s per request).',
    );
    expect(eaten).toMatch(
      /^Routing eats the largest share of its saving in cascade-judge: 37\.1 % of \$4,041 a month at 100,000 requests a day; no router’s overhead reaches its saving\.$/,
    );
  });

  it('say which router costs as much as it saves, or more', () => {
    const text = 'Routing costs as much as it saves, or more, in classifier';
    expect(routingCostSummary(oneRouter({ costUsd: 0.002, overheadUsd: 0.0005 }))[0]).toContain(
      `${text} (100 % of it)`,
    );
    expect(routingCostSummary(oneRouter({ costUsd: 0.0025, overheadUsd: 0.001 }))[0]).toContain(
      `${text} (200 % of it)`,
    );
  });

  it('say who has no saving at all, and name no saving where there is none', () => {
    const sentences = routingCostSentences(oneRouter({ costUsd: 0.003, overheadUsd: 0 }));
    expect(sentences.join(' ')).toBe(
      'Routing adds $0.00 a month and 540 ms per request. classifier has no saving against sim-frontier that routing could eat, even before it is paid.',
    );
  });

  it('are the same in plain words for hostile names, and none without routers', () => {
    const routers = Object.fromEntries(HOSTILE.map((name) => [name, 0.01]));
    expect(routingCostSentences(sampleResults({ routers })).join(' ')).not.toMatch(/[\u202e\u2066\n]|NaN/);
    expect(routingCostSentences(sampleResults({ routers: {} }))).toEqual([]);
  });
});

it('the published measurement names its setting and its source', () => {
  for (const part of ['0.537 to 0.598 s', '$188.90', '$107.90', 'AWS Machine Learning Blog', 'Titan']) {
    expect(publishedRoutingCostWords()).toContain(part);
  }
});
