import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The folder with the public files of RouterBench, RouteLLM and ZeroEval: `ROUTING_DATA`, or `../shared/data` beside
 * the project. `undefined` where there is none; tests then skip and say so.
 */
export function publicData(): string | undefined {
  const folder = resolve(PROJECT_ROOT, process.env.ROUTING_DATA ?? '../shared/data');
  return existsSync(folder) ? folder : undefined;
}
