import { z } from 'zod';
import { BenchError } from '../../harness/bench-error.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { Attachment, RouterSpec } from '../../harness/router.ts';
import { modelIndices } from '../model-indices.ts';
import { answeredOutcomes, meanOutcomes } from '../outcome-means.ts';
import { cheapestOnTrain, modelsByTrainQuality } from '../train-order.ts';
import type { DecisionLayout } from './decision-layout.ts';
import { type MatchedDecisions, requestFingerprint } from './match-decisions.ts';
import type { Decision } from './read-decisions.ts';
import { rankKnots } from './win-rate-ranks.ts';

const share = z.number().min(0).max(1);
const valueSchema = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('decisions') }),
  z.strictObject({
    as: z.literal('win-rates'),
    strong: z.string(),
    weak: z.string(),
    /** Win rates and their ranks among those of the training prompts, rising. */
    ranks: z
      .array(z.tuple([share, share]))
      .min(2)
      .refine((knots) => knots.every(([x, y], i) => i === 0 || (x > knots[i - 1]![0] && y >= knots[i - 1]![1]))),
  }),
  /** The models that have scores, in the order of the columns. */
  z.strictObject({ as: z.literal('scores'), models: z.array(z.string()).min(1) }),
]);
export type DecisionValue = z.infer<typeof valueSchema>;

export const decisionParams = z.strictObject({
  /** Name of the file, for messages. */
  file: z.string(),
  /** How many requests have a decision. */
  requests: z.int().min(1),
  value: valueSchema,
  /** Whether the file tells what its router spent on each request. */
  billed: z.boolean(),
  /** Whether the first fallback takes requests without a decision. */
  otherwise: z.boolean(),
  /** All models of the pool, the one to fall back on first. */
  fallbacks: z.array(z.string()).min(1),
});
export type DecisionParams = z.infer<typeof decisionParams>;

export const FINGERPRINT_BYTES = 32;

export interface SpecOptions {
  readonly name: string;
  readonly file: string;
  readonly strong?: string | undefined;
  readonly weak?: string | undefined;
  readonly otherwise?: string | undefined;
}

/** All that is needed to decide again: requests by fingerprint, what the file says of each, and what train says of models. */
export function decisionSpec(
  options: SpecOptions,
  layout: DecisionLayout,
  matched: MatchedDecisions,
  train: OutcomeTable,
): RouterSpec {
  const models = train.models.map(({ id }) => id);
  const decisions = [...matched.byRequest.values()];
  const billed = layout.usd !== undefined || layout.latencyMs !== undefined;
  const otherwise = options.otherwise === undefined ? [] : modelIndices([options.otherwise], models, options.name);
  const fallbacks = [...new Set([...otherwise, ...modelsByTrainQuality(train)])];
  const params: DecisionParams = {
    file: options.file,
    requests: decisions.length,
    value: specValue(options, layout, matched, train),
    billed,
    otherwise: otherwise.length > 0,
    fallbacks: fallbacks.map((model) => models[model]!),
  };
  const attachments: Record<string, Attachment> = {
    requests: fingerprints([...matched.byRequest.keys()]),
    ...valueParts(layout, decisions, train, options.name),
    ...(billed
      ? { usd: column(decisions, ({ usd }) => usd), latencyMs: column(decisions, (each) => each.latencyMs) }
      : {}),
  };
  return { kind: 'precomputed', models, params, attachments };
}

function specValue(
  { name, strong, weak }: SpecOptions,
  { value }: DecisionLayout,
  { byRequest }: MatchedDecisions,
  train: OutcomeTable,
): DecisionValue {
  if (value.as !== 'win-rates' && (strong ?? weak) !== undefined) {
    throw new BenchError(`${name}: strong and weak are models of win rates, and the file has ${value.as}`);
  }
  const models = train.models.map(({ id }) => id);
  if (value.as === 'decisions') return { as: value.as };
  if (value.as === 'scores') return { as: value.as, models: value.columns.map(({ model }) => models[model]!) };
  const [best, last] = modelIndices(
    [strong ?? models[modelsByTrainQuality(train)[0]!]!, weak ?? models[cheapestOnTrain(train)]!],
    models,
    name,
  ) as [number, number];
  if (best === last) {
    throw new BenchError(`${name}: ${models[best]} is both the strong and the weak model of the win rates`, {
      hint: `Name both: strong: '…', weak: '…'. The pool: ${models.join(', ')}.`,
    });
  }
  const ofTrain = train.examples.flatMap(({ request }) => byRequest.get(requestFingerprint(request))?.winRate ?? []);
  const known = ofTrain.length > 0 ? ofTrain : Array.from(byRequest.values(), ({ winRate }) => winRate!);
  const ranks = rankKnots(known).map(([x, y]): [number, number] => [x, y]);
  return { as: 'win-rates', strong: models[best]!, weak: models[last]!, ranks };
}

function valueParts(
  { value }: DecisionLayout,
  decisions: readonly Decision[],
  train: OutcomeTable,
  name: string,
): Record<string, Attachment> {
  if (value.as === 'decisions') {
    return { decision: { data: Int32Array.from(decisions, ({ model }) => model!), shape: [decisions.length] } };
  }
  // The file says nothing of how long answers are: their means on train stand in for it.
  const { outputTokens } = meanOutcomes(answeredOutcomes(train, name));
  const lengths = { outputTokens: { data: outputTokens, shape: [outputTokens.length] } };
  if (value.as !== 'scores') return { ...lengths, winRate: column(decisions, ({ winRate }) => winRate!) };
  const width = value.columns.length;
  const scores = new Float64Array(decisions.length * width);
  decisions.forEach((decision, i) => {
    scores.set(decision.scores!, i * width);
  });
  return { ...lengths, scores: { data: scores, shape: [decisions.length, width] } };
}

function column(decisions: readonly Decision[], valueOfOne: (decision: Decision) => number): Attachment {
  return { data: Float64Array.from(decisions, valueOfOne), shape: [decisions.length] };
}

function fingerprints(requests: readonly string[]): Attachment {
  return { data: new Uint8Array(Buffer.from(requests.join(''), 'hex')), shape: [requests.length, FINGERPRINT_BYTES] };
}
