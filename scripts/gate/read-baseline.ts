import { readFile, stat } from 'node:fs/promises';
import { BenchError } from '../../harness/bench-error.ts';
import { type Baseline, parseBaseline } from '../../harness/gate/baseline.ts';

/** A baseline of a million prompts. A file may come from a stranger's pull request. */
const LARGEST = 100 * 1024 * 1024;

/** @throws {BenchError} when there is no such file, it is too large, or it is no baseline */
export async function readBaseline(file: string): Promise<Baseline> {
  const found = await stat(file).catch((cause) => {
    throw new BenchError(`there is no baseline ${file}`, { hint: 'Write one: signalbox baseline write.', cause });
  });
  if (!found.isFile() || found.size > LARGEST) throw new BenchError(`${file} is no file of at most ${LARGEST} bytes`);
  return parseBaseline(await readFile(file, 'utf8'), file);
}
