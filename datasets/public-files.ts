import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BenchError } from '../harness/bench-error.ts';
import { cacheFolder } from '../harness/embed/cache-folder.ts';
import { publicData } from '../harness/public-data.ts';

/** Where fetched files go unless the caller says otherwise: `ROUTING_DATA`, or `datasets` in the cache folder of Signalbox. */
export function fetchFolder(): string {
  return resolve(process.env.ROUTING_DATA ?? join(cacheFolder(), 'datasets'));
}

/**
 * Path of one of the public files or folders, by its path relative to the data folder: in the public data of this
 * machine if it is there, else among what was fetched.
 *
 * @throws {BenchError} if it is in neither
 */
export function publicFile(relative: string): string {
  const folders = [publicData(), fetchFolder()].filter((folder) => folder !== undefined);
  const found = folders.map((folder) => join(folder, relative)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new BenchError(`the public file ${relative} is not on this machine (looked in ${folders.join(', ')})`, {
    hint: 'Get it with `signalbox datasets fetch NAME`, or set ROUTING_DATA to the folder that holds it.',
  });
}
