import { z } from 'zod';
import type { Bill, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import { abstainOption, abstainParams, abstention, distanceOf, fitAbstention } from './abstain.ts';
import { float32Part, float64Part } from './attachments.ts';
import { CLASS_SHRINKAGES, classMeans, crossValidateClasses, meansOfClass } from './class-means.ts';
import { competitiveModels } from './competitive-models.ts';
import { embedRequests, embedTrain, promptTextSchema } from './embedded-requests.ts';
import { filledOutcomes } from './filled-outcomes.ts';
import { FOLDS, groupFolds } from './group-folds.ts';
import type { Outcomes } from './outcome-means.ts';
import { checkedOptions } from './router-options.ts';
import { choiceNote, smoothestOfBest } from './routing-error.ts';
import { scoresAssessment } from './scores-assessment.ts';
import { nearestCentre, sphericalKMeans } from './spherical-k-means.ts';

const optionsSchema = z.strictObject({
  /** Clusters. Chosen by cross-validation when left out. */
  k: z.int().min(1).optional(),
  /** Pseudo-observations of the global mean in each cluster. Chosen by cross-validation when left out. */
  shrinkage: z.number().nonnegative().optional(),
  /** Sends a request that is far from every centre to one model. */
  abstain: abstainOption.optional(),
  name: z.string().optional(),
});
export type ClustersOptions = z.input<typeof optionsSchema>;

/** From the smoothest. */
const K_GRID = [4, 8, 16, 32, 64];

/** Clusters the training prompts by k-means; a request is predicted to do as its cluster did. */
export function clusters(given: ClustersOptions = {}): Router {
  const options = checkedOptions('clusters', optionsSchema, given);
  return {
    name: options.name ?? 'clusters',
    learned: true,
    async fit(train, tools) {
      const outcomes = filledOutcomes(train, 'clusters');
      const { text, vectors, embedder } = await embedTrain(train, tools, 'clusters');
      const { dimensions } = embedder;
      const ks = options.k === undefined ? sensibleKs(outcomes.rows) : [options.k];
      const shrinkages = options.shrinkage === undefined ? CLASS_SHRINKAGES : [options.shrinkage];
      const folds = groupFolds(train.examples, FOLDS, tools.seed);
      const models = competitiveModels(train);
      const candidates = [];
      for (const k of ks) {
        const clustering = await clustered(vectors, dimensions, k, tools.seed);
        candidates.push(...settingsOf(clustering, outcomes, folds, shrinkages, models));
      }
      const { setting, error } = smoothestOfBest(candidates);
      const { centres, classOf, shrinkage } = setting;
      const size = centres.length / dimensions;
      const means = classMeans(outcomes, classOf, size, shrinkage);
      const width = outcomes.width;
      const { abstain, notes } = await fitAbstention(
        options.abstain,
        train,
        async () => (await nearestCentre(vectors, centres, dimensions)).similarity.map(distanceOf),
        'clusters',
      );
      const spec: RouterSpec = {
        kind: 'clusters',
        models: train.models.map((model) => model.id),
        params: { clusters: size, shrinkage, dimensions, text, ...(abstain && { abstain }) },
        attachments: {
          centres: { data: centres, shape: [size, dimensions] },
          quality: { data: means.quality, shape: [size, width] },
          outputTokens: { data: means.outputTokens, shape: [size, width] },
        },
        embedder: embedder.fingerprint,
      };
      const smoothest = candidates[0]!;
      const note = choiceNote(
        inWords(setting, dimensions),
        error,
        inWords(smoothest.setting, dimensions),
        smoothest.error,
      );
      return { ...restore(spec), notes: candidates.length > 1 ? [note, ...notes] : notes };
    },
  };
}

const params = z.strictObject({
  clusters: z.int().min(1),
  shrinkage: z.number().nonnegative(),
  dimensions: z.int().min(1),
  text: promptTextSchema,
  abstain: abstainParams.optional(),
});
type Params = z.infer<typeof params>;

export const clustersKind: RouterKind = { kind: 'clusters', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { clusters: size, shrinkage, dimensions, text } = spec.params as Params;
  const width = spec.models.length;
  const orAbstain = abstention(spec.params as Params, spec.models);
  const centres = float32Part(spec, 'centres', [size, dimensions]);
  const means = {
    quality: float64Part(spec, 'quality', [size, width]),
    outputTokens: float64Part(spec, 'outputTokens', [size, width]),
  };
  return {
    spec,
    notes: [],
    async assess(requests, _, tools) {
      const { vectors, bills } = await embedRequests(requests, text, spec, tools);
      const { centre, similarity } = await nearestCentre(vectors, centres, dimensions);
      return requests.map((_request, i) => {
        const how = () => [
          `cluster ${centre[i]! + 1} of ${size}, similarity ${similarity[i]!.toFixed(3)}, shrunk by ${shrinkage} to the mean`,
        ];
        const scores = scoresAssessment(meansOfClass(means, centre[i]!, width), bills[i] as Bill, spec.models, how);
        return orAbstain(scores, distanceOf(similarity[i]!));
      });
    },
  };
}

interface Clustering {
  readonly centres: Float32Array;
  readonly classOf: Int32Array;
}

/** The clusters see no outcomes, so one clustering of all training prompts serves every fold. */
async function clustered(vectors: Float32Array, dimensions: number, k: number, seed: number): Promise<Clustering> {
  const centres = await sphericalKMeans(vectors, dimensions, k, seed);
  const { centre } = await nearestCentre(vectors, centres, dimensions);
  return { centres, classOf: centre };
}

function settingsOf(
  { centres, classOf }: Clustering,
  outcomes: Outcomes,
  folds: Uint8Array,
  shrinkages: readonly number[],
  models: readonly number[],
) {
  const classes = classOf.reduce((most, each) => Math.max(most, each + 1), 1);
  return crossValidateClasses(outcomes, classOf, classes, folds, shrinkages, models).map(({ setting, error }) => ({
    setting: { centres, classOf, shrinkage: setting },
    error,
  }));
}

function inWords({ centres, shrinkage }: Clustering & { readonly shrinkage: number }, dimensions: number): string {
  return `${centres.length / dimensions} clusters, shrinkage ${shrinkage}`;
}

/** At least five prompts in the average cluster. */
function sensibleKs(rows: number): readonly number[] {
  const few = K_GRID.filter((k) => k * 5 <= rows);
  return few.length > 0 ? few : [1];
}
