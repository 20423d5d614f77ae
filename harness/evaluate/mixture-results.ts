import { candidateMetrics } from './candidate-metrics.ts';
import { chosenFigures } from './chosen-figures.ts';
import type { CandidateMetrics } from './metrics-schema.ts';
import { pureOperatingPoint } from './operating-point.ts';
import { alwaysModel, type Choices } from './outcomes.ts';
import type { Chosen } from './results.ts';
import type { Baselines } from './router-results.ts';
import type { ModelShares } from './selection/mixture-path.ts';
import type { WithoutRouter } from './selection/select-without-router.ts';
import type { Setting } from './setting.ts';

/** What needs no router, on test: each query draws its model as production does. */
export function mixtureResults(
  { chosen, feasible, certified }: WithoutRouter,
  setting: Setting,
  { frontier, pool }: Pick<Baselines, 'frontier' | 'pool'>,
): { readonly name: string; readonly chosen: Chosen; readonly metrics: CandidateMetrics; readonly choices: Choices } {
  const choices = drawnChoices(chosen.place, setting);
  const point = {
    operatingPoint: pureOperatingPoint(Number.POSITIVE_INFINITY),
    costUsd: chosen.costUsd,
    quality: chosen.quality,
    feasible,
  };
  const figures = { ...chosenFigures(point, choices, setting, frontier), certified: certified > 0 };
  const delivered = { costUsd: figures.costUsd.value, quality: figures.quality.value };
  return {
    name: mixtureName(chosen.place, setting),
    chosen: figures,
    metrics: candidateMetrics({ choices, chosen: figures, points: [delivered] }, setting, pool),
    choices,
  };
}

function drawnChoices(shares: ModelShares, { test, testDraws }: Setting): Choices {
  const [near, far] = shares.map(({ model }) => alwaysModel(test.outcomes, model));
  if (far === undefined) return near!;
  const draws = testDraws();
  return near!.map((model, i) => (draws[i]! < shares[0]!.share ? model : far[i]!));
}

/** `model-a`, or `61 % model-a + 39 % model-b`. */
export function mixtureName(shares: ModelShares, { models }: Setting): string {
  if (shares.length === 1) return models[shares[0]!.model]!.id;
  return shares.map(({ model, share }) => `${Math.round(100 * share)} % ${models[model]!.id}`).join(' + ');
}
