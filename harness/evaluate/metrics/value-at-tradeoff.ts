import { utility } from '../decide.ts';
import { type Choices, type Outcomes, REFUSED } from '../outcomes.ts';

/**
 * The most that true grades and costs allow per query at a tradeoff: max over the allowed models of q − c ÷ λ, the utility of
 * `decide`. Its mean is the value of the oracle frontier at λ, and no router is above it at the same λ. 0 where no model is
 * allowed.
 *
 * @param tradeoff λ in USD per unit of quality, 0..∞; ∞ counts quality alone, 0 cost alone
 */
export function bestValues({ rows, width, quality, costUsd, allowed }: Outcomes, tradeoff: number): Float64Array {
  const best = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let cell = i * width; cell < (i + 1) * width; cell++) {
      if (allowed !== undefined && allowed[cell] === 0) continue;
      const value = utility(quality[cell]!, costUsd[cell]!, tradeoff);
      if (value > most) most = value;
    }
    if (most !== Number.NEGATIVE_INFINITY) best[i] = most;
  }
  return best;
}

/**
 * Routing accuracy against outcomes, 0..1: the share of queries whose chosen model is among the best at the tradeoff, by
 * true grades and costs; the bill of routing is not counted. A refusal is right where no model is allowed.
 *
 * @param best `bestValues` at the same tradeoff
 */
export function bestShare(outcomes: Outcomes, choices: Choices, tradeoff: number, best: Float64Array): number {
  const { rows, width, quality, costUsd, allowed } = outcomes;
  let hits = 0;
  for (let i = 0; i < rows; i++) {
    if (choices[i] === REFUSED) {
      if (isShut(allowed, i * width, width)) hits += 1;
      continue;
    }
    const cell = i * width + choices[i]!;
    if (utility(quality[cell]!, costUsd[cell]!, tradeoff) >= best[i]!) hits += 1;
  }
  return hits / rows;
}

function isShut(allowed: Uint8Array | undefined, start: number, width: number): boolean {
  return allowed?.subarray(start, start + width).every((one) => one === 0) ?? false;
}
