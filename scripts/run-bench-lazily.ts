import type { BenchConfig } from '../harness/config.ts';
import type { BenchOptions, BenchRun } from './bench/run-bench.ts';

/**
 * `runBench` for those who import `signalbox`: charts and report are loaded when a run begins, because every config imports
 * `signalbox` too and most of them for a few names only.
 */
export async function runBench(config: BenchConfig, options: BenchOptions): Promise<BenchRun> {
  const bench = await import('./bench/run-bench.ts');
  return bench.runBench(config, options);
}
