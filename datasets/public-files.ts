import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../harness/bench-error.ts';
import { publicData } from '../harness/public-data.ts';

/**
 * Path of one of the public files, by its path relative to the data folder.
 *
 * @throws {BenchError} if it is not there
 */
export function publicFile(relative: string): string {
  const folder = publicData();
  const path = folder === undefined ? undefined : join(folder, relative);
  if (path !== undefined && existsSync(path)) return path;
  throw new BenchError(`the public file ${relative} is not on this machine`, {
    hint: 'Get it with `signalbox datasets fetch NAME`, or set ROUTING_DATA to the folder that holds it.',
  });
}
