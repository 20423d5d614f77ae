import { fallbackChains } from '../../failover/fallback-chains.ts';
import { declaredTypes, speaksOfMetadataOnly } from '../constraints.ts';
import { type AnalysedRequest, type Dimension, requestOf, speaksOf } from './dimensions.ts';
import type { Looked } from './look-at.ts';
import type { AnalysisInput, ReachableModel } from './policy-analysis.ts';
import { projected } from './projected.ts';

/** Follows the chains of a policy from combination to combination, and keeps the first that each finding shows at. */
export function chainFindings(
  { constraints, pool, metadata, failover }: AnalysisInput,
  dimensions: readonly Dimension[],
): { follow(values: Uint32Array, looked: Looked): void; found(): ReachableModel[] } {
  const chains = failover?.chains ?? [];
  const ids = pool.map(({ id }) => id);
  const members = chains.map(({ to }) => to.map((id) => ids.indexOf(id)));
  const chainOf = fallbackChains(chains, ids, declaredTypes(metadata));
  const chainsAt = projected(
    dimensions,
    ({ name }) => chains.some(({ when }) => when !== undefined && speaksOf(when, name)),
    ({ request }) => ids.map((choice) => chains.indexOf(chainOf(request, choice)!)),
  );
  const reachable = new Map<number, ReachableModel>();

  return {
    follow(values, looked) {
      if (chains.length === 0) return;
      const applying = chainsAt(values);
      for (let c = 0; c < chains.length; c++) {
        const choice = applying.findIndex((chain, m) => chain === c && looked.allowed[m] === 1);
        if (choice < 0) continue;
        for (const model of members[c]!) if (looked.allowed[model] === 0) blame(c, model, choice, values, looked);
      }
    },
    found: () => [...reachable.values()],
  };

  function blame(chain: number, model: number, choice: number, values: Uint32Array, { verdicts }: Looked): void {
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
  }
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
