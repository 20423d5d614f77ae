import { z } from 'zod';
import { writtenPriceSchema } from '../price-file.ts';

/** How a key is named: never the key itself, which would end up in a repository. */
const keySource = z
  .string()
  .regex(
    /^(?:file:.+|[A-Z][A-Z0-9_]*)$/,
    'a key is named, never written down: the name of an environment variable such as OPENAI_API_KEY, or file:/run/secrets/key',
  );

const rate = z.number().positive();

/** What would break the bill or the key of a response. */
const RESERVED = ['model', 'messages', 'stream', 'stream_options', 'n', 'max_tokens', 'max_completion_tokens'];

const sent = z
  .record(z.string(), z.json())
  .refine(
    (fields) => RESERVED.every((key) => !Object.hasOwn(fields, key)),
    `${RESERVED.join(', ')} are set by the recorder and cannot stand here`,
  );

/** True for an address that holds nothing but where to ask. */
function isBare(address: string): boolean {
  const { username, password, search, hash } = new URL(address);
  return username === '' && password === '' && search === '' && hash === '';
}

export const providerSchema = z.strictObject({
  /** Address of an OpenAI-compatible API, up to and with its version: `https://api.openai.com/v1`. */
  baseUrl: z.url({ protocol: /^https?$/ }).refine(isBare, {
    error: 'no user name, password or query: the address is written into every recording. A query has its own field',
  }),
  /** Sent in the query of every request, and written nowhere: Azure's `{ 'api-version': '2024-10-21' }`. */
  query: z.record(z.string(), z.string()).optional(),
  /** The header that carries the key, where that is not `Authorization`: Azure's `api-key`. */
  keyHeader: z.literal('api-key').optional(),
  /** Environment variable or `file:` path that holds the key; left out where the server wants none. */
  apiKey: keySource.optional(),
  /** Requests in flight at a time, default 8. */
  concurrency: z.int().min(1).max(1024).optional(),
  requestsPerMinute: rate.optional(),
  /** Input and largest output together, as estimated before a request is sent. */
  tokensPerMinute: rate.optional(),
  /** Seconds to wait for an answer, default 120. */
  timeoutSeconds: rate.max(3600).optional(),
  /** True for `signalbox simulate`: every report on the recording then says so in its first line. */
  simulated: z.boolean().optional(),
  /** Sent with every request: `{ provider: { sort: 'price' } }`. */
  extraBody: sent.optional(),
  /** Has answers come in pieces, and records the time to the first one. Default false. */
  stream: z.boolean().optional(),
});
/** Where models are asked. */
export type ProviderConfig = z.infer<typeof providerSchema>;

export const recordedModelSchema = z.strictObject({
  /** Its id in the recorded dataset. */
  id: z.string().min(1).max(300),
  /** One of the providers of the config. */
  provider: z.string().min(1),
  /** Its name at the provider; the id when left out. */
  model: z.string().min(1).optional(),
  /** Most tokens of an answer, and what the budget reserves. */
  maxTokens: z.int().min(1),
  /** The name under which `maxTokens` is sent; newer OpenAI models want `max_completion_tokens`. Default `max_tokens`. */
  maxTokensAs: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
  /** Passed through: temperature, seed, response_format, tools… */
  parameters: sent.optional(),
  /** USD per million tokens; looked up in the price book when left out. */
  price: writtenPriceSchema.optional(),
  contextTokens: z.int().positive().optional(),
  /** What constraints may speak of: region, data-processing agreement… */
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
/** A model whose answers `signalbox record` collects. */
export type RecordedModelConfig = z.infer<typeof recordedModelSchema>;
