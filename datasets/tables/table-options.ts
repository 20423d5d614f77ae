import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../../harness/bench-error.ts';
import { EXAMPLE_FIELDS, OUTCOME_FIELDS } from './table-fields.ts';

const field = z.enum([...EXAMPLE_FIELDS, 'model', ...OUTCOME_FIELDS]);

/** What to say of a table that its columns do not say; all of it may be left out. */
export const tableOptionsSchema = z.strictObject({
  name: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  licence: z.string().optional(),
  source: z.string().optional(),
  simulated: z.boolean().optional(),
  /** The scale of the scores; default 0..1. */
  scale: z
    .strictObject({ min: z.number(), max: z.number() })
    .refine(({ min, max }) => min < max, 'min is below max')
    .optional(),
  /** One row per example × model, or one per example. Default: told by the columns. */
  layout: z.enum(['long', 'wide']).optional(),
  /** Column that holds a field, where it has another name: `{ "prompt": "Question" }`. */
  columns: z.partialRecord(field, z.string()).optional(),
  /** The pool; default: every model found. In a wide table, also the columns that are scores. */
  models: z.array(z.string().min(1)).min(1).optional(),
  /** Columns that production knows before it routes. No other column is ever shown to a router. */
  metadata: z.array(z.string()).optional(),
});

export type TableOptions = z.infer<typeof tableOptionsSchema>;

const LARGEST_FILE = 2 ** 20;

/**
 * The options of a table from the file beside it: `data.csv.json` for `data.csv`; none when there is no such file.
 *
 * @throws {BenchError} naming the file and the field
 */
export function tableOptionsBeside(table: string): TableOptions {
  const file = `${table}.json`;
  if (!existsSync(file)) return {};
  const parsed = tableOptionsSchema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw new BenchError(`${file}: ${z.prettifyError(parsed.error)}`, {
    hint: `Allowed: ${Object.keys(tableOptionsSchema.shape).join(', ')}.`,
  });
}

function readJson(file: string): unknown {
  try {
    if (statSync(file).size > LARGEST_FILE) throw new Error(`larger than ${LARGEST_FILE} bytes`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new BenchError(`${file}: the options of ${table(file)} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function table(optionsFile: string): string {
  return optionsFile.slice(0, -'.json'.length);
}
