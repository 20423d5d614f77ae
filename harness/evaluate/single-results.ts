import { type ChosenPoint, chooseOperatingPoint } from './choose-operating-point.ts';
import { chosenFigures } from './chosen-figures.ts';
import type { Frontier } from './metrics/oracle-frontier.ts';
import { alwaysModel } from './outcomes.ts';
import type { Chosen, Results } from './results.ts';
import type { Setting } from './setting.ts';

export interface SingleEvaluation {
  readonly model: string;
  readonly chosen: ChosenPoint;
  readonly figures: Chosen;
}

/** Every single model as a candidate, judged like a router. */
export function singleResults(setting: Setting, frontier: Frontier): SingleEvaluation[] {
  const { input, models, reference, test, validate } = setting;
  const target = validate.singles[reference]!.quality;
  return models.map(({ id }, model) => {
    const chosen = chooseOperatingPoint([validate.singles[model]!], input.objective, target);
    const figures = chosenFigures(chosen, alwaysModel(test.outcomes, model), setting, frontier);
    return { model: id, chosen, figures };
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
