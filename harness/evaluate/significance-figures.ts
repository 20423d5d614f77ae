import { confidenceSet } from '../statistics/confidence-set.ts';
import { holm } from '../statistics/holm.ts';
import { meanEstimate } from '../statistics/mean-estimate.ts';
import { meanTest } from '../statistics/mean-test.ts';
import { minus } from './chosen-figures.ts';
import { planningFigures } from './planning-figures.ts';
import { differenceToReference } from './reference-difference.ts';
import { routerIntervals } from './router-intervals.ts';
import type { RouterEvaluation } from './router-results.ts';
import type { SelectionRules } from './selection/selection-rules.ts';
import type { Setting } from './setting.ts';
import { LEAST_CLUSTERS, type Significance } from './significance-schema.ts';

type Family = Significance['families'][number];
/** Before the p-values of all families are adjusted together. */
type Unadjusted = Pick<Family, 'family'> & { readonly tests: readonly Omit<Family['tests'][number], 'holm'>[] };

/**
 * What the differences on test are worth: p-values of declared comparisons, adjusted over all of them, the confidence set for the best,
 * what so many queries can tell at all. With fewer than 30 independent clusters on test no claim is made.
 *
 * @param zeroQuality what the zero router's AIQ mixture does to each test query
 */
export function significanceFigures(
  setting: Setting,
  rules: SelectionRules,
  routers: readonly RouterEvaluation[],
  zeroQuality: Float64Array,
): Significance {
  const { clusters, test } = setting;
  const queries = test.rows.length;
  const common = {
    queries,
    clusters: clusters.count,
    planning: planningFigures(setting, rules, routers),
    intervals: routers.map((router) => routerIntervals(router, setting)),
  };
  if (clusters.count < LEAST_CLUSTERS) {
    const withheld = `because test has ${clusters.count} independent clusters of queries, and a claim needs at least ${LEAST_CLUSTERS}`;
    return { ...common, withheld, families: [] };
  }
  return {
    ...common,
    families: adjusted([againstZero(setting, routers, zeroQuality), againstReference(setting, routers)]),
    best: bestByAiq(setting, routers, zeroQuality),
  };
}

/** All routers, those that may not ship too: what they know of the queries is the question. */
function againstZero(
  { clusters }: Setting,
  routers: readonly RouterEvaluation[],
  zeroQuality: Float64Array,
): Unadjusted {
  const differences = routers.map(({ aiqQuality }) => minus(aiqQuality, zeroQuality));
  return familyOf('aiq-zero', routers, differences, clusters);
}

function againstReference(setting: Setting, routers: readonly RouterEvaluation[]): Unadjusted {
  const deployable = routers.filter(({ result }) => result.notDeployable === undefined);
  const differences = deployable.map(({ choices }) => differenceToReference(choices, setting));
  return familyOf('quality-reference', deployable, differences, setting.clusters);
}

function familyOf(
  family: Family['family'],
  routers: readonly RouterEvaluation[],
  differences: readonly Float64Array[],
  clusters: Setting['clusters'],
): Unadjusted {
  const tests = routers.map(({ result }, i) => ({
    router: result.name,
    difference: meanEstimate(differences[i]!, clusters),
    p: meanTest(differences[i]!, clusters).pTwoSided,
  }));
  return { family, tests };
}

/** All comparisons are one family for Holm: the chance of any false claim in the report is what counts. */
function adjusted(families: readonly Unadjusted[]): Family[] {
  const holms = holm(families.flatMap(({ tests }) => tests.map(({ p }) => p)));
  let at = 0;
  return families.map(({ family, tests }) => ({
    family,
    tests: tests.map((test) => ({ ...test, holm: holms[at++]! })),
  }));
}

function bestByAiq(
  { clusters }: Setting,
  routers: readonly RouterEvaluation[],
  zeroQuality: Float64Array,
): NonNullable<Significance['best']> {
  const named = [
    ...routers.map(({ result, aiqQuality }) => ({ name: result.name, kind: 'router' as const, values: aiqQuality })),
    { name: 'zero router', kind: 'zero' as const, values: zeroQuality },
  ];
  const standings = confidenceSet(
    named.map(({ values }) => values),
    clusters,
  );
  return standings.map(({ mean, isIn, p, behind }, k) => ({
    name: named[k]!.name,
    kind: named[k]!.kind,
    aiq: mean,
    isIn,
    p,
    ...(behind !== undefined && {
      behind: { name: named[behind.candidate]!.name, difference: behind.difference },
    }),
  }));
}
