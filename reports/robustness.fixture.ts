import {
  type Robustness,
  robustnessSchema,
  type Shipped,
  type Variant,
} from '../harness/evaluate/studies/robustness-schema.ts';

export interface SampleShipped {
  readonly candidate?: string;
  readonly reference?: string;
  /** Quality minus that of the reference model, ± .01. */
  readonly gained?: number;
  readonly costUsd?: number;
}

/** What ships, made by hand. */
export function sampleShipped(options: SampleShipped = {}): Shipped {
  const { candidate = 'linear', reference = 'large', gained = 0, costUsd = 0.002 } = options;
  return {
    candidate,
    kind: candidate === 'linear' ? 'router' : 'single',
    feasible: true,
    referenceModel: reference,
    promised: { costUsd, quality: 0.8 },
    quality: around(0.8 + gained),
    costUsd: around(costUsd, 0.0001),
    qualityGained: around(gained),
    costSaved: around(1 - costUsd / 0.004),
    qualityAgainstUnchanged: around(gained),
  };
}

/** A variant whose learned router gains `gain` over the zero router, ± .01, and whose rules gain nothing. */
export function sampleVariant(gain: number, shipped: SampleShipped = {}, learned = 'linear'): Variant {
  return {
    ships: sampleShipped(shipped),
    routers: [
      { name: 'rules', aiq: around(0.6), aiqMinusZero: around(-0.02) },
      { name: learned, aiq: around(0.62 + gain), aiqMinusZero: around(gain) },
    ],
    leftOut: [],
  };
}

/** A study made by hand and valid under its schema, with the parts given in place of its own. */
export function sampleRobustness(parts: Partial<Robustness> = {}): Robustness {
  const unchanged = sampleVariant(0.03);
  const rules = { router: 'rules', why: 'rules: the pool has no model "large"' };
  const flip = { flips: around(0.08, 0.02), qualityEffect: around(-0.002), costEffectUsd: around(0.00001, 0.00002) };
  return robustnessSchema.parse({
    unchanged,
    labelNoise: [
      { rate: 0, ...unchanged },
      { rate: 0.1, ...sampleVariant(0.02) },
      { rate: 0.4, ...sampleVariant(0.004, { candidate: 'large' }) },
    ],
    judgeError: [
      { rate: 0, ships: unchanged.ships },
      { rate: 0.1, ships: sampleShipped({ gained: -0.005 }) },
      { rate: 0.4, ships: sampleShipped({ candidate: 'small', gained: -0.08 }) },
    ],
    modelRemoved: {
      models: [
        { model: 'small', ...sampleVariant(0.01, { costUsd: 0.003 }) },
        { model: 'large', ...sampleVariant(0.02, { reference: 'medium', gained: -0.05 }), leftOut: [rules] },
      ],
      notTried: 1,
    },
    modelAdded: {
      model: 'small',
      margin: 0.01,
      trainOutcomes: 3600,
      steps: [
        { outcomes: 25, ...sampleVariant(0.01, { costUsd: 0.004 }) },
        { outcomes: 100, ...sampleVariant(0.02) },
        { outcomes: 3600, ...unchanged },
      ],
      enough: 100,
    },
    taskLeftOut: {
      tasks: [
        { task: 'code', n: 150, ...sampleVariant(-0.01, { gained: -0.04 }) },
        { task: 'chat', n: 12, ...sampleVariant(0.01, { gained: 0.001 }) },
      ],
      notTried: 0,
    },
    paraphrases: [
      { how: 'dataset', queries: 14, routers: [{ name: 'linear', ...flip }], leftOut: [] },
      {
        how: 'typos',
        queries: 200,
        routers: [{ name: 'linear', ...flip }],
        leftOut: [{ router: 'classifier', why: 'router classifier: 200 of 200 responses are not recorded' }],
      },
    ],
    datasetParaphrases: 14,
    ...parts,
  });
}

function around(value: number, reach = 0.01) {
  return { value, low: value - reach, high: value + reach, n: 100, clusters: 90 };
}
