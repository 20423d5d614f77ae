import type { Estimate, RouterResult } from '../harness/evaluate/results.ts';
import type { Significance } from '../harness/evaluate/significance-schema.ts';

/** Routers so close to the best may be the best. */
const CLOSE = 0.003;

/** Plausible certainty for the routers of a sample: p-values by the distance from zero in half-widths. */
export function sampleSignificance(
  routers: readonly RouterResult[],
  { queries, clusters }: { readonly queries: number; readonly clusters: number },
): Significance {
  const best = Math.max(0, ...routers.map(({ aiqMinusZero }) => aiqMinusZero.value));
  const deployable = routers.filter(({ notDeployable }) => notDeployable === undefined);
  const standing = (name: string, kind: 'router' | 'zero', aiq: number, gain: number) => {
    const isIn = gain >= best - CLOSE;
    return { name, kind, aiq, isIn, p: isIn ? 1 : 0.002 };
  };
  return {
    queries,
    clusters,
    families: [
      { family: 'aiq-zero', tests: tests(routers, ({ aiqMinusZero }) => aiqMinusZero) },
      { family: 'quality-reference', tests: tests(deployable, ({ chosen }) => chosen.qualityGained) },
    ],
    best: [
      ...routers.map(({ name, aiq, aiqMinusZero }) => standing(name, 'router', aiq.value, aiqMinusZero.value)),
      standing('zero router', 'zero', 0.7, 0),
    ],
    planning: {
      candidates: routers.length + 4,
      deviation: { median: 0.28, low: 0.12, high: 0.41 },
      detectable: { median: 0.0227, low: 0.0097, high: 0.0332 },
      margin: { margin: 0.01, testQueries: 4848, validateQueries: 9120, paths: deployable.length + 2 },
    },
    intervals: routers.map(({ name }) => ({
      router: name,
      p95LatencyMs: { value: 2900, low: 2710, high: 3200, n: queries, clusters },
      macroF1: { undefined: 'because nothing varies between the queries' },
    })),
  };
}

function tests(routers: readonly RouterResult[], of: (router: RouterResult) => Estimate) {
  return routers.map((router) => {
    const difference = of(router);
    const p = Math.exp(-3 * (difference.value / (difference.high - difference.value)) ** 2);
    return { router: router.name, difference, p, holm: Math.min(1, p * routers.length) };
  });
}
