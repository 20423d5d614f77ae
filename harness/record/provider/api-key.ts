import { readFileSync, statSync } from 'node:fs';
import { BenchError } from '../../bench-error.ts';

const LARGEST_KEY = 16_384;

/**
 * The key that `source` names: an environment variable, or a file (`file:/run/secrets/key`) whose surrounding white
 * space is dropped. It is held in memory only, and no error carries it.
 *
 * @throws {BenchError} when there is no such variable or file, or it is empty
 */
export function readApiKey(source: string, provider: string, env: NodeJS.ProcessEnv = process.env): string {
  const key = source.startsWith('file:') ? keyFile(source.slice('file:'.length), provider) : env[source];
  const trimmed = key?.trim() ?? '';
  if (trimmed !== '') return trimmed;
  throw new BenchError(`provider ${provider}: ${source} holds no key`, {
    hint: source.startsWith('file:')
      ? 'The file is there, but empty.'
      : `Set it in the environment: export ${source}=…`,
  });
}

function keyFile(path: string, provider: string): string {
  try {
    if (statSync(path).size > LARGEST_KEY) throw new Error('it is too large for a key');
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BenchError(`provider ${provider}: the key file ${path} cannot be read: ${why}`, { cause });
  }
}
