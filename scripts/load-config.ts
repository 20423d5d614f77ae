import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BenchError } from '../harness/bench-error.ts';
import type { BenchConfig } from '../harness/config.ts';

/**
 * Imports a config file and checks what it exports. The file is the user's own program and runs as such; it is the only
 * code from outside that Signalbox runs.
 *
 * @throws {BenchError} when there is no such file, it does not compile, or what it exports does not fit
 */
export async function loadConfig(file: string): Promise<BenchConfig> {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new BenchError(`there is no config ${file}`, {
      hint: 'Write one with `signalbox init`, or name it: --config FILE.',
    });
  }
  const loaded = await import(pathToFileURL(path).href).catch((cause: unknown) => {
    if (cause instanceof BenchError) throw cause;
    throw new BenchError(`${file} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  });
  if (loaded.default === undefined) {
    throw new BenchError(`${file} exports no config`, { hint: 'It ends with: export default defineConfig({ … })' });
  }
  // A command line that only tells its options should not wait for the schemas of all settings.
  const { parseConfig } = await import('../harness/config.ts');
  return parseConfig(loaded.default, file);
}
