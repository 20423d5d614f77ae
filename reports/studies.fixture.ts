import type { Results } from '../harness/evaluate/results.ts';
import { learningFigures } from '../harness/evaluate/studies/learning-figures.ts';
import type { LearningFit } from '../harness/evaluate/studies/learning-schema.ts';
import { splitFigures } from '../harness/evaluate/studies/split-figures.ts';
import type { SplitRun } from '../harness/evaluate/studies/splits-schema.ts';
import { type Studies, studiesSchema } from '../harness/evaluate/studies/studies-schema.ts';

export interface SampleStudies {
  /** What the last doubling adds to the AIQ of every router. */
  readonly gain?: number;
  /** Of that, by the test queries. */
  readonly standardError?: number;
  readonly broken?: number;
}

/** Studies made by hand of a results file, valid under the schema, for tests of the reports only. */
export function sampleStudies(results: Results, options: SampleStudies = {}): Studies {
  const { gain = 0.02, standardError = 0.002, broken = 2 } = options;
  const runs = Array.from({ length: 20 }, (_, i) => runOf(results, i, i < broken));
  const half = results.split.train / 2;
  return studiesSchema.parse({
    schema: 'signalbox/studies',
    version: 1,
    run: results.name,
    seed: results.seed,
    splits: splitFigures(runs, [{ seed: 99, why: 'because the split is too small <b>' }]),
    learning: learningFigures({
      train: results.split.train,
      clusters: results.split.test,
      points: [
        { share: 0.1, fits: [fitOf(results, half / 5, 2 * gain, standardError)] },
        {
          share: 0.5,
          fits: [fitOf(results, half, gain, standardError), fitOf(results, half, gain * 1.1, standardError)],
        },
        { share: 1, fits: [fitOf(results, 2 * half, 0, 0)] },
      ],
      failed: [{ share: 0.1, repetition: 1, why: 'because of <i>this</i>' }],
      learned: new Set(results.routers.filter(({ learned }) => learned).map(({ name }) => name)),
    }),
  });
}

function runOf({ referenceModel, routers, policy, models }: Results, place: number, broken: boolean): SplitRun {
  const wobble = 0.003 * Math.sin(place);
  const single = { candidate: models[0]!.id, kind: 'single' as const };
  const { candidate, kind } = place < 14 ? policy : single;
  return {
    seed: place + 1,
    referenceModel,
    routers: routers.map(({ name, aiqMinusZero }) => ({ name, aiqMinusZero: aiqMinusZero.value + wobble })),
    policy: {
      candidate,
      kind,
      promised: { costUsd: 0.01, quality: 0.8 },
      delivered: { costUsd: 0.01 + wobble, quality: 0.79 },
      costSaved: 0.4 + wobble,
      qualityGained: { value: -0.01, low: -0.03, high: broken ? -0.012 : 0.01 },
      broken,
    },
  };
}

function fitOf({ routers, policy }: Results, prompts: number, toAll: number, standardError: number): LearningFit {
  return {
    prompts,
    policy: { candidate: policy.candidate, kind: policy.kind },
    routers: routers.map(({ name, aiqMinusZero }) => ({
      name,
      aiqMinusZero: aiqMinusZero.value - toAll,
      toAll: { value: toAll, standardError },
    })),
  };
}
