import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../../harness/bench-error.ts';
import type { Model, Price } from '../../harness/model.ts';

export const WEAK = 'mistralai/Mixtral-8x7B-Instruct-v0.1';
export const STRONG = 'gpt-4-1106-preview';
/** Weak before strong, as in the columns of the files. */
export const MODEL_IDS = [WEAK, STRONG] as const;

/**
 * USD per million tokens (input, output), public list prices of late 2024; Mixtral at a common hosting price. The
 * files carry no costs: these are assumptions, and the dataset card says so.
 */
const ASSUMED = { asOf: '2024-11-30', prices: { [WEAK]: [0.6, 0.6], [STRONG]: [10, 30] } } as const;

const priceFileSchema = z.object({
  asOf: z.iso.date(),
  prices: z.record(z.string(), z.tuple([z.number().nonnegative(), z.number().nonnegative()])),
});

/**
 * The two models with their prices: from the price file beside the data where there is one that knows them, else the
 * assumed ones.
 *
 * @param priceFile path of a `prices.json`: `{ asOf, prices: { model: [input, output] } }`, USD per million tokens
 */
export function routeLlmModels(priceFile: string | undefined): readonly Model[] {
  const overrides = priceFile !== undefined && existsSync(priceFile) ? readPriceFile(priceFile) : undefined;
  return MODEL_IDS.map((id) => {
    const override = overrides !== undefined && Object.hasOwn(overrides.prices, id) ? overrides.prices[id] : undefined;
    const price: Price = override
      ? priceOf(override, overrides!.asOf, 'override')
      : priceOf(ASSUMED.prices[id], ASSUMED.asOf, 'card');
    return { id, price };
  });
}

/** In words, for the `estimates` of a card. */
export function priceEstimate(models: readonly Model[]): string {
  const prices = models.map(
    ({ id, price }) => `${id} ${price!.inputUsdPerMillionTokens}/${price!.outputUsdPerMillionTokens}`,
  );
  return `costs: estimated tokens at assumed list prices of ${models[0]!.price!.asOf} (USD per million tokens in/out: ${prices.join(', ')})`;
}

function priceOf([input, output]: readonly [number, number], asOf: string, source: Price['source']): Price {
  return {
    usdPerRequest: 0,
    inputUsdPerMillionTokens: input,
    outputUsdPerMillionTokens: output,
    asOf,
    source,
  };
}

function readPriceFile(path: string): z.infer<typeof priceFileSchema> {
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
