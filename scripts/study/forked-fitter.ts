import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../../harness/bench-error.ts';
import type { BenchArguments } from '../bench-arguments.ts';
import type { SplitFitter } from './split-fitters.ts';
import type { SplitAnswer } from './split-worker.ts';

const WORKER = fileURLToPath(new URL('./split-worker.mjs', import.meta.url));

/** How another process opens the same config: one that is loaded holds functions, which no message carries. */
export interface StudySource {
  /** Path of the config file. */
  readonly config: string;
  /** How the command line changed it. */
  readonly arguments: BenchArguments;
  /** What must come out: `settingFingerprint`. */
  readonly fingerprint: string;
}

/**
 * Evaluates in a process of its own, which starts with the first seed, opens the config again, and ends when it is closed or
 * this process ends. Its results are those of this process.
 */
export function forkedFitter(source: StudySource): SplitFitter {
  let child: ChildProcess | undefined;
  return {
    async fit(seed) {
      child ??= start(source);
      const answer = await ask(child, seed);
      if ('part' in answer) return answer.part;
      if ('bug' in answer) throw new Error(`seed ${seed}, in a process of its own: ${answer.bug}`);
      throw new BenchError(answer.problem, answer.hint === undefined ? {} : { hint: answer.hint });
    },
    async close() {
      if (child?.kill()) await once(child, 'exit');
    },
  };
}

/** Standard output is this process's alone: it may be JSON. */
function start(source: StudySource): ChildProcess {
  return fork(WORKER, [JSON.stringify(source)], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function ask(child: ChildProcess, seed: number): Promise<SplitAnswer> {
  const answered = new AbortController();
  const { signal } = answered;
  try {
    child.send(seed);
    return await Promise.race([
      once(child, 'message', { signal }).then(([answer]) => answer as SplitAnswer),
      once(child, 'exit', { signal }).then(([code, by]) => {
        throw new BenchError(`a process that fitted routers for the study ended with ${by ?? `code ${code}`}`, {
          hint: 'Out of memory? What is finished is kept: run the same command again with --workers 1.',
        });
      }),
    ]);
  } finally {
    answered.abort();
  }
}
