import type { BenchConfig } from '../../harness/config.ts';
import type { Dataset } from '../../harness/dataset.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Split } from '../../harness/evaluate/split.ts';
import type { Router } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import type { PoolData } from '../bench/prepare-data.ts';
import type { OnceEvaluated } from './evaluate-once.ts';

/** What every study starts from: the data and routers of a run, and that run evaluated once more in memory. */
export interface StudySetting {
  readonly config: BenchConfig;
  readonly data: PoolData;
  /** Of `dataset`, as an evaluation wants to know it. */
  readonly facts: EvaluationInput['dataset'];
  readonly routers: readonly Router[];
  readonly leaveOutMisfits: boolean;
  /** They remember vectors and token counts. */
  readonly tools: Tools;
  /** The run's own split, with the seed of the config. */
  readonly split: Split;
  readonly base: OnceEvaluated;
}

/** Called after each fit of all routers. */
export type StudyProgress = (done: number, total: number) => void;

export function datasetFacts(
  { card, table, notes }: Dataset,
  { missing }: Pick<PoolData, 'missing'>,
): EvaluationInput['dataset'] {
  return {
    card,
    notes,
    examples: table.examples.length,
    missing: missing.missing,
    ...(missing.worstCase === undefined ? {} : { worstCase: missing.worstCase }),
  };
}
