import { type Choices, type Outcomes, REFUSED } from '../outcomes.ts';
import type { CostQuality } from '../results.ts';

/**
 * What a query that no model solves costs the oracle: the cheapest model (LLMRouterBench), or nothing (RouterBench).
 */
export type Unsolved = 'cheapest' | 'free';

/** Per query the best quality, ties to the cheapest model, then to pool order. */
export function oracleChoices({ rows, width, quality, costUsd, allowed }: Outcomes): Choices {
  const choices = new Int16Array(rows).fill(REFUSED);
  for (let i = 0; i < rows; i++) {
    let best = -1;
    for (let cell = i * width; cell < (i + 1) * width; cell++) {
      if (allowed !== undefined && allowed[cell] === 0) continue;
      const better =
        best < 0 ||
        quality[cell]! > quality[best]! ||
        (quality[cell] === quality[best] && costUsd[cell]! < costUsd[best]!);
      if (better) best = cell;
    }
    if (best >= 0) choices[i] = best - i * width;
  }
  return choices;
}

/** Mean cost and quality of the oracle. */
export function oracle(outcomes: Outcomes, unsolved: Unsolved = 'cheapest'): CostQuality {
  const choices = oracleChoices(outcomes);
  let cost = 0;
  let quality = 0;
  for (let i = 0; i < outcomes.rows; i++) {
    if (choices[i]! < 0) continue;
    const cell = i * outcomes.width + choices[i]!;
    quality += outcomes.quality[cell]!;
    if (unsolved === 'cheapest' || outcomes.quality[cell]! > 0) cost += outcomes.costUsd[cell]!;
  }
  return { costUsd: cost / outcomes.rows, quality: quality / outcomes.rows };
}
