import { nearestRank } from '../statistics/nearest-rank.ts';

const CLASSES = 5;

/**
 * Numbers as five classes of about equal size over all of them, named by their range (`35–60`): a trait whose shares can
 * be compared. Fewer classes where values tie.
 */
export function numberClasses(values: readonly number[]): string[] {
  const edges = [...new Set(Array.from({ length: CLASSES }, (_, i) => quantile(values, (i + 1) / CLASSES)))];
  const classOf = (value: number) => edges.findIndex((edge) => value <= edge);
  const lowest = edges.map((_, at) => Math.min(...values.filter((value) => classOf(value) === at)));
  return values.map((value) => {
    const at = classOf(value);
    return lowest[at] === edges[at] ? short(edges[at]!) : `${short(lowest[at]!)}–${short(edges[at]!)}`;
  });
}

function quantile(values: readonly number[], p: number): number {
  return nearestRank(Float64Array.from(values), p);
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
