import type { CostQuality } from '../figures-schema.ts';
import { hull } from '../metrics/hull.ts';
import { alwaysModel } from '../outcomes.ts';
import type { Setting } from '../setting.ts';
import type { Path, PathPoint } from './path.ts';
import { pathPoint } from './router-path.ts';

/** A share of the traffic for each of one or two models, drawn by a hash: what needs no router. */
export type ModelShares = readonly { readonly model: number; readonly share: number }[];

export interface MixturePath extends Path<ModelShares> {
  /** Model of each point. */
  readonly models: readonly number[];
  /** Mean cost and quality of each point on train. */
  readonly onTrain: readonly CostQuality[];
}

/**
 * Single models and the mixtures of two of them, dear to cheap: the non-decreasing hull of the pool's mean costs and qualities
 * on train. The zero router, as something that can ship.
 */
export function mixturePath(setting: Setting): MixturePath {
  const { train, models } = setting;
  const pool = models.map((_, m) => ({ costUsd: train.costUsd[m]!, quality: train.quality[m]! }));
  const vertices = hull(pool)
    .map(({ index }) => index)
    .reverse();
  return {
    name: 'mixing single models',
    models: vertices,
    onTrain: vertices.map((m) => pool[m]!),
    between: 19,
    points: vertices.map((m) => modelPoint(setting, m)),
    placeOf({ from, share }) {
      const near = { model: vertices[from]!, share: 1 - share };
      return share === 0 ? [near] : [near, { model: vertices[from + 1]!, share }];
    },
  };
}

/** One model for every query of validate. */
export function modelPoint({ validate: { outcomes, singles } }: Setting, model: number): PathPoint {
  return pathPoint(outcomes, alwaysModel(outcomes, model), singles[model]!.latencyMs?.p95);
}
