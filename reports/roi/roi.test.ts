import { describe, expect, it } from 'vitest';
import type { FlipDirection } from '../../harness/evaluate/roi/price-flips-schema.ts';
import { sampleResults } from '../results.fixture.ts';
import { lastPointSentences } from './last-point-words.ts';
import { breakEven, monthOf, monthsBeside, subjectOf } from './monthly.ts';
import { nearestFlipSentence, priceFlipSentences } from './price-flip-words.ts';
import { roiData, roiText } from './roi-text.ts';
import { roiWords, wholeQueries } from './roi-words.ts';
import { warningSigns } from './warning-signs.ts';
import { type RoiOptions, withRoi } from './with-roi.fixture.ts';

const counts = { n: 1000, clusters: 1000 };

describe('a month', () => {
  it('is a million queries without upkeep where nobody said so', () => {
    expect(monthOf(withRoi())).toEqual({ queries: 1_000_000, queriesAssumed: true, maintenanceUsd: undefined });
    expect(monthOf(withRoi({ traffic: { maintenanceUsdPerMonth: 3 } }))).toMatchObject({
      maintenanceUsd: 3,
      queriesAssumed: true,
    });
  });

  it('multiplies figures per query and takes upkeep off the saving and its interval', () => {
    const results = withRoi({ traffic: { queriesPerMonth: 250_000, maintenanceUsdPerMonth: 210 } });
    const [reference] = monthsBeside(subjectOf(results)!, monthOf(results));
    const about = (value: number) => expect.closeTo(value, 9);
    expect(reference).toMatchObject({
      alternativeUsd: about(500),
      savingUsd: { low: about(200), value: about(250), high: about(300) },
      netUsd: { low: about(-10), value: about(40), high: about(90) },
      breakEven: { queries: about(210_000), low: about(175_000), high: about(262_500) },
    });
  });

  it('breaks even never where nothing is saved, and not for sure where the interval reaches 0', () => {
    expect(breakEven({ value: -1, low: -2, high: 0, ...counts }, 10)).toEqual({
      undefined: 'because it saves nothing',
    });
    expect(breakEven({ value: 0, low: 0, high: 0, ...counts }, 10)).toHaveProperty('undefined');
    expect(breakEven({ value: 1, low: 0, high: 2, ...counts }, 10)).toEqual({
      undefined: 'because the interval of its saving reaches 0',
    });
    expect(breakEven({ value: 2, low: 1, high: 4, ...counts }, 0)).toEqual({ queries: 0, low: 0, high: 0 });
  });

  it('rounds break-even up to three digits', () => {
    expect([0, 0.4, 12, 12_341, 648_001].map(wholeQueries)).toEqual(['0', '1', '12', '12,400', '649,000']);
  });
});

