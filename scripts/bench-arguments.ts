import type { BenchConfig } from '../harness/config.ts';
import type { BenchOptions } from './bench/run-bench.ts';
import type { Progress } from './progress.ts';
import { type TrafficOptions, trafficWith } from './traffic-options.ts';

/** What `bench` and `study` are both given on the command line. */
export interface BenchArguments extends TrafficOptions {
  readonly dataset?: string | undefined;
  readonly only?: string[] | undefined;
  readonly out?: string | undefined;
  readonly seed?: number | undefined;
  readonly offline: boolean;
  readonly refit?: boolean | undefined;
  readonly redact?: boolean | undefined;
}

/** A config and the options of its bench, as the command line changes them. */
export function benchArguments(
  config: BenchConfig,
  { dataset, only, out, seed, offline, refit, redact, ...traffic }: BenchArguments,
  progress: Progress,
): { readonly config: BenchConfig; readonly options: BenchOptions } {
  return {
    config: {
      ...config,
      ...(dataset === undefined ? {} : { dataset }),
      ...(seed === undefined ? {} : { seed }),
      ...(out === undefined ? {} : { output: out }),
      ...trafficWith(config.traffic, traffic),
      ...(redact === undefined ? {} : { report: { ...config.report, redact } }),
    },
    options: {
      ...(only === undefined ? {} : { only }),
      offline,
      ...(refit === true ? { refit } : {}),
      leaveOutMisfits: dataset !== undefined && only === undefined,
      progress,
    },
  };
}
