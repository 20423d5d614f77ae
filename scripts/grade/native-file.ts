import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The file of a native dataset, plain or gzipped: the plain one where there is neither, which readers then miss. */
export function nativeFile(folder: string, name: string): string {
  const file = join(folder, name);
  return !existsSync(file) && existsSync(`${file}.gz`) ? `${file}.gz` : file;
}
