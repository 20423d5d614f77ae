import { BenchError } from '../../harness/bench-error.ts';
import type { Split } from '../../harness/evaluate/split.ts';
import { evaluateOnce, type OnceEvaluated } from './evaluate-once.ts';
import type { StudyData } from './study-setting.ts';

/** The bench of a study once more, on another split. */
export function evaluateSplit(setting: StudyData, split: Split, seed: number): Promise<OnceEvaluated> {
  const { data, facts, routers, leaveOutMisfits, config, tools } = setting;
  const { table, inputTokens } = data;
  const { objective } = config;
  return evaluateOnce({ table, split, routers, leaveOutMisfits, objective, inputTokens, dataset: facts, tools, seed });
}

/** The work, or why these data do not allow it. */
export async function orWhy<T>(work: () => Promise<T>): Promise<T | { undefined: string }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return { undefined: `because ${error.message}` };
  }
}