describe('the answer', () => {
  it.each<[string, RoiOptions]>([
    ['Routing pays.', {}],
    ['Routing saves money, but loses more quality than was allowed.', { quality: [-0.03, -0.02, -0.01] }],
    [
      'Routing saves money, but not more than can be had without a router.',
      { mixtureSaving: [-0.0001, 0.0001, 0.0003] },
    ],
    [
      'Routing pays.',
      {
        objective: { kind: 'best-under-budget', maxUsdPerQuery: 1 },
        mixtureSaving: [-0.0001, 0, 0.0001],
        mixtureQuality: [0.001, 0.002, 0.003],
      },
    ],
    ['Routing costs more, and buys quality.', { saving: [-0.003, -0.002, -0.001], quality: [0.01, 0.02, 0.03] }],
    ['Routing does not pay.', { saving: [-0.003, -0.002, -0.001] }],
    ['Routing does not pay.', { traffic: { queriesPerMonth: 1000, maintenanceUsdPerMonth: 500 } }],
    ['Routing is not shown to pay.', { saving: [-0.001, 0.001, 0.003] }],
    ['Routing is not shown to pay.', { traffic: { queriesPerMonth: 1_000_000, maintenanceUsdPerMonth: 1000 } }],
    ['No router is needed: sim-frontier ships.', { infeasible: true, refusal: 'none-better' }],
    ['Do not route on this evidence: sim-frontier ships.', { infeasible: true, refusal: 'none-certified' }],
  ])('%s', (lead, options) => {
    expect(roiWords(withRoi(options))!.lead).toBe(lead);
  });

  it('says what is saved, at what quality, against what, and whether the traffic is assumed', () => {
    const { saving, net, rival, breakEven: earned } = roiWords(withRoi())!;
    expect(saving).toBe(
      'At an assumed 1,000,000 queries a month linear saves $1,000 (95 % interval $800 to $1,200) against sim-frontier and changes quality by +0.1 points (−0.4 to +0.6).',
    );
    expect(net).toBe('');
    expect(rival).toBe(
      'Without a router 25 % sim-nano and 75 % sim-frontier at random would ship: against that it saves $200 (95 % interval $100 to $300) and changes quality by 0.0 points (−0.2 to +0.2), which is what looking at the query is worth.',
    );
    expect(earned).toBe(
      'Each $1,000 a month of upkeep is earned back from 1,000,000 queries a month on (95 % interval 834,000 to 1,250,000).',
    );
  });

  it('turns a negative saving and its interval round', () => {
    const { saving, breakEven: earned } = roiWords(withRoi({ saving: [-0.003, -0.002, -0.001] }))!;
    expect(saving).toContain('costs $2,000 more (95 % interval $1,000 to $3,000)');
    expect(earned).toBe('Upkeep is never earned back, because it saves nothing.');
  });

  it('is of the best router where none ships', () => {
    const { saving, rival } = roiWords(withRoi({ infeasible: true }))!;
    expect(rival).toMatch(/^Against 25 % sim-nano and 75 % sim-frontier at random, which ships, it saves/);
    expect(saving).toMatch(/^At an assumed 1,000,000 queries a month the best router, linear, saves/);
  });

  it('has upkeep, nothing to save and no mixture as good in words', () => {
    const words = roiWords(
      withRoi({
        saving: [0, 0, 0],
        needed: 'reference',
        traffic: { queriesPerMonth: 1000, maintenanceUsdPerMonth: 7 },
      }),
    )!;
    expect(words.saving).toContain('At 1,000 queries a month linear saves nothing against sim-frontier');
    expect(words.net).toBe('After $7.00 of upkeep a loss of $7.00 a month is left (95 % interval −$7.00 to −$7.00).');
    expect(words.rival).toBe('Without a router sim-frontier itself would ship.');
    expect(roiWords(withRoi({ traffic: { maintenanceUsdPerMonth: 0 } }))!.breakEven).toBe(
      'It has no upkeep to earn back.',
    );
  });

  it('is none in a run without routers, and none from results that are too old', () => {
    for (const results of [withRoi({ routers: {} }), sampleResults()]) {
      expect(roiWords(results)).toBeUndefined();
      expect(roiText(results)).toEqual([]);
      expect(roiData(results)).toBeUndefined();
    }
  });
});

describe('warning signs', () => {
  const sign = (id: string, options: RoiOptions) => {
    const results = withRoi(options);
    return warningSigns(results, subjectOf(results)!).find((each) => each.id === id)!;
  };

  it.each<[string, string, boolean | undefined, RoiOptions, RegExp]>([
    [
      'one model with 91 %',
      'one-model',
      true,
      { shares: [0.05, 0.91, 0.04, 0, 0] },
      /linear sends 91\.0 % .* to sim-small: that model alone/,
    ],
    ['one model with 90 %', 'one-model', false, { shares: [0.05, 0.9, 0.05, 0, 0] }, /90\.0 %/],
    // Saved 0.001 after routing at 0.0001: 9 % of what would be saved for nothing.
    ['little overhead', 'overhead', false, {}, /\$0\.100 per 1,000 queries, 9\.1 % of the \$1\.10/],
    ['half eaten', 'overhead', true, { overheadUsd: 0.002 }, /66\.7 %/],
    [
      'all eaten',
      'overhead',
      true,
      { overheadUsd: 0.002, saving: [-0.002, -0.001, 0] },
      /200\.0 % .* as much as it saves, or more/,
    ],
    [
      'nothing to eat',
      'overhead',
      true,
      { saving: [-0.003, -0.002, -0.001] },
      /no saving against sim-frontier that could pay/,
    ],
    [
      'a criterion',
      'no-criterion',
      false,
      {},
      /cost at the same promised quality, \$0\.200 saved .*; AIQ − zero \+0\.0100/,
    ],
    [
      'no criterion',
      'no-criterion',
      true,
      { mixtureSaving: [-1, 0, 1], aiqMinusZero: [-0.01, 0, 0.01] },
      /by no criterion beyond doubt: quality/,
    ],
    [
      'more than the task',
      'task',
      false,
      { taskMeanGain: 0.004 },
      /\+0\.0040 AIQ over the zero router: 40 % of the router’s gain/,
    ],
    ['the task alone', 'task', true, { aiqMinusTaskMean: [-0.004, -0.002, 0] }, /: all of the router’s gain/],
    ['one task', 'task', undefined, { tasks: ['one'] }, /one task/],
    ['no gain', 'task', undefined, { aiqMinusZero: [-0.01, 0, 0.01] }, /no gain of its own/],
    [
      'no margin',
      'too-few',
      undefined,
      { objective: { kind: 'best-under-budget', maxUsdPerQuery: 1 } },
      /names no margin/,
    ],
    [
      'twins',
      'identical',
      true,
      { identical: [{ models: ['a', 'b'], sameCost: true }] },
      /one baseline: a and b, at the same cost too\./,
    ],
    ['no twins', 'identical', false, {}, /No two models/],
  ])('%s', (_, id, warns, options, sentence) => {
    expect(sign(id, options)).toMatchObject({ warns, sentence: expect.stringMatching(sentence) });
  });

  it('finds too few queries by hand: (1.6464 + .8420) standard errors of .01 ÷ 1.9623 each', () => {
    // Interval ± .01 with 999 degrees of freedom: t.975 = 1.96234, t.95 = 1.64638, t.8 = .84200; detectable .012681.
    const few = sign('too-few', { quality: [-0.01, 0, 0.01] });
    // 1,000 queries × 1.2681² = 1,608.
    expect(few).toMatchObject({
      warns: true,
      sentence: expect.stringMatching(/1,000 test queries .* of 1\.3 points .* about 1,700 would be needed/),
    });
    expect(sign('too-few', { quality: [-0.005, 0, 0.005] })).toMatchObject({
      warns: false,
      sentence: expect.stringContaining('0.6 points'),
    });
    expect(sign('too-few', { quality: [0, 0, 0] }).warns).toBe(false);
    const none = sign('too-few', { objective: { kind: 'cheapest-within', margin: 0 } });
    expect(none).toMatchObject({ warns: true, sentence: expect.stringContaining('no number of queries') });
  });
});

