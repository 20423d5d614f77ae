import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../../harness/bench-error.ts';

const LARGEST_FILE = 256 * 2 ** 20;

const headerSchema = z.strictObject({
  schema: z.literal('signalbox/unfinished-studies'),
  version: z.literal(1),
  run: z.string(),
});
const lineSchema = z.strictObject({ part: z.string(), value: z.unknown() });

/** What a study has finished so far, on disk: an interrupted one goes on where it stopped. */
export interface FinishedParts {
  /** The part as it was kept, or made by `work` and kept at once. */
  once<T>(part: string, schema: z.ZodType<T>, work: () => Promise<T>): Promise<T>;
  /** When all is done. */
  remove(): void;
}

/**
 * Keeps finished parts in a file, one JSON line each, under a line that names the run. A file of another run, or one that is
 * no such file, is begun anew; a line that a kill cut short is left out, and so is a part that no longer fits its schema.
 */
export function finishedParts(file: string, run: string): FinishedParts {
  const parts = readParts(file, run);
  let begun = parts.size > 0;
  const append = (part: string, value: unknown) => {
    if (!begun) writeFileSync(file, line({ schema: 'signalbox/unfinished-studies', version: 1, run }));
    begun = true;
    appendFileSync(file, line({ part, value }));
  };
  return {
    async once(part, schema, work) {
      const kept = schema.safeParse(parts.get(part));
      if (parts.has(part) && kept.success) return kept.data;
      const value = await work();
      try {
        append(part, value);
      } catch (cause) {
        throw new BenchError(`${file} cannot be written: ${(cause as Error).message}`, {
          cause,
          hint: 'A study keeps what it has finished beside the results: make room there, or give access.',
        });
      }
      return value;
    },
    remove: () => rmSync(file, { force: true }),
  };
}

/** Begins with the end of a line, should a kill have left half of one. */
function line(value: unknown): string {
  return `\n${JSON.stringify(value)}\n`;
}

function readParts(file: string, run: string): Map<string, unknown> {
  const parts = new Map<string, unknown>();
  if (!existsSync(file) || statSync(file).size > LARGEST_FILE) return parts;
  const [header, ...lines] = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(json);
  const known = headerSchema.safeParse(header);
  if (!known.success || known.data.run !== run) return parts;
  for (const each of lines) {
    const { success, data } = lineSchema.safeParse(each);
    if (success) parts.set(data.part, data.value);
  }
  return parts;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
