import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import { RESULTS_VERSION, type Results, resultsSchema } from '../harness/evaluate/results.ts';

const LARGEST_RESULTS = 1024 * 2 ** 20;

/**
 * Reads and checks a `results.json`.
 *
 * @throws {BenchError} naming the file and the field that does not hold
 */
export async function readResults(path: string): Promise<Results> {
  const found = await stat(path).catch((cause) => {
    throw new BenchError(`${path} cannot be read`, { cause, hint: 'Name the folder of a run, such as runs/latest.' });
  });
  if (found.size > LARGEST_RESULTS) throw new BenchError(`${path} is larger than ${LARGEST_RESULTS} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BenchError(`${path} is not JSON: ${(cause as Error).message}`, { cause, hint: 'Run the bench again.' });
  }
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > RESULTS_VERSION) {
    throw new BenchError(`${path} has version ${version}; this Signalbox reads up to ${RESULTS_VERSION}`, {
      hint: 'Install a newer Signalbox to read it.',
    });
  }
  const parsed = resultsSchema.safeParse(json);
  if (!parsed.success) throw new BenchError(`${path} is no results file:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
