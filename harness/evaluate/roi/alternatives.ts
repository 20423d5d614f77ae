import { mean, meanEstimate } from '../../statistics/mean-estimate.ts';
import { hull } from '../metrics/hull.ts';
import { alwaysModel, atChoices } from '../outcomes.ts';
import { bestOf, type Setting } from '../setting.ts';
import type { Alternative } from './roi-schema.ts';

/** What a candidate does to each test query. */
export interface QueryValues {
  readonly quality: Float64Array;
  /** USD, everything that routing spent included. */
  readonly costUsd: Float64Array;
}

interface Choice {
  readonly kind: Alternative['kind'];
  readonly mix: readonly { readonly model: number; readonly share: number }[];
  readonly reaches: boolean;
}

/**
 * A candidate beside what needs no router: the reference model, the best single model, and the cheapest random mix of
 * single models that is as good. Each is named before test; the differences are paired, query by query.
 *
 * @param promised the candidate's mean quality on validate, 0..1
 */
export function alternatives(candidate: QueryValues, promised: number, setting: Setting): Alternative[] {
  const { reference, validate } = setting;
  const reaches = (model: number) => validate.singles[model]!.quality >= promised;
  const single = (kind: Alternative['kind'], model: number): Choice => ({
    kind,
    mix: [{ model, share: 1 }],
    reaches: reaches(model),
  });
  const best = bestOf(setting.train);
  const choices = [
    single('reference', reference),
    ...(best === reference ? [] : [single('best-single', best)]),
    cheapestMixture(promised, setting),
  ];
  return choices.map((choice) => compared(candidate, choice, setting));
}

/** The point of the zero router with quality `target` on validate; its last vertex where it does not get that far. */
function cheapestMixture(target: number, { validate }: Setting): Choice {
  const vertices = hull(validate.singles);
  const upper = vertices.findIndex(({ quality }) => quality >= target);
  const to = vertices[upper < 0 ? vertices.length - 1 : upper]!;
  if (upper <= 0) return { kind: 'mixture', mix: [{ model: to.index, share: 1 }], reaches: upper === 0 };
  const from = vertices[upper - 1]!;
  const share = (target - from.quality) / (to.quality - from.quality);
  const mix = [
    { model: from.index, share: 1 - share },
    { model: to.index, share },
  ];
  return { kind: 'mixture', mix: mix.filter((part) => part.share > 0), reaches: true };
}

function compared(candidate: QueryValues, { kind, mix, reaches }: Choice, setting: Setting): Alternative {
  const { clusters, models } = setting;
  const costUsd = expected(mix, 'costUsd', setting);
  const quality = expected(mix, 'quality', setting);
  return {
    kind,
    mix: mix.map(({ model, share }) => ({ model: models[model]!.id, share })),
    reaches,
    costUsd: mean(costUsd),
    quality: mean(quality),
    savingUsd: meanEstimate(
      costUsd.map((usd, i) => usd - candidate.costUsd[i]!),
      clusters,
    ),
    qualityGained: meanEstimate(
      candidate.quality.map((value, i) => value - quality[i]!),
      clusters,
    ),
  };
}

/** What the mix is expected to do to each test query: exact, nothing is drawn. */
function expected(mix: Choice['mix'], column: 'costUsd' | 'quality', { test }: Setting): Float64Array {
  const values = new Float64Array(test.outcomes.rows);
  for (const { model, share } of mix) {
    const own = atChoices(test.outcomes, column, alwaysModel(test.outcomes, model));
    for (let i = 0; i < values.length; i++) values[i]! += share * own[i]!;
  }
  return values;
}
