import type { BenchConfig } from '../harness/config.ts';
import type { BenchOptions } from './bench/run-bench.ts';
import type { Progress } from './progress.ts';

/** What `bench` and `study` are both given on the command line. */
export interface BenchArguments {
  readonly dataset?: string | undefined;
  readonly only?: string[] | undefined;
  readonly out?: string | undefined;
  readonly seed?: number | undefined;
  readonly offline: boolean;
}

/** A config and the options of its bench, as the command line changes them. */
export function benchArguments(
  config: BenchConfig,
  { dataset, only, out, seed, offline }: BenchArguments,
  progress: Progress,
): { readonly config: BenchConfig; readonly options: BenchOptions } {
  return {
    config: {
      ...config,
      ...(dataset === undefined ? {} : { dataset }),
      ...(seed === undefined ? {} : { seed }),
      ...(out === undefined ? {} : { output: out }),
    },
    options: {
      ...(only === undefined ? {} : { only }),
      offline,
      leaveOutMisfits: dataset !== undefined && only === undefined,
      progress,
    },
  };
}
