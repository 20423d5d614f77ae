import type { AxisScale } from './axis-scale.ts';
import type { Curve, Cut } from './curve-data.ts';

/** More would hide the curve that they belong to. */
const MOST = 12;

/**
 * The 95 % intervals of quality and cost of some points of each router: points on its hull, spread along it, cut off at the
 * edges of the picture. Costs in USD per 1,000 queries.
 */
export function whiskerRows({ curves }: Cut, x: AxisScale, y: AxisScale): object[] {
  return curves.flatMap((curve) =>
    thinned(onHull(curve)).flatMap(({ costUsd, quality, interval }) => {
      if (interval === undefined) return [];
      const [left, right] = within(interval.costUsd.low * 1000, interval.costUsd.high * 1000, x);
      const [low, high] = within(interval.quality.low, interval.quality.high, y);
      return [{ series: curve.id, x: costUsd * 1000, y: quality, left, right, low, high }];
    }),
  );
}

function onHull({ line, points }: Curve): Curve['points'] {
  const corners = new Set(line.map(({ costUsd, quality }) => `${costUsd} ${quality}`));
  return points.filter(({ costUsd, quality }) => corners.has(`${costUsd} ${quality}`));
}

function thinned<T>(all: readonly T[]): readonly T[] {
  if (all.length <= MOST) return all;
  return Array.from({ length: MOST }, (_, i) => all[Math.round((i * (all.length - 1)) / (MOST - 1))]!);
}

function within(low: number, high: number, { domain }: AxisScale): [number, number] {
  return [Math.max(low, domain[0]), Math.min(high, domain[1])];
}
