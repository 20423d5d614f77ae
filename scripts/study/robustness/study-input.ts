import type { EvaluationInput } from '../../../harness/evaluate/evaluation-input.ts';
import type { Split } from '../../../harness/evaluate/split.ts';
import type { Objective } from '../../../harness/objective.ts';
import type { OutcomeTable } from '../../../harness/outcome-table.ts';
import type { Router } from '../../../harness/router.ts';
import type { Tools } from '../../../harness/tools.ts';
import { pricedModels } from '../../bench/prepare-data.ts';
import type { OnceEvaluated } from '../evaluate-once.ts';
import type { FinishedParts } from '../finished-parts.ts';
import type { StudySetting } from '../study-setting.ts';

/** What the parts of the study start from. */
export interface StudyInput {
  /** Complete rows only; every model has a price. */
  readonly table: OutcomeTable;
  readonly split: Split;
  /** Tokens per row of `table`. */
  readonly inputTokens: Float64Array;
  readonly facts: EvaluationInput['dataset'];
  readonly objective: Objective;
  /** Those that fit the unchanged data. */
  readonly routers: readonly Router[];
  readonly tools: Tools;
  /** Noise, thinning and fits all follow from it. */
  readonly seed: number;
  /** The unchanged run. */
  readonly base: OnceEvaluated;
  /** Where each finished fit is kept. */
  readonly parts: FinishedParts;
  /** Called after each fit of all routers. */
  done(): void;
}

export function studyInput(
  { config, data, facts, routers, tools, split, base }: StudySetting,
  parts: FinishedParts,
  done: () => void,
): StudyInput {
  const fitting = new Set(base.fitted.map(({ candidate }) => candidate.name));
  return {
    table: { ...data.table, models: pricedModels(data.table, split.train).models },
    split,
    inputTokens: data.inputTokens,
    facts,
    objective: config.objective,
    routers: routers.filter(({ name }) => fitting.has(name)),
    tools,
    seed: config.seed,
    base,
    parts,
    done,
  };
}
