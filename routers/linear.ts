import { z } from 'zod';
import type { Bill, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import { float64Part } from './attachments.ts';
import { competitiveModels } from './competitive-models.ts';
import { embedRequests, embedTrain, promptTextSchema } from './embedded-requests.ts';
import { filledOutcomes } from './filled-outcomes.ts';
import { addMoments, type Moments, momentsOf, type Observations } from './gram.ts';
import { FOLDS, groupFolds } from './group-folds.ts';
import { chooseAlpha } from './linear-alpha.ts';
import { type Outcomes, UNKNOWN_TOKENS } from './outcome-means.ts';
import { type AffineFits, predictAffine } from './ridge.ts';
import { checkedOptions } from './router-options.ts';
import { scoresAssessment } from './scores-assessment.ts';
import { sparseRidge } from './sparse-ridge.ts';

const optionsSchema = z.strictObject({
  /** Strength of the ridge penalty, > 0. Chosen by cross-validation when left out. */
  alpha: z.number().positive().optional(),
  name: z.string().optional(),
});
export type LinearOptions = z.input<typeof optionsSchema>;

/** Ridge regression of each model's quality and answer length on the embedding. */
export function linear(options: LinearOptions = {}): Router {
  const { name, alpha: given } = checkedOptions('linear', optionsSchema, options);
  return {
    name: name ?? 'linear',
    learned: true,
    async fit(train, tools) {
      const outcomes = filledOutcomes(train, 'linear');
      const { text, vectors, embedder } = await embedTrain(train, tools, 'linear');
      const { dimensions } = embedder;
      const folds = groupFolds(train.examples, FOLDS, tools.seed);
      const models = competitiveModels(train);
      const parts = foldMoments(vectors, dimensions, outcomes, folds, models);
      const { alpha, notes } = given
        ? { alpha: given, notes: [] }
        : chooseAlpha(parts, vectors, outcomes, folds, models);
      const gram = addMoments(parts).xx;
      const quality = sparseRidge(columnsOf(vectors, dimensions, outcomes, 'quality'), gram, alpha, 0);
      const tokens = sparseRidge(columnsOf(vectors, dimensions, outcomes, 'outputTokens'), gram, alpha, UNKNOWN_TOKENS);
      const width = outcomes.width;
      const spec: RouterSpec = {
        kind: 'linear',
        models: train.models.map((model) => model.id),
        params: { alpha, dimensions, text },
        attachments: {
          qualitySlopes: { data: quality.slopes, shape: [width, dimensions] },
          qualityIntercepts: { data: quality.intercepts, shape: [width] },
          tokensSlopes: { data: tokens.slopes, shape: [width, dimensions] },
          tokensIntercepts: { data: tokens.intercepts, shape: [width] },
          tokensRange: { data: tokenRanges(outcomes), shape: [width, 2] },
        },
        embedder: embedder.fingerprint,
      };
      return { ...restore(spec), notes };
    },
  };
}

const params = z.strictObject({
  alpha: z.number().positive(),
  dimensions: z.int().min(1),
  text: promptTextSchema,
});
type Params = z.infer<typeof params>;

export const linearKind: RouterKind = { kind: 'linear', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { alpha, text } = spec.params as Params;
  const quality = affinePart(spec, 'quality');
  const outputTokens = affinePart(spec, 'tokens');
  const range = float64Part(spec, 'tokensRange', [spec.models.length, 2]);
  const how = () => [`straight lines in the embedding, ridge penalty ${alpha}`];
  return {
    spec,
    notes: [],
    async assess(requests, _, tools) {
      const { vectors, bills } = await embedRequests(requests, text, spec, tools);
      return requests.map((_request, i) => {
        const lengths = predictAffine(outputTokens, vectors, i);
        const predicted = {
          quality: predictAffine(quality, vectors, i),
          outputTokens: lengths.map((length, m) => Math.min(Math.max(length, range[2 * m]!), range[2 * m + 1]!)),
        };
        return scoresAssessment(predicted, bills[i] as Bill, spec.models, how);
      });
    },
  };
}

function affinePart(spec: RouterSpec, name: 'quality' | 'tokens'): AffineFits {
  const width = spec.models.length;
  const { dimensions } = spec.params as Params;
  return {
    slopes: float64Part(spec, `${name}Slopes`, [width, dimensions]),
    intercepts: float64Part(spec, `${name}Intercepts`, [width]),
  };
}

/** With the quality of each of `models` for a target. */
function foldMoments(
  x: Float32Array,
  dimensions: number,
  outcomes: Outcomes,
  folds: Uint8Array,
  models: readonly number[],
): readonly Moments[] {
  const observations = columnsOf(x, dimensions, outcomes, 'quality');
  return Array.from({ length: FOLDS }, (_, fold) =>
    momentsOf(
      observations,
      [...folds.keys()].filter((row) => folds[row] === fold),
      models,
    ),
  );
}

function columnsOf(
  x: Float32Array,
  dimensions: number,
  outcomes: Outcomes,
  column: 'quality' | 'outputTokens',
): Observations {
  return { x, dimensions, y: outcomes[column], targets: outcomes.width };
}

/** Fewest and most output tokens seen per model: a straight line leaves that range, an answer does not. */
function tokenRanges({ rows, width, outputTokens }: Outcomes): Float64Array {
  const range = new Float64Array(width * 2);
  for (let m = 0; m < width; m++) {
    let fewest = Number.POSITIVE_INFINITY;
    let most = UNKNOWN_TOKENS;
    for (let row = 0; row < rows; row++) {
      const tokens = outputTokens[row * width + m]!;
      if (Number.isNaN(tokens)) continue;
      fewest = Math.min(fewest, tokens);
      most = Math.max(most, tokens);
    }
    range.set([Math.max(UNKNOWN_TOKENS, Math.min(fewest, most)), most], 2 * m);
  }
  return range;
}
