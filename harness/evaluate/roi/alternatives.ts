import { mean, meanEstimate } from '../../statistics/mean-estimate.ts';
import { minus } from '../chosen-figures.ts';
import { hull } from '../metrics/hull.ts';
import { alwaysModel, atChoices } from '../outcomes.ts';
import type { ModelShares } from '../selection/mixture-path.ts';
import type { QueryValues } from '../selection/selected-point.ts';
import { bestOf, type Setting, type Side } from '../setting.ts';
import type { Alternative } from './roi-schema.ts';

interface Choice {
  readonly kinds: Alternative['kinds'];
  readonly mix: ModelShares;
}

/**
 * A router beside what needs none: the reference model, the best single model, what would ship without routers, and the
 * cheapest random mix of single models that promises the same quality. Each is named before test; what is the same stands
 * once; differences are paired, query by query.
 *
 * @param promised the router's mean quality on validate, 0..1
 */
export function alternatives(
  router: QueryValues,
  promised: number,
  withoutRouter: ModelShares,
  setting: Setting,
): Alternative[] {
  const alone = (model: number): ModelShares => [{ model, share: 1 }];
  const choices: readonly Choice[] = [
    { kinds: ['reference'], mix: alone(setting.reference) },
    { kinds: ['best-single'], mix: alone(bestOf(setting.train)) },
    { kinds: ['without-router'], mix: withoutRouter },
    { kinds: ['same-promise'], mix: cheapestMixture(promised, setting) },
  ];
  return merged(choices).map((choice) => compared(router, promised, choice, setting));
}

function merged(choices: readonly Choice[]): Choice[] {
  const byMix = new Map<string, Choice>();
  for (const { kinds, mix } of choices) {
    const key = JSON.stringify(mix);
    byMix.set(key, { kinds: [...(byMix.get(key)?.kinds ?? []), ...kinds], mix });
  }
  return [...byMix.values()];
}

/** The point of the zero router with quality `target` on validate; its last vertex where it does not get that far. */
function cheapestMixture(target: number, { validate }: Setting): ModelShares {
  const vertices = hull(validate.singles);
  const upper = vertices.findIndex(({ quality }) => quality >= target);
  const to = vertices[upper < 0 ? vertices.length - 1 : upper]!;
  if (upper <= 0 || to.quality === target) return [{ model: to.index, share: 1 }];
  const from = vertices[upper - 1]!;
  const share = (target - from.quality) / (to.quality - from.quality);
  return [
    { model: from.index, share: 1 - share },
    { model: to.index, share },
  ];
}

function compared(router: QueryValues, promised: number, { kinds, mix }: Choice, setting: Setting): Alternative {
  const { clusters, models, test, validate } = setting;
  const costUsd = expected(mix, 'costUsd', test);
  const quality = expected(mix, 'quality', test);
  return {
    kinds,
    mix: mix.map(({ model, share }) => ({ model: models[model]!.id, share })),
    // What was mixed to reach it may miss it by rounding.
    reaches:
      mix.reduce((sum, { model, share }) => sum + share * validate.singles[model]!.quality, 0) >= promised - 1e-12,
    costUsd: mean(costUsd),
    quality: mean(quality),
    savingUsd: meanEstimate(minus(costUsd, router.costUsd), clusters),
    qualityGained: meanEstimate(minus(router.quality, quality), clusters),
  };
}

/** What the mix is expected to do to each query: exact, nothing is drawn. */
function expected(mix: ModelShares, column: 'costUsd' | 'quality', { outcomes }: Side): Float64Array {
  const values = new Float64Array(outcomes.rows);
  for (const { model, share } of mix) {
    const own = atChoices(outcomes, column, alwaysModel(outcomes, model));
    for (let i = 0; i < values.length; i++) values[i]! += share * own[i]!;
  }
  return values;
}
