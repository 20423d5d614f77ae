import type { Failover } from '../../failover/failover-schema.ts';
import { fallbackChains } from '../../failover/fallback-chains.ts';
import type { Model, ModelId } from '../../model.ts';
import type { RouteRequest, Scalar } from '../../request.ts';
import { constraintCheck, declaredTypes, speaksOfMetadataOnly } from '../constraints.ts';
import type { Policy } from '../policy.ts';
import { combinations } from './combinations.ts';
import { type AnalysedRequest, type Dimension, dimensionsOf, requestOf, speaksOf } from './dimensions.ts';
import { type Pattern, patternsOf } from './patterns.ts';
import { MISSING, projected } from './projected.ts';

export interface AnalysisInput {
  readonly constraints: Policy['constraints'];
  readonly pool: Policy['pool'];
  readonly metadata: Policy['metadata'];
  readonly failover?: Pick<Failover, 'chains'> | undefined;
  /** Whose prompts and open metadata are tried; representative ones are made up where left out. */
  readonly requests?: readonly RouteRequest[];
  /** Combinations to look at, at most. */
  readonly most?: number;
}

/** Requests that nobody may answer. */
export interface EmptyPool {
  readonly requests: Pattern;
  /** The constraints that leave nobody, each by itself; where none does, those that do so together. */
  readonly constraints: readonly string[];
  /** How many combinations it stands for. */
  readonly combinations: number;
}

/** A member of a fallback chain that a constraint forbids for a request that the chain applies to. */
export interface ReachableModel {
  readonly chain: string;
  readonly model: ModelId;
  readonly constraint: string;
  /** A choice that may be made for that request, and that the chain follows on. */
  readonly choice: ModelId;
  readonly request: Readonly<Record<string, Scalar>>;
  /** The prompt and the moment of that request in words, where the constraint asks for them. */
  readonly circumstances?: string;
  /** False where it depends on what was made up, such as a prompt's length: the member is passed over at that moment. */
  readonly always: boolean;
}

/** What happens where a request lacks a field. */
export interface MissingField {
  readonly field: string;
  /** Constraints that cannot be decided without it about some model, which denies it. */
  readonly constraints: readonly string[];
  /** Share of the combinations of all other fields that are left with nobody, 0..1. */
  readonly emptyShare: number;
}

export interface PolicyAnalysis {
  /** Combinations looked at, fields left out included. */
  readonly combinations: number;
  /** What was not looked at in full, in words. */
  readonly sampled: readonly string[];
  readonly emptyPools: readonly EmptyPool[];
  readonly reachable: readonly ReachableModel[];
  readonly missing: readonly MissingField[];
}

export const MOST_COMBINATIONS = 100_000;

/**
 * Looks at every combination of declared metadata values before any request does: which of them leave nobody to ask, and
 * which let a fallback chain come to a model that is forbidden. Fields that no condition names are left aside.
 *
 * @throws {BenchError} for constraints and chains that do not compile
 */
