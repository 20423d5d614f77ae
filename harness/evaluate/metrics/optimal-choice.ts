import { type Choices, type Outcomes, REFUSED } from '../outcomes.ts';
import type { Figure } from '../results.ts';

/** RouterArena's three figures about the cheapest right model. */
export interface OptimalChoice {
  readonly selection: Figure;
  readonly cost: Figure;
  readonly accuracy: Figure;
}

const UNSOLVED = { undefined: 'because no model answers any of these queries with a quality above 0' };

/**
 * How near the choices are to the cheapest right model (RouterArena, its three optimality scores).
 *
 * - selection, 0..1: of the queries that some model solves, the share where the router was right and took the cheapest
 *   right model.
 * - cost, 0..1: what the cheapest right model costs ÷ what the router spent, both summed over the queries where the
 *   router was right; 1 = nothing overspent.
 * - accuracy, 0..1: the router's quality ÷ the best quality there is, both summed over all queries.
 *
 * Solved means that some model's quality is above 0; right means as good as the best model, so that grades between 0 and
 * 1 have a meaning too.
 *
 * @param oracle per query the best model, the cheapest one among equals (`oracleChoices`)
 * @param costUsd what each query cost in all, the bill of routing included
 */
export function optimalChoice(
  { width, quality, costUsd: answerUsd }: Outcomes,
  oracle: Choices,
  choices: Choices,
  costUsd: Float64Array,
): OptimalChoice {
  let solvable = 0;
  let optimal = 0;
  let right = 0;
  let cheapestUsd = 0;
  let spentUsd = 0;
  let reached = 0;
  let best = 0;
  for (let i = 0; i < choices.length; i++) {
    const bestCell = i * width + oracle[i]!;
    const chosenCell = i * width + choices[i]!;
    if (oracle[i] === REFUSED || !(quality[bestCell]! > 0)) continue;
    solvable += 1;
    best += quality[bestCell]!;
    if (choices[i] === REFUSED) continue;
    reached += quality[chosenCell]!;
    if (quality[chosenCell] !== quality[bestCell]) continue;
    right += 1;
    cheapestUsd += answerUsd[bestCell]!;
    spentUsd += costUsd[i]!;
    if (answerUsd[chosenCell] === answerUsd[bestCell]) optimal += 1;
  }
  if (solvable === 0) return { selection: UNSOLVED, cost: UNSOLVED, accuracy: UNSOLVED };
  return { selection: optimal / solvable, cost: costShare(right, cheapestUsd, spentUsd), accuracy: reached / best };
}

function costShare(right: number, cheapestUsd: number, spentUsd: number): Figure {
  if (right === 0) return { undefined: 'because the router is right on none of these queries' };
  if (spentUsd === 0) return { undefined: 'because the queries on which the router is right cost nothing' };
  return cheapestUsd / spentUsd;
}
