import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BenchError } from '../../harness/bench-error.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { STUDIES_VERSION, type Studies, studiesSchema } from '../../harness/evaluate/studies/studies-schema.ts';

const LARGEST_STUDIES = 64 * 2 ** 20;

/** Where the studies of a run stand. */
export function studiesFile(run: string): string {
  return join(run, 'studies.json');
}

/**
 * Reads and checks the studies in the folder of a run; `undefined` where none were made.
 *
 * @throws {BenchError} naming the file and what does not hold, also for studies of another run
 */
export async function readStudies(run: string, { name }: Pick<Results, 'name'>): Promise<Studies | undefined> {
  const path = studiesFile(run);
  if (!existsSync(path)) return undefined;
  const hint = 'Delete it and make the studies again: signalbox study.';
  if ((await stat(path)).size > LARGEST_STUDIES) {
    throw new BenchError(`${path} is larger than ${LARGEST_STUDIES} bytes`, { hint });
  }
  const json = await readFile(path, 'utf8').then(parsed(path, hint));
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > STUDIES_VERSION) {
    throw new BenchError(`${path} has version ${version}; this Signalbox reads up to ${STUDIES_VERSION}`, {
      hint: 'Install a newer Signalbox to read it.',
    });
  }
  const { success, data, error } = studiesSchema.safeParse(json);
  if (!success) throw new BenchError(`${path} is no studies file:\n${z.prettifyError(error)}`, { hint });
  if (data.run !== name)
    throw new BenchError(`${path} is about the run ${data.run}, the results are of ${name}`, { hint });
  return data;
}

function parsed(path: string, hint: string): (text: string) => unknown {
  return (text) => {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new BenchError(`${path} is not JSON: ${(cause as Error).message}`, { cause, hint });
    }
  };
}
