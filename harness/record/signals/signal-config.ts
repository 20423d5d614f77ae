import { z } from 'zod';
import { recordedModelSchema } from '../provider/provider-config.ts';

/**
 * A grade-free score of each answer that `signalbox record --routers` collects: what a cascade accepts answers by, and what
 * production can know too.
 */
export const signalConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    /** Another model reads request and answer, without any reference, and gives a score. */
    kind: z.literal('judge'),
    model: recordedModelSchema,
    /** What makes an answer good; left out, whether it is correct, complete and does what was asked. */
    rubric: z.string().min(1).optional(),
  }),
  z.strictObject({
    /** The same model is asked again; the share of samples that agree with the answer (arXiv 2203.11171). */
    kind: z.literal('self-consistency'),
    /** Samples beside the answer. */
    samples: z.int().min(1).max(32),
    temperature: z.number().positive().max(2).default(0.7),
    /** Sends a `seed` with each sample, for providers that know one. */
    seeds: z.boolean().default(false),
  }),
  z.strictObject({
    /** The geometric mean of the answer's token probabilities: the model's `parameters` must ask for `logprobs`. */
    kind: z.literal('log-probability'),
  }),
]);
export type SignalConfig = z.output<typeof signalConfigSchema>;

export const signalName = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower case, digits and hyphens, such as judge');
