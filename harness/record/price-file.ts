import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../bench-error.ts';
import type { ModelId, Price, TokenRates } from '../model.ts';
import { hasRisingBounds, RISING_BOUNDS, usdSchema } from '../price-schema.ts';

const rates = {
  input: usdSchema,
  output: usdSchema,
  cachedInput: usdSchema.optional(),
  /** Of the provider's batch service: both or none. */
  batchInput: usdSchema.optional(),
  batchOutput: usdSchema.optional(),
  batchCachedInput: usdSchema.optional(),
};
const batchIsWhole = ({ batchInput, batchOutput, batchCachedInput }: Partial<Record<keyof typeof rates, unknown>>) =>
  (batchInput === undefined) === (batchOutput === undefined) &&
  (batchInput !== undefined || batchCachedInput === undefined);
const BOTH_OR_NONE = 'batch rates need both batchInput and batchOutput';

const priceShape = {
  ...rates,
  /** USD for each request. */
  perRequest: usdSchema.optional(),
  /** Rates of requests with more input tokens than `aboveInputTokens`, for all of their tokens. */
  tiers: z
    .array(z.strictObject({ aboveInputTokens: z.int().nonnegative(), ...rates }).refine(batchIsWhole, BOTH_OR_NONE))
    .min(1)
    .max(16)
    .refine(hasRisingBounds, RISING_BOUNDS)
    .optional(),
};
/** A price as people write it: USD per million tokens, `perRequest` in USD. */
export const writtenPriceSchema = z.strictObject(priceShape).refine(batchIsWhole, BOTH_OR_NONE);
export type WrittenPrice = z.infer<typeof writtenPriceSchema>;

const firstVersion = z.strictObject({
  version: z.literal(1).optional(),
  /** Where the prices come from. */
  note: z.string().optional(),
  /** ISO date on which they held. */
  asOf: z.iso.date(),
  /** `[input, output]`, or in full. They are taken whatever the day that is asked for. */
  prices: z.record(z.string(), z.union([z.tuple([usdSchema, usdSchema]), writtenPriceSchema])),
});

const datedPriceSchema = z
  .strictObject({
    /** ISO date from which the price holds, until the next one. */
    from: z.iso.date(),
    ...priceShape,
  })
  .refine(batchIsWhole, BOTH_OR_NONE);

/** Prices of models over time. */
export const datedPricesSchema = z.strictObject({
  schema: z.literal('signalbox/prices'),
  version: z.literal(2),
  /** Where the prices come from. */
  note: z.string().optional(),
  prices: z.record(
    z.string(),
    z
      .array(datedPriceSchema)
      .min(1)
      .refine((dated) => new Set(dated.map(({ from }) => from)).size === dated.length, 'two prices from one date'),
  ),
});

/** A file of prices that no library knows, or that are to win over it. Version 1 has one price a model, version 2 dates. */
export type PriceFile = z.infer<typeof firstVersion> | z.infer<typeof datedPricesSchema>;

/**
 * The price of a model on a day; `undefined` when the file does not name it.
 *
 * @param date ISO date
 * @throws {BenchError} when the file names the model, and all of its prices are of later dates
 */
export function priceOn(file: PriceFile, id: ModelId, date: string): Price | undefined {
  if (!Object.hasOwn(file.prices, id)) return undefined;
  if (file.version !== 2) {
    const entry = file.prices[id]!;
    const written = Array.isArray(entry) ? { input: entry[0], output: entry[1] } : entry;
    return { ...overridePrice(written), asOf: file.asOf };
  }
  const dated = [...file.prices[id]!].sort((a, b) => (a.from < b.from ? -1 : 1));
  const held = dated.findLast(({ from }) => from <= date);
  if (held !== undefined) return { ...overridePrice(held), asOf: held.from };
  throw new BenchError(`the price file has no price for the model "${id}" on ${date}`, {
    hint: `It knows prices from ${dated.map(({ from }) => from).join(', ')}.`,
  });
}

/** A written price as the rest of Signalbox knows prices. */
export function overridePrice(written: WrittenPrice): Price {
  const batch = batchRates(written);
  const tiers = written.tiers?.map(({ aboveInputTokens, ...tier }) => {
    const batchOfTier = batchRates(tier);
    return { aboveInputTokens, ...tokenRates(tier), ...(batchOfTier === undefined ? {} : { batch: batchOfTier }) };
  });
  return {
    usdPerRequest: written.perRequest ?? 0,
    ...tokenRates(written),
    ...(tiers === undefined ? {} : { tiers }),
    ...(batch === undefined ? {} : { batch }),
    source: 'override',
  };
}

function tokenRates({
  input,
  output,
  cachedInput,
}: Pick<WrittenPrice, 'input' | 'output' | 'cachedInput'>): TokenRates {
  return {
    inputUsdPerMillionTokens: input,
    ...(cachedInput === undefined ? {} : { cachedInputUsdPerMillionTokens: cachedInput }),
    outputUsdPerMillionTokens: output,
  };
}

function batchRates(written: Omit<WrittenPrice, 'perRequest' | 'tiers'>): TokenRates | undefined {
  const { batchInput: input, batchOutput: output, batchCachedInput: cachedInput } = written;
  return input === undefined || output === undefined ? undefined : tokenRates({ input, output, cachedInput });
}

const LARGEST_FILE = 4 * 2 ** 20;
const HINT =
  'Expected { "schema": "signalbox/prices", "version": 2, "prices": { "model": [{ "from": "2026-01-31", "input": 1, "output": 4 }] } }, USD per million tokens, ≥ 0.';

/** @throws {BenchError} naming the file and the field, when it is missing, too large, no JSON or not of this shape */
export function readPriceFile(path: string): PriceFile {
  const json = readJson(path);
  const schema = isDated(json) ? datedPricesSchema : firstVersion;
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new BenchError(`${path}: ${z.prettifyError(parsed.error)}`, { hint: HINT });
}

/** Whatever has a schema or a version beyond 1 is read as the newest format, so that an error speaks of that one. */
function isDated(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return true;
  return Object.hasOwn(json, 'schema') || ((json as { version?: unknown }).version ?? 1) !== 1;
}

function readJson(path: string): unknown {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_FILE) throw new Error(`${size} bytes, at most ${LARGEST_FILE} are allowed`);
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new BenchError(`${path}: not a price file that can be read: ${(cause as Error).message}`, {
      hint: HINT,
      cause,
    });
  }
}
