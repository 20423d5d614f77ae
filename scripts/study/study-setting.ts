import type { BenchConfig } from '../../harness/config.ts';
import type { Dataset } from '../../harness/dataset.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Split } from '../../harness/evaluate/split.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import type { Router } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import type { PoolData } from '../bench/prepare-data.ts';
import { codeVersion } from '../package-version.ts';
import type { OnceEvaluated } from './evaluate-once.ts';

/** The data and routers of a run. */
export interface StudyData {
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
}

/** What every study starts from: the data and routers of a run, and that run evaluated once more in memory. */
export interface StudySetting extends StudyData {
  readonly base: OnceEvaluated;
}

/** Called after each fit of all routers. */
export type StudyProgress = (done: number, total: number) => void;

/** By what two processes see that they opened the same. Options of routers are in their functions and not in it. */
export function settingFingerprint({ config, data, routers, leaveOutMisfits }: StudyData): string {
  const { models, objective, seed, split, attributes, metadata, constraints } = config;
  const names = routers.map(({ name }) => name);
  const settings = {
    models,
    objective,
    seed,
    split,
    attributes,
    metadata,
    constraints,
    names,
    leaveOutMisfits,
    code: codeVersion(),
  };
  return fingerprint(data.dataset.fingerprint, JSON.stringify(settings));
}

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
