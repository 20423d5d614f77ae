import type { BenchConfig } from '../../harness/config.ts';

/** Whether prompts, answers and values of metadata are to be left out of every file of the run. */
export function isRedacted({ report }: Pick<BenchConfig, 'report'>): boolean {
  return report?.redact === true;
}
