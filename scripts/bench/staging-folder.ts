import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface StagingFolder {
  readonly path: string;
  /** Removes what is left of it; without effect once it was renamed. */
  remove(): Promise<void>;
}

/**
 * A new folder beside the runs, hidden until it is whole. It goes when the process exits, however that comes about; only
 * a kill leaves it behind. Nothing reads such a folder, and the next run removes those older than a day: younger ones may
 * belong to a run that is still going on.
 *
 * @param output folder of the runs; made if it does not exist
 * @throws {BenchError} when nothing can be written there
 */
export async function stagingFolder(output: string): Promise<StagingFolder> {
  const path = await newFolder(output);
  const removeNow = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeNow);
  await removeLeftovers(output);
  return {
    path,
    async remove() {
      process.off('exit', removeNow);
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function newFolder(output: string): Promise<string> {
  try {
    await mkdir(output, { recursive: true });
    return await mkdtemp(join(output, '.staging-'));
  } catch (cause) {
    throw new BenchError(`runs cannot be written to ${output}: ${(cause as Error).message}`, {
      cause,
      hint: 'Name a folder that can be written: --out FOLDER.',
    });
  }
}

async function removeLeftovers(output: string): Promise<void> {
  const names = await readdir(output);
  for (const name of names.filter((name) => /^\.(staging|replaced)-/.test(name))) {
    const path = join(output, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > DAY_MS) await rm(path, { recursive: true, force: true });
  }
}