describe('what would change the answer', () => {
  const stays: FlipDirection = { verdict: { unchangedTo: 16 }, candidate: { unchangedTo: 16 } };
  const falls: FlipDirection = {
    verdict: { unchangedAt: 0.13, changedAt: 0.125, candidate: 'sim-large', kind: 'single' },
    candidate: { unchangedAt: 0.51, changedAt: 0.5, candidate: 'knn', kind: 'router' },
  };

  it('is the nearest price that changes the verdict, then each model in a sentence', () => {
    const results = withRoi({
      priceFlips: [
        { model: 'sim-frontier', roles: ['reference', 'dearest'], flips: { rise: stays, fall: falls } },
        { model: 'sim-nano', roles: ['favourite'], flips: { undefined: 'because it costs nothing' } },
      ],
    });
    expect(nearestFlipSentence(results)).toEqual([
      'A router ships until sim-frontier costs 0.13 times what it does today; then sim-large does.',
    ]);
    expect(priceFlipSentences(results)).toEqual([
      'sim-frontier (the reference model, the dearest model): dearer, the same ships as far as 16 times its price; cheaper, at 0.50 times its price knn ships, still a router, and at 0.13 times its price sim-large ships, no router.',
      'sim-nano (most of the policy’s traffic): not defined, because it costs nothing.',
    ]);
  });

  it('says so where no price does', () => {
    const none = { rise: stays, fall: { verdict: { unchangedTo: 1 / 16 }, candidate: { unchangedTo: 1 / 16 } } };
    const results = withRoi({
      infeasible: true,
      priceFlips: [{ model: 'sim-nano', roles: ['favourite'], flips: none }],
    });
    expect(nearestFlipSentence(results)[0]).toMatch(/^No router ships at any price of sim-nano from 1\/16 to 16 times/);
    expect(priceFlipSentences(results)[0]).toMatch(/cheaper, the same ships as far as 1\/16 of its price/);
    expect(nearestFlipSentence(withRoi())).toEqual([]);
  });

  it('is what the last point of quality costs, per 1,000 queries', () => {
    const results = withRoi();
    // $0.03 per query and unit of quality are $30 per 1,000 queries, $0.30 a point.
    expect(lastPointSentences(results, subjectOf(results)!)[0]).toMatch(
      /at the operating point of linear \$0\.300 \(\$0\.200 to \$0\.600\); at the top of its curve not defined, because it is the cheapest point of the curve; without a router/,
    );
    expect(lastPointSentences({ ...results, pool: undefined }, subjectOf(results)!)).toEqual([]);
  });

  it('is short in a terminal, and whole as data', () => {
    const text = roiText(withRoi({ shares: [0, 1, 0, 0, 0] }));
    expect(text).toHaveLength(3);
    expect(text[1]).toBe('Warning signs: one model gets nearly all of the traffic.');
    const data = roiData(withRoi())!;
    expect(data).toMatchObject({ router: 'linear', ships: true, month: { queries: 1_000_000 } });
    expect(data.signs).toHaveLength(6);
    expect(JSON.stringify(data)).not.toContain('null');
  });
});
