import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';

/** The files that may hold `name` of a native dataset and are there: the plain one, then the gzipped one. */
export function nativeFiles(dir: string, name: string): string[] {
  return [join(dir, name), join(dir, `${name}.gz`)].filter((file) => existsSync(file));
}

/**
 * The file that holds `name`, such as `examples.jsonl`, of a native dataset.
 *
 * @throws {BenchError} where there is none, and where both are: that would leave open which one holds
 */
export function nativeFile(dir: string, name: string): string {
  const found = nativeFiles(dir, name);
  if (found.length === 1) return found[0]!;
  throw new BenchError(
    found.length === 0 ? `${join(dir, name)}: there is no such file` : `${dir}: both ${name} and ${name}.gz are there`,
    { hint: `A native dataset has card.json, and examples and outcomes as .jsonl or .jsonl.gz.` },
  );
}
