import type { Estimate, Results } from '../../harness/evaluate/results.ts';
import { resultsSchema } from '../../harness/evaluate/results.ts';
import type { PriceFlips } from '../../harness/evaluate/roi/price-flips-schema.ts';
import type { Alternative } from '../../harness/evaluate/roi/roi-schema.ts';
import type { Traffic } from '../../harness/traffic.ts';
import { type SampleOptions, sampleResults } from '../results.fixture.ts';

type Interval = readonly [low: number, value: number, high: number];

export interface RoiOptions extends SampleOptions {
  readonly traffic?: Traffic;
  /** USD per query saved against the reference model, and against the mixture. */
  readonly saving?: Interval;
  readonly mixtureSaving?: Interval;
  /** Quality against the same two. */
  readonly quality?: Interval;
  readonly mixtureQuality?: Interval;
  /** What would ship without a router. */
  readonly needed?: 'reference' | 'mixture';
  /** Traffic per model, of every router. */
  readonly shares?: readonly number[];
  readonly overheadUsd?: number;
  readonly aiqMinusZero?: Interval;
  readonly aiqMinusTaskMean?: Interval;
  readonly identical?: NonNullable<Results['pool']>['identical'];
  readonly priceFlips?: PriceFlips;
  readonly objective?: Results['objective'];
  /** The step to the last point of quality: USD per query and unit of quality, or why it is not defined. */
  readonly usdPerQuality?: Interval | string;
}

const COUNT = { n: 1000, clusters: 1000 };

/** Sample results with the figures that the question "should you route at all?" rests on; the reference costs $0.002. */
export function withRoi(options: RoiOptions = {}): Results {
  const sample = sampleResults({ routers: { linear: 0.02 }, tasks: ['arithmetic', 'chat'], ...options });
  const {
    overheadUsd = 0.0001,
    aiqMinusZero = [0.004, 0.01, 0.016],
    aiqMinusTaskMean = [0.001, 0.003, 0.005],
  } = options;
  const routers = sample.routers.map((router) => ({
    ...router,
    overhead: { ...router.overhead, usd: overheadUsd },
    aiqMinusZero: estimate(aiqMinusZero),
    aiqMinusTaskMean: estimate(aiqMinusTaskMean),
    chosen: {
      ...router.chosen,
      shares: [...(options.shares ?? router.chosen.shares)],
      qualityGained: estimate(options.quality ?? QUALITY),
    },
    alternatives: alternativesOf(sample, options),
    lastPoint: { atChosen: stepOf(options), atTop: { undefined: 'because it is the cheapest point of the curve' } },
  }));
  const shipped = routers.find(({ name }) => name === sample.policy.candidate);
  return resultsSchema.parse({
    ...sample,
    version: 3,
    routers,
    objective: options.objective ?? sample.objective,
    pool: { identical: options.identical ?? [], referenceLastPoint: stepOf(options) },
    ...(options.traffic && { traffic: options.traffic }),
    ...(options.priceFlips && { priceFlips: options.priceFlips }),
    policy: { ...sample.policy, chosen: shipped?.chosen ?? sample.policy.chosen },
  });
}

const QUALITY: Interval = [-0.004, 0.001, 0.006];

function alternativesOf({ referenceModel, models }: Results, options: RoiOptions): Alternative[] {
  const { saving = [0.0008, 0.001, 0.0012], mixtureSaving = [0.0001, 0.0002, 0.0003] } = options;
  const { quality = QUALITY, mixtureQuality = [-0.002, 0, 0.002], needed = 'mixture' } = options;
  const beside = (
    kinds: Alternative['kinds'],
    mix: Alternative['mix'],
    saved: Interval,
    gained: Interval,
  ): Alternative => ({
    kinds,
    mix,
    reaches: true,
    costUsd: 0.002,
    quality: 0.8,
    savingUsd: estimate(saved),
    qualityGained: estimate(gained),
  });
  const mix = [
    { model: models[0]!.id, share: 0.25 },
    { model: referenceModel, share: 0.75 },
  ];
  const without = ['without-router'] as const;
  const [ofReference, ofMixture] = needed === 'reference' ? [without, []] : [[], without];
  return [
    beside(['reference', 'best-single', ...ofReference], [{ model: referenceModel, share: 1 }], saving, quality),
    beside(['same-promise', ...ofMixture], mix, mixtureSaving, mixtureQuality),
  ];
}

function stepOf({ usdPerQuality = [0.02, 0.03, 0.06] }: RoiOptions) {
  const ratio = typeof usdPerQuality === 'string' ? { undefined: usdPerQuality } : estimate(usdPerQuality);
  return { costUsd: estimate([0.0002, 0.0003, 0.0004]), quality: estimate([0.005, 0.01, 0.015]), usdPerQuality: ratio };
}

function estimate([low, value, high]: Interval): Estimate {
  return { low, value, high, ...COUNT };
}
