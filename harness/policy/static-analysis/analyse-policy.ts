import { chainFindings } from './chain-findings.ts';
import { combinations } from './combinations.ts';
import { type Dimension, dimensionsOf } from './dimensions.ts';
import { type Looked, lookAt } from './look-at.ts';
import { patternsOf } from './patterns.ts';
import type { AnalysisInput, EmptyPool, MissingField, PolicyAnalysis } from './policy-analysis.ts';
import { MISSING } from './projected.ts';

export const MOST_COMBINATIONS = 100_000;

/**
 * Looks at every combination of declared metadata values before any request does: which of them leave nobody to ask, and
 * which let a fallback chain come to a model that is forbidden. Fields that no condition names are left aside.
 *
 * @throws {BenchError} for constraints and chains that do not compile
 */
export function analysePolicy(input: AnalysisInput): PolicyAnalysis {
  const { constraints, failover, requests = [], most = MOST_COMBINATIONS } = input;
  const whens = (failover?.chains ?? []).flatMap(({ when }) => (when === undefined ? [] : [when]));
  const dimensions = dimensionsOf(input, [...constraints.map(({ allow }) => allow), ...whens], requests);
  const look = lookAt(input, dimensions);
  const chains = chainFindings(input, dimensions);
  const sizes = dimensions.map(({ values }) => values.length);

  const product = combinations(sizes, most);
  const empty = new Map<string, Uint32Array[]>();
  product.visit((values) => {
    const looked = look(values);
    if (looked.allowed.includes(1)) return chains.follow(values, looked);
    const key = JSON.stringify(denying(constraints, looked));
    const rows = empty.get(key);
    if (rows === undefined) empty.set(key, [values.slice()]);
    else rows.push(values.slice());
  });

  let count = product.count;
  const missing = dimensions.flatMap(({ name, kind }, left): MissingField[] => {
    if (kind !== 'metadata') return [];
    const others = combinations(sizes.with(left, 1), most);
    count += others.count;
    const undecided = new Set<string>();
    let emptied = 0;
    others.visit((each) => {
      const values = each.with(left, MISSING);
      const looked = look(values);
      if (looked.allowed.includes(1)) chains.follow(values, looked);
      else emptied += 1;
      constraints.forEach((constraint, c) => {
        if (looked.verdicts[c]!.undecided) undecided.add(constraint.name);
      });
    });
    if (undecided.size === 0) return [];
    return [{ field: name, constraints: [...undecided].sort(), emptyShare: emptied / others.count }];
  });

  return {
    combinations: count,
    sampled: [
      ...dimensions.flatMap(({ sampled }) => (sampled === undefined ? [] : [sampled])),
      ...(product.count < product.all
        ? [`${product.all.toLocaleString('en')} combinations: a seeded sample of ${product.count.toLocaleString('en')}`]
        : []),
    ],
    emptyPools: [...empty].flatMap(([names, rows]) => emptyPoolsOf(dimensions, JSON.parse(names), rows)),
    reachable: chains.found(),
    missing,
  };
}

/** The constraints that leave nobody, each by itself; where none does, those that do so together. */
function denying(constraints: AnalysisInput['constraints'], { verdicts }: Looked): string[] {
  const alone = constraints.filter((_, c) => !verdicts[c]!.mask.includes(1));
  const together = alone.length > 0 ? alone : constraints.filter((_, c) => verdicts[c]!.mask.includes(0));
  return together.map(({ name }) => name);
}

function emptyPoolsOf(
  dimensions: readonly Dimension[],
  constraints: readonly string[],
  rows: readonly Uint32Array[],
): EmptyPool[] {
  return patternsOf(dimensions, rows).map((requests) => ({
    requests,
    constraints,
    combinations: dimensions.reduce((product, { name, values }) => {
      const own = requests[name]!;
      return product * (own === 'any' ? values.length : own.length);
    }, 1),
  }));
}
