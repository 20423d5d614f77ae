import { z } from 'zod';
import { DECISION_VERSION } from './decision-version.ts';
import { liveSignalsSchema } from './live-signals.ts';

export { DECISION_VERSION } from './decision-version.ts';

const versionSchema = z.literal([1, DECISION_VERSION]);

const usdSchema = z.number().nonnegative();
const millisecondsSchema = z.number().nonnegative();
const tokensSchema = z.int().nonnegative();
const chanceSchema = z.number().gt(0).max(1);

/** The request that was routed: without it no other policy can be evaluated on the record. */
const recordedRequestSchema = z.strictObject({
  messages: z
    .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }))
    .min(1),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** One question to one model. */
const attemptSchema = z.strictObject({
  model: z.string(),
  /** Why it gave no answer that could be taken: `429`, `timeout`, `slow`, `network`…; absent where it did. */
  'error.type': z.string().optional(),
  latencyMs: millisecondsSchema,
  costUsd: usdSchema.optional(),
});

/**
 * What became of one routed request: the log line, the explanation and the input of off-policy estimation in one. A log is
 * JSONL, one record a line, in any order. What OpenTelemetry's conventions for generative AI have a name for is called by
 * that name (`gen_ai.…`, `error.type`; conventions of 2026, still in development there). What is not known is left out:
 * nothing is 0 for want of a value.
 */
export const decisionRecordSchema = z
  .strictObject({
    schema: z.literal('signalbox/decision'),
    version: versionSchema,
    /** Unique in a log: what grades are joined by. */
    id: z.string().min(1),
    /** ISO 8601 time of the request. */
    at: z.iso.datetime({ offset: true }).optional(),

    // What was decided, and why.

    /** SHA-256 of the `policy.json` that decided. */
    policy: z.string().regex(/^[0-9a-f]{64}$/),
    /** The conversation; its requests are not independent of each other. */
    'gen_ai.conversation.id': z.string().min(1).optional(),
    /** Turn in the conversation, from 0. */
    turn: z.int().nonnegative().optional(),
    /** The policy's choice, whose chance `propensity` is, whoever answered in the end; `null` = refused, nothing is allowed. */
    model: z.string().nullable(),
    /** What constraints left of the pool. */
    allowed: z.array(z.string()),
    /** Why nobody was asked, in words; only of a refusal. */
    refused: z.string().optional(),
    /** How often a constraint could not be decided about a model and so denied it: an error, a missing attribute. */
    undecided: z.int().positive().optional(),
    /** What was known at the moment of the request. */
    live: liveSignalsSchema.optional(),
    /** Whom to ask when the choice fails, in order. */
    fallbacks: z.array(z.string()).optional(),
    /** What was drawn from the operating point, as a policy writes it: λ in USD per unit of quality, `null` = ∞. */
    tradeoff: z.number().nonnegative().nullable(),
    /** The share of requests that explored, and whether this one did. */
    explore: z.strictObject({ share: z.number().min(0).max(1), drawn: z.boolean() }),
    /** Chance of the choice, given the request, over all draws; absent where it is not known (a cascade) or refused. */
    propensity: chanceSchema.optional(),
    /** Chance of each model that may be chosen; models that are left out have none. */
    propensities: z.record(z.string(), z.number().min(0).max(1)).optional(),
    why: z.array(z.string()),
    /** What routing itself spent. */
    routing: z.strictObject({ usd: usdSchema, latencyMs: millisecondsSchema, calls: z.int().nonnegative() }),

    // What came of it.

    'gen_ai.provider.name': z.string().optional(),
    /** The model that was asked last: another than `model` after a failure, or in a cascade. */
    'gen_ai.request.model': z.string().optional(),
    /** The model that answered, as its provider names it. */
    'gen_ai.response.model': z.string().optional(),
    /** `stop`, `length`, `content_filter`…, as the provider has it. */
    'gen_ai.response.finish_reasons': z.array(z.string()).optional(),
    /** Cached ones included. */
    'gen_ai.usage.input_tokens': tokensSchema.optional(),
    'gen_ai.usage.cache_read.input_tokens': tokensSchema.optional(),
    'gen_ai.usage.output_tokens': tokensSchema.optional(),
    /** Why there is no answer after all attempts: `timeout`, `429`…; absent where there is one. */
    'error.type': z.string().optional(),
    /** Whom it was tried with, in order. */
    attempts: z.array(attemptSchema).optional(),
    /** Attempts beside the first, other models included. */
    retries: z.int().nonnegative().optional(),
    /** Of all attempts together, `routing` not included. */
    costUsd: usdSchema.optional(),
    /** Until the whole answer was there, all attempts together, `routing` not included. */
    latencyMs: millisecondsSchema.optional(),
    /** Grade of the answer, 0..1, where it is known at once; `DecisionGrade` brings it later. */
    quality: z.number().min(0).max(1).optional(),

    request: recordedRequestSchema.optional(),
  })
  .superRefine((record, context) => {
    const problem = contradiction(record);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: [problem.field], message: problem.message });
  });

/** A line of a file of grades: what became known of a decision afterwards, joined by its id. Replaces what the record says. */
export const decisionGradeSchema = z.strictObject({
  schema: z.literal('signalbox/grade'),
  version: versionSchema,
  id: z.string().min(1),
  quality: z.number().min(0).max(1).optional(),
  costUsd: usdSchema.optional(),
  latencyMs: millisecondsSchema.optional(),
});

export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
export type Attempt = z.infer<typeof attemptSchema>;
export type DecisionGrade = z.infer<typeof decisionGradeSchema>;

interface Contradictory {
  readonly model: string | null;
  readonly allowed: readonly string[];
  readonly propensity?: number | undefined;
  readonly propensities?: Readonly<Record<string, number>> | undefined;
}

const ROUNDING = 1e-6;

/** What of a record cannot be true of the rest of it. */
function contradiction({ model, allowed, propensity, propensities }: Contradictory) {
  if (model !== null && !allowed.includes(model)) {
    return { field: 'model', message: `"${model}" is not among the allowed models` };
  }
  if (propensities === undefined || model === null) return undefined;
  const stranger = Object.keys(propensities).find((id) => propensities[id]! > 0 && !allowed.includes(id));
  if (stranger !== undefined) {
    return { field: 'propensities', message: `"${stranger}" has a chance and is not among the allowed models` };
  }
  const sum = Object.values(propensities).reduce((total, chance) => total + chance, 0);
  if (Math.abs(sum - 1) > ROUNDING) return { field: 'propensities', message: `they sum to ${sum}, not to 1` };
  const own = propensities[model] ?? 0;
  if (propensity === undefined || Math.abs(own - propensity) > ROUNDING) {
    return { field: 'propensity', message: `it is ${propensity}, and propensities say ${own} of ${model}` };
  }
  return undefined;
}
