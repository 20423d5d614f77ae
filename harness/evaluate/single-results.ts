import { candidateMetrics } from './candidate-metrics.ts';
import { type ChosenPoint, chooseOperatingPoint } from './choose-operating-point.ts';
import { chosenFigures } from './chosen-figures.ts';
import type { CandidateMetrics } from './metrics-schema.ts';
import { alwaysModel } from './outcomes.ts';
import type { Chosen, Results } from './results.ts';
import type { Baselines } from './router-results.ts';
import type { Setting } from './setting.ts';

export interface SingleEvaluation {
  readonly model: string;
  readonly chosen: ChosenPoint;
  readonly figures: Chosen;
  readonly metrics: CandidateMetrics;
}

/** Every single model as a candidate, judged like a router. */
export function singleResults(
  setting: Setting,
  { frontier, pool }: Pick<Baselines, 'frontier' | 'pool'>,
): SingleEvaluation[] {
  const { input, models, reference, test, validate } = setting;
  const target = validate.singles[reference]!.quality;
  return models.map(({ id }, model) => {
    const chosen = chooseOperatingPoint([validate.singles[model]!], input.objective, target);
    const choices = alwaysModel(test.outcomes, model);
    const figures = chosenFigures(chosen, choices, setting, frontier);
    const metrics = candidateMetrics({ choices, points: [test.singles[model]!], chosen: figures }, setting, pool);
    return { model: id, chosen, figures, metrics };
  });
}

/** The pool as it stands in `results.json`. */
export function modelFigures(setting: Setting, singles: readonly SingleEvaluation[]): Results['models'] {
  return setting.models.map(({ id, price }, model) => {
    const { quality, costUsd, latencyMs, perTask } = singles[model]!.figures;
    return {
      id,
      price: { ...price! },
      trainQuality: setting.train.quality[model]!,
      trainCostUsd: setting.train.costUsd[model]!,
      quality,
      costUsd,
      ...(latencyMs === undefined ? {} : { latencyMs }),
      perTask: perTask.map(({ task, n, quality: taskQuality, costUsd: taskCost }) => ({
        task,
        n,
        quality: taskQuality,
        costUsd: taskCost,
      })),
    };
  });
}
