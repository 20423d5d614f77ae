import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../bench-error.ts';

const usd = z.number().nonnegative();
const entrySchema = z.union([
  z.tuple([usd, usd]),
  z.strictObject({ input: usd, output: usd, cachedInput: usd.optional(), perRequest: usd.optional() }),
]);

/** A file of prices that no library knows, or that are to win over it. USD per million tokens; `perRequest` in USD. */
export const priceFileSchema = z.strictObject({
  /** Where the prices come from. */
  note: z.string().optional(),
  /** ISO date on which they held. */
  asOf: z.iso.date(),
  /** `[input, output]`, or an object with the cached-input rate and the fee per request. */
  prices: z.record(z.string(), entrySchema),
});

export type PriceFile = z.infer<typeof priceFileSchema>;
export type PriceFileEntry = z.infer<typeof entrySchema>;

const LARGEST_FILE = 4 * 2 ** 20;
const HINT =
  'Expected { "note": "…", "asOf": "2026-01-31", "prices": { "model": [input, output] } }, USD per million tokens, ≥ 0.';

/** @throws {BenchError} naming the file and the field, when it is missing, too large, no JSON or not of this shape */
export function readPriceFile(path: string): PriceFile {
  const parsed = priceFileSchema.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  throw new BenchError(`${path}: ${z.prettifyError(parsed.error)}`, { hint: HINT });
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