export function analysePolicy(input: AnalysisInput): PolicyAnalysis {
  const { constraints, pool, metadata, failover, requests = [], most = MOST_COMBINATIONS } = input;
  const chains = failover?.chains ?? [];
  const whens = chains.flatMap(({ when }) => (when === undefined ? [] : [when]));
  const dimensions = dimensionsOf(input, [...constraints.map(({ allow }) => allow), ...whens], requests);
  const masks = constraints.map((constraint) => {
    const check = constraintCheck([constraint], pool as readonly Model[], metadata);
    return projected(
      dimensions,
      ({ name }) => speaksOf(constraint.allow, name),
      ({ request, live }) => {
        const { mask, verdicts } = check(request, live);
        return { mask, undecided: verdicts[0]!.denied.some(({ error }) => error !== undefined) };
      },
    );
  });
  const ids = pool.map(({ id }) => id);
  const members = chains.map(({ to }) => to.map((id) => ids.indexOf(id)));
  const chainOf = fallbackChains(chains, ids, declaredTypes(metadata));
  const chainsAt = projected(
    dimensions,
    ({ name }) => whens.some((when) => speaksOf(when, name)),
    ({ request }) => ids.map((choice) => chains.indexOf(chainOf(request, choice)!)),
  );

  const reachable = new Map<number, ReachableModel>();
  const allowed = new Uint8Array(pool.length);
  /** What each constraint says of the combination that is looked at. */
  const verdicts = masks.map((mask) => mask(new Uint32Array(dimensions.length).fill(MISSING)));
  /** Fills `verdicts` and `allowed`; true where somebody is. */
  const look = (values: Uint32Array): boolean => {
    allowed.fill(1);
    for (let c = 0; c < masks.length; c++) {
      verdicts[c] = masks[c]!(values);
      const own = verdicts[c]!.mask;
      for (let m = 0; m < allowed.length; m++) allowed[m]! &= own[m]!;
    }
    return allowed.includes(1);
  };
  const followChains = (values: Uint32Array): void => {
    if (chains.length === 0) return;
    const applying = chainsAt(values);
    for (let c = 0; c < chains.length; c++) {
      const choice = applying.findIndex((chain, m) => chain === c && allowed[m] === 1);
      if (choice < 0) continue;
      for (const model of members[c]!) if (allowed[model] === 0) blame(c, model, choice, values);
    }
  };
  const blame = (chain: number, model: number, choice: number, values: Uint32Array): void => {
    for (let c = 0; c < constraints.length; c++) {
      const key = (chain * ids.length + model) * constraints.length + c;
      if (verdicts[c]!.mask[model] === 1 || reachable.has(key)) continue;
      reachable.set(key, {
        chain: chains[chain]!.name,
        model: ids[model]!,
        constraint: constraints[c]!.name,
        choice: ids[choice]!,
        always: speaksOfMetadataOnly(constraints[c]!),
        request: requestAt(dimensions, values).request.metadata,
        ...circumstancesOf(dimensions, values),
      });
    }
  };

  const product = combinations(
    dimensions.map(({ values }) => values.length),
    most,
  );
  const empty = new Map<string, Uint32Array[]>();
  product.visit((values) => {
    if (look(values)) return followChains(values);
    const alone = constraints.filter((_, c) => !verdicts[c]!.mask.includes(1));
    const together = alone.length > 0 ? alone : constraints.filter((_, c) => verdicts[c]!.mask.includes(0));
    const denying = together.map(({ name }) => name);
    const key = JSON.stringify(denying);
    const rows = empty.get(key);
    if (rows === undefined) empty.set(key, [values.slice()]);
    else rows.push(values.slice());
  });

  let looked = product.count;
  const missing = dimensions.flatMap(({ name, kind }, left): MissingField[] => {
    if (kind !== 'metadata') return [];
    const others = combinations(
      dimensions.map(({ values }, d) => (d === left ? 1 : values.length)),
      most,
    );
    looked += others.count;
    const undecided = new Set<string>();
    let emptied = 0;
    others.visit((each) => {
      const values = each.slice();
      values[left] = MISSING;
      if (look(values)) followChains(values);
      else emptied += 1;
      constraints.forEach(({ name: constraint }, c) => {
        if (verdicts[c]!.undecided) undecided.add(constraint);
      });
    });
    if (undecided.size === 0) return [];
    return [{ field: name, constraints: [...undecided].sort(), emptyShare: emptied / others.count }];
  });

  return {
    combinations: looked,
    sampled: [
      ...dimensions.flatMap(({ sampled }) => (sampled === undefined ? [] : [sampled])),
      ...(product.count < product.all
        ? [`${product.all.toLocaleString('en')} combinations: a seeded sample of ${product.count.toLocaleString('en')}`]
        : []),
    ],
    emptyPools: [...empty].flatMap(([denying, rows]) => emptyPoolsOf(dimensions, JSON.parse(denying), rows)),
    reachable: [...reachable.values()],
    missing,
  };
}

function requestAt(dimensions: readonly Dimension[], values: Uint32Array): AnalysedRequest {
  return requestOf(
    dimensions,
    dimensions.map(({ values: all }, d) => all[values[d]!]),
  );
}

function circumstancesOf(dimensions: readonly Dimension[], values: Uint32Array): Pick<ReachableModel, 'circumstances'> {
  const words = dimensions.flatMap(({ kind, values: all }, d) => (kind === 'metadata' ? [] : [all[values[d]!]!.label]));
  return words.length === 0 ? {} : { circumstances: words.join(', ') };
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
