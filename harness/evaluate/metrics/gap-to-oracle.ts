import { type Choices, type Outcomes, REFUSED } from '../outcomes.ts';

/** One part of the gap between a router and the oracle. Shares of all queries; the rest are means over all queries. */
export interface GapPart {
  /** Share of the queries of this part, 0..1. */
  readonly share: number;
  /** Quality lost here, 0..1. */
  readonly quality: number;
  /** USD per query spent here above the oracle, without the bill of routing; negative where less was spent. */
  readonly costUsd: number;
}

export interface GapToOracle {
  /** No model is better than 0: the loss is against a perfect answer, and no router could avoid it. */
  readonly unsolvable: GapPart;
  /** Some model was better than the chosen one. */
  readonly wrongModel: GapPart;
  /** As good as the best, and dearer than the cheapest model that is. */
  readonly dearer: GapPart;
  /** What the oracle does. */
  readonly optimal: GapPart;
  /** 1 − best quality of the queries that are solved in part only: beyond every model too, in none of the parts. */
  readonly partlySolved: number;
  /** USD per query of routing itself. */
  readonly routingUsd: number;
}

/**
 * Where the gap to the oracle is: each query is unsolvable, sent to a wrong model, answered rightly but dearer than needed,
 * or as the oracle has it. Shares sum to 1. With Q the mean quality: Q(oracle) − Q(router) is the quality of `wrongModel`,
 * and 1 − Q(oracle) that of `unsolvable` plus `partlySolved`. The USD of all parts and of routing sum to cost(router) −
 * cost(oracle), where the oracle sends what no model solves to the cheapest model. A refusal where some model was allowed
 * counts as a wrong model, elsewhere as unsolvable.
 *
 * @param oracle per query the best model, the cheapest one among equals (`oracleChoices`)
 * @param billUsd what routing spent per query
 */
export function gapToOracle(
  { width, quality, costUsd }: Outcomes,
  oracle: Choices,
  choices: Choices,
  billUsd?: Float64Array,
): GapToOracle {
  const n = choices.length;
  const count = new Float64Array(PARTS);
  const lost = new Float64Array(PARTS);
  const spent = new Float64Array(PARTS);
  let partlySolved = 0;
  let routingUsd = 0;
  for (let i = 0; i < n; i++) {
    const isShut = oracle[i] === REFUSED;
    const isRefused = choices[i] === REFUSED;
    const best = isShut ? 0 : quality[i * width + oracle[i]!]!;
    const own = isRefused ? 0 : quality[i * width + choices[i]!]!;
    const bestUsd = isShut ? 0 : costUsd[i * width + oracle[i]!]!;
    const ownUsd = isRefused ? 0 : costUsd[i * width + choices[i]!]!;
    const part = best === 0 ? UNSOLVABLE : own < best ? WRONG : ownUsd > bestUsd ? DEARER : OPTIMAL;
    count[part]! += 1;
    lost[part]! += part === UNSOLVABLE ? 1 : best - own;
    spent[part]! += ownUsd - bestUsd;
    if (part !== UNSOLVABLE) partlySolved += 1 - best;
    if (billUsd !== undefined) routingUsd += billUsd[i]!;
  }
  const figures = (part: number): GapPart => ({
    share: count[part]! / n,
    quality: lost[part]! / n,
    costUsd: spent[part]! / n,
  });
  return {
    unsolvable: figures(UNSOLVABLE),
    wrongModel: figures(WRONG),
    dearer: figures(DEARER),
    optimal: figures(OPTIMAL),
    partlySolved: partlySolved / n,
    routingUsd: routingUsd / n,
  };
}

const UNSOLVABLE = 0;
const WRONG = 1;
const DEARER = 2;
const OPTIMAL = 3;
const PARTS = 4;
