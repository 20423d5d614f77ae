import { hull, qualityAt } from '../../harness/evaluate/metrics/hull.ts';
import type { CostQuality, CurvePoint, Results } from '../../harness/evaluate/results.ts';
import { tradeoffWords } from '../format.ts';
import { operatingPointWords } from '../objective-words.ts';
import { plainText } from '../plain-text.ts';
import { policySignal } from '../standing.ts';

export type PointInterval = NonNullable<CurvePoint['interval']>;

/** One curve of the picture. */
export interface Curve {
  /** `r0`, `r1`… for routers in the order of the results; else the kind of reference. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'router' | 'zero' | 'frontier' | 'random' | 'task';
  readonly line: readonly CostQuality[];
  /** The operating points as swept, where the picture shows them. */
  readonly points: readonly (CostQuality & { readonly at: string; readonly interval?: PointInterval })[];
}

/** What the picture shows of all queries together (`id` is `all`) or of one task (`id` is its place in the list). */
export interface Cut {
  readonly id: string;
  readonly title: string;
  readonly curves: readonly Curve[];
  readonly singles: readonly (CostQuality & { readonly name: string })[];
  readonly oracle?: CostQuality;
  readonly ships: CostQuality & { readonly name: string; readonly at: string };
}

/** The whole test split, then every task that has test queries. Costs in USD per query. */
export function curveCuts(results: Results): readonly Cut[] {
  return [wholeCut(results), ...cutTasks(results).map(({ task, id }) => taskCut(results, task, id))];
}

/** The tasks that a reader can choose, with the ids of their cuts; none where there is only one task. */
export function cutTasks({
  tasks,
  policy,
  models,
}: Results): readonly { readonly task: string; readonly id: string }[] {
  if (tasks.length < 2) return [];
  const measured = new Set(policy.chosen.perTask.map(({ task }) => task));
  return tasks
    .map(({ task }, i) => ({ task, id: String(i) }))
    .filter(({ task }) => measured.has(task) && models.some(({ perTask }) => perTask.some((row) => row.task === task)));
}

function wholeCut(results: Results): Cut {
  const { reference, routers, policy, models } = results;
  return {
    id: 'all',
    title: 'All tasks',
    curves: [
      { ...bare('random', 'random mix'), line: sorted(reference.randomMix) },
      { ...bare('zero', 'zero router'), line: sorted(reference.zeroRouter) },
      ...(results.tasks.length > 1 ? [{ ...bare('task', 'task mean'), line: hull(reference.taskMean.points) }] : []),
      { ...bare('frontier', 'oracle frontier'), line: hull(reference.oracleFrontier) },
      ...routers.map(
        (router, i): Curve => ({
          id: `r${i}`,
          name: plainText(router.name),
          kind: 'router',
          line: sorted(router.testHull),
          points: distinct(
            router.test.map((point) => ({
              ...costQuality(point),
              at: tradeoffWords(point.tradeoff, router.signal),
              ...(point.interval !== undefined && { interval: point.interval }),
            })),
          ),
        }),
      ),
    ],
    singles: models.map(({ id, quality, costUsd }) => ({
      name: plainText(id),
      quality: quality.value,
      costUsd: costUsd.value,
    })),
    oracle: reference.oracle,
    ships: {
      name: plainText(policy.candidate),
      at: operatingPointWords(policy.chosen.operatingPoint, policySignal(results)),
      quality: policy.chosen.quality.value,
      costUsd: policy.chosen.costUsd.value,
    },
  };
}

function taskCut(results: Results, task: string, id: string): Cut {
  const { reference, routers, policy, models } = results;
  const here = <T extends { task: string }>(rows: readonly T[]) => rows.find((row) => row.task === task);
  const singles = models.flatMap((model) => {
    const cut = here(model.perTask);
    return cut === undefined ? [] : [{ name: plainText(model.id), ...costQuality(cut) }];
  });
  const cheapest = [...singles]
    .sort((a, b) => a.costUsd - b.costUsd)
    .slice(0, 1)
    .map(costQuality);
  const ships = here(policy.chosen.perTask)!;
  return {
    id,
    title: plainText(task),
    curves: [
      { ...bare('zero', 'zero router'), line: sorted(here(reference.zeroRouterPerTask)?.points ?? []) },
      ...routers.map((router, i): Curve => {
        const points = here(router.perTask)?.points ?? [];
        const line = points.length === 0 ? [] : hull([...points, ...cheapest]);
        // With dozens of tasks, every swept point would make the page heavy: the vertices that the line stands on suffice.
        const dots = line.map((point) => ({ ...costQuality(point), at: '' }));
        return { id: `r${i}`, name: plainText(router.name), kind: 'router', line, points: dots };
      }),
    ],
    singles,
    ships: { name: plainText(policy.candidate), at: '', ...costQuality(ships) },
  };
}

/** Points along a curve, close enough to look straight or bent as they are on a logarithmic axis. */
export function sampled(line: readonly CostQuality[], logarithmic: boolean, steps = 14): CostQuality[] {
  return line.flatMap((point, i) => {
    const next = line[i + 1];
    if (next === undefined || !logarithmic || next.costUsd <= point.costUsd || point.costUsd <= 0)
      return [costQuality(point)];
    const wide = Math.log(next.costUsd / point.costUsd) > 0.2;
    return Array.from({ length: wide ? steps : 1 }, (_, s) => {
      const costUsd = point.costUsd * (next.costUsd / point.costUsd) ** (s / steps);
      return { costUsd, quality: qualityAt(line, costUsd) ?? point.quality };
    });
  });
}

function bare(kind: Exclude<Curve['kind'], 'router'>, name: string) {
  return { id: kind, kind, name, points: [] };
}

function sorted(points: readonly CostQuality[]): CostQuality[] {
  return points.map(costQuality).sort((a, b) => a.costUsd - b.costUsd || a.quality - b.quality);
}

function costQuality({ costUsd, quality }: CostQuality): CostQuality {
  return { costUsd, quality };
}

/** Several tradeoffs often make the same decisions: one dot for them. */
function distinct<T extends CostQuality>(points: readonly T[]): T[] {
  const seen = new Set<string>();
  return points.filter(({ costUsd, quality }) => {
    const key = `${costUsd} ${quality}`;
    return !seen.has(key) && seen.add(key);
  });
}
