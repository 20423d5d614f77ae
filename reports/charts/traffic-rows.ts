import type { CurvePoint, Results, RouterResult } from '../../harness/evaluate/results.ts';
import { percent, tradeoffWords, usdPer1000 } from '../format.ts';
import { plainText } from '../plain-text.ts';
import type { AxisScale } from './axis-scale.ts';

/** A model of the pool as the traffic picture stacks it: the cheapest on train at the bottom. */
export interface StackedModel {
  readonly index: number;
  readonly name: string;
}

export function stackedModels({ models }: Results): readonly StackedModel[] {
  return models
    .map(({ id, trainCostUsd }, index) => ({ index, name: plainText(id), trainCostUsd }))
    .sort((a, b) => a.trainCostUsd - b.trainCostUsd || a.index - b.index)
    .map(({ index, name }) => ({ index, name }));
}

/**
 * One rectangle per operating point and model with traffic: as high as the model's share, as wide as half the way to
 * the neighbouring points. Between two points a mixture of both is deployable; the steps show what was measured.
 */
export function trafficRows(results: Results, routerIndex: number, scale: AxisScale): object[] {
  const router = results.routers[routerIndex]!;
  const points = byCost(router);
  const models = stackedModels(results);
  return points.flatMap((point, i) => {
    const [x, x2] = reach(points, i, scale);
    let below = 0;
    return models.flatMap(({ index, name }) => {
      const share = point.shares[index]!;
      const [y, y2] = [below, below + share];
      below = y2;
      if (share === 0) return [];
      return [
        {
          router: `r${routerIndex}`,
          model: index,
          x,
          x2,
          y,
          y2,
          who: name,
          share: percent(share),
          cost: usdPer1000(point.costUsd),
          at: tradeoffWords(point.tradeoff, router.signal),
        },
      ];
    });
  });
}

function byCost({ test }: RouterResult): readonly CurvePoint[] {
  const sorted = test.map((point, i) => ({ point, i })).sort((a, b) => a.point.costUsd - b.point.costUsd || a.i - b.i);
  return sorted.map(({ point }) => point).filter((point, i, all) => i === 0 || point.costUsd > all[i - 1]!.costUsd);
}

/** In USD per 1,000 queries; a router with one point gets a bar of its own. */
function reach(points: readonly CurvePoint[], i: number, scale: AxisScale): [number, number] {
  const at = (k: number) => points[k]!.costUsd * 1000;
  const middle = (a: number, b: number) => (scale.kind === 'log' ? Math.sqrt(a * b) : (a + b) / 2);
  if (points.length === 1) return loneBar(at(0), scale);
  return [i === 0 ? at(0) : middle(at(i - 1), at(i)), i === points.length - 1 ? at(i) : middle(at(i), at(i + 1))];
}

function loneBar(cost: number, { kind, domain: [low, high] }: AxisScale): [number, number] {
  if (kind === 'log') {
    const factor = (high / low) ** 0.02;
    return [Math.max(low, cost / factor), Math.min(high, cost * factor)];
  }
  const half = (high - low) * 0.02;
  return [Math.max(low, cost - half), Math.min(high, cost + half)];
}
