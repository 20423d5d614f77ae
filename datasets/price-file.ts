import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import type { Price } from '../harness/model.ts';

const rate = z.number().nonnegative();
const priceFileSchema = z.object({
  asOf: z.iso.date(),
  prices: z.record(z.string(), z.tuple([rate, rate])),
});

/**
 * The prices of a file that stands beside a dataset without costs: `{ asOf, prices: { model: [input, output] } }` in
 * USD per million tokens. Empty where there is no such file.
 *
 * @throws {BenchError} if the file is there and broken
 */
export function readPriceFile(path: string): ReadonlyMap<string, Price> {
  if (!existsSync(path)) return new Map();
  const { asOf, prices } = parse(path);
  return new Map(Object.entries(prices).map(([id, rates]) => [id, listPrice(rates, asOf, 'override')]));
}

/** A price without a fixed fee. @param rates USD per million tokens, input and output */
export function listPrice(rates: readonly [number, number], asOf: string, source: Price['source']): Price {
  const [input, output] = rates;
  return { usdPerRequest: 0, inputUsdPerMillionTokens: input, outputUsdPerMillionTokens: output, asOf, source };
}

function parse(path: string): z.infer<typeof priceFileSchema> {
  const hint = 'Expected { "asOf": "2024-11-30", "prices": { "model": [input, output] } }, USD per million tokens.';
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new BenchError(`${path} is not JSON: ${(cause as Error).message}`, { hint, cause });
  }
  const parsed = priceFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new BenchError(`${path}: ${z.prettifyError(parsed.error)}`, { hint });
}
