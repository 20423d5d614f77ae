import { z } from 'zod';
import { exactIndex, hnswIndex, type NeighbourIndex, type Neighbours } from '../harness/embed/nearest.ts';
import { isAnswered, type OutcomeTable } from '../harness/outcome-table.ts';
import { lastUserText } from '../harness/request.ts';
import type { Bill, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import {
  abstainOption,
  abstainParams,
  abstention,
  distanceOf,
  fitAbstention,
  leaveGroupOutDistances,
} from './abstain.ts';
import { float32Part, float64Part, textsAttachment, textsPart, uint8Part } from './attachments.ts';
import { embedRequests, embedTrain, promptTextSchema } from './embedded-requests.ts';
import { filledOutcomes } from './filled-outcomes.ts';
import { neighbourMeans } from './knn-prediction.ts';
import { chooseKnnSettings } from './knn-settings.ts';
import type { Outcomes } from './outcome-means.ts';
import { checkedOptions } from './router-options.ts';
import { scoresAssessment } from './scores-assessment.ts';
import { fitShrinkTarget, shrinkTarget, shrinkTargetSchema } from './shrink-target.ts';

const optionsSchema = z.strictObject({
  /** Neighbours asked. Chosen by cross-validation when left out. */
  k: z.int().min(1).optional(),
  /** `similarity` weighs a neighbour by its cosine (0 where negative). Chosen by cross-validation when left out. */
  weights: z.enum(['uniform', 'similarity']).optional(),
  /** Weight of the prior in neighbours; 0 = the plain kNN of the literature. Chosen by cross-validation when left out. */
  shrinkage: z.number().nonnegative().optional(),
  /** What the prior is: the mean of all training prompts, or of those with the same value of a metadata field. */
  shrinkTo: z.union([z.literal('mean'), z.strictObject({ metadata: z.string() })]).optional(),
  /** `hnsw` is approximate and pays off beyond about 100,000 training prompts. */
  search: z.enum(['exact', 'hnsw']).optional(),
  /** Keeps the beginning of each training prompt, so that explanations quote it. Off: policies then hold no prompts. */
  keepExcerpts: z.boolean().optional(),
  /** Sends a request that is far from every training prompt to one model. */
  abstain: abstainOption.optional(),
  name: z.string().optional(),
});
export type KnnOptions = z.input<typeof optionsSchema>;

const LONGEST_EXCERPT = 80;

/**
 * Predicts each model's quality and answer length from the k most similar training prompts, shrunk to a prior:
 * (Σ w·q + s·prior) / (Σ w + s) over the neighbours that the model answered. Without shrinkage the argmax over many
 * noisy means picks the luckiest model.
 */
export function knn(given: KnnOptions = {}): Router {
  const options = checkedOptions('knn', optionsSchema, given);
  return {
    name: options.name ?? 'knn',
    learned: true,
    async fit(train, tools) {
      const outcomes = filledOutcomes(train, 'knn');
      const target = fitShrinkTarget(options.shrinkTo ?? 'mean', train, outcomes);
      const { text, vectors, embedder } = await embedTrain(train, tools, 'knn');
      const search = options.search ?? 'exact';
      const index = indexOf(search, vectors, embedder.dimensions);
      const { settings, notes } = await chooseKnnSettings(
        options,
        train,
        { outcomes, target, index, vectors },
        tools.seed,
      );
      const { rows, width } = outcomes;
      const { abstain, notes: abstainNotes } = await fitAbstention(
        options.abstain,
        train,
        () => leaveGroupOutDistances(index, vectors, train),
        'knn',
      );
      const spec: RouterSpec = {
        kind: 'knn',
        models: train.models.map((model) => model.id),
        params: {
          ...settings,
          search,
          rows,
          dimensions: embedder.dimensions,
          text,
          target,
          ...(abstain && { abstain }),
        },
        attachments: {
          vectors: { data: vectors, shape: [rows, embedder.dimensions] },
          quality: { data: outcomes.quality, shape: [rows, width] },
          outputTokens: { data: outcomes.outputTokens, shape: [rows, width] },
          ...answeredCells(train),
          ids: textsAttachment(train.examples.map((example) => example.id)),
          ...(options.keepExcerpts && {
            excerpts: textsAttachment(train.examples.map(({ request }) => excerpt(lastUserText(request)))),
          }),
        },
        embedder: embedder.fingerprint,
      };
      return { ...restoreOn(spec, index), notes: [...notes, ...abstainNotes] };
    },
  };
}

const params = z.strictObject({
  k: z.int().min(1),
  weights: z.enum(['uniform', 'similarity']),
  shrinkage: z.number().nonnegative(),
  search: z.enum(['exact', 'hnsw']),
  rows: z.int().min(1),
  dimensions: z.int().min(1),
  text: promptTextSchema,
  target: shrinkTargetSchema,
  abstain: abstainParams.optional(),
});
type Params = z.infer<typeof params>;

export const knnKind: RouterKind = { kind: 'knn', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { search, rows, dimensions } = spec.params as Params;
  return restoreOn(spec, indexOf(search, float32Part(spec, 'vectors', [rows, dimensions]), dimensions));
}

function restoreOn(spec: RouterSpec, index: NeighbourIndex): FittedRouter {
  const settings = spec.params as Params;
  const priorOf = shrinkTarget(settings.target, spec.models.length);
  const orAbstain = abstention(settings, spec.models);
  const learned = storedOutcomes(spec, settings.rows);
  const answered =
    'answered' in spec.attachments ? uint8Part(spec, 'answered', [settings.rows, spec.models.length]) : undefined;
  const ids = textsPart(spec, 'ids', settings.rows);
  const excerpts = 'excerpts' in spec.attachments ? textsPart(spec, 'excerpts', settings.rows) : undefined;
  return {
    spec,
    notes: [],
    async assess(requests, _, tools) {
      const { vectors, bills } = await embedRequests(requests, settings.text, spec, tools);
      if (requests.length === 0) return [];
      const found = await index.search(vectors, settings.k);
      return requests.map((request, i) => {
        const predicted = neighbourMeans(found, i, learned, settings, priorOf(request));
        const how = () => neighbourLines(found, i, { ...learned, answered }, spec.models, ids, excerpts, settings);
        const scores = scoresAssessment(predicted, bills[i] as Bill, spec.models, how);
        return orAbstain(scores, distanceOf(found.similarity[i * found.k]!));
      });
    },
  };
}

/** 1 where a training outcome was recorded, 0 where it was estimated; left out where all were recorded. */
function answeredCells({ status, quality, examples, models }: OutcomeTable): RouterSpec['attachments'] {
  const data = Uint8Array.from(status, (each, cell) => (isAnswered(each) && !Number.isNaN(quality[cell]!) ? 1 : 0));
  return data.includes(0) ? { answered: { data, shape: [examples.length, models.length] } } : {};
}

function indexOf(search: 'exact' | 'hnsw', vectors: Float32Array, dimensions: number): NeighbourIndex {
  return search === 'hnsw' ? hnswIndex(vectors, dimensions) : exactIndex(vectors, dimensions);
}

function storedOutcomes(spec: RouterSpec, rows: number): Outcomes {
  const width = spec.models.length;
  return {
    rows,
    width,
    quality: float64Part(spec, 'quality', [rows, width]),
    outputTokens: float64Part(spec, 'outputTokens', [rows, width]),
  };
}

function neighbourLines(
  { k, indices, similarity }: Neighbours,
  query: number,
  { width, quality, answered }: Outcomes & { readonly answered: Uint8Array | undefined },
  models: RouterSpec['models'],
  ids: readonly string[],
  excerpts: readonly string[] | undefined,
  settings: Params,
): readonly string[] {
  const lines = Array.from({ length: k }, (_, j) => {
    const row = indices[query * k + j]!;
    const outcomes = models.map((id, m) => {
      const cell = row * width + m;
      const estimated = answered?.[cell] === 0 ? 'about ' : '';
      return `${id} ${estimated}${Number(quality[cell]!.toFixed(3))}`;
    });
    const quoted = excerpts ? ` ${JSON.stringify(excerpts[row])}` : '';
    return `neighbour ${ids[row]}${quoted}, similarity ${similarity[query * k + j]!.toFixed(3)}: ${outcomes.join(', ')}`;
  });
  return [...lines, `${k} neighbours, ${settings.weights} weights, shrunk by ${settings.shrinkage} to the prior`];
}

function excerpt(text: string): string {
  return [...text.slice(0, 2 * LONGEST_EXCERPT).replace(/\s+/g, ' ')].slice(0, LONGEST_EXCERPT).join('');
}
