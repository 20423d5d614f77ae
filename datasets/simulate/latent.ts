import type { Random } from '../../harness/random.ts';
import { DOMAIN_STRENGTHS, POOL, type SimulatedModel, STRENGTHS } from './pool.ts';

/**
 * Who answers what correctly. Model m answers prompt i of task t correctly if and only if
 *
 *   Φ⁻¹(μ_m) + s_mt − √.8 · d_i + √.2 · ε_im > 0,   d, ε standard normal.
 *
 * The shared difficulty d is what makes the pool behave like a real one: with independent draws per model some model
 * of five would be right on .999 of the prompts, where it is .915 in ZeroEval. A part VISIBLE_SHARE of the variance
 * of d can be read off the prompt.
 */
export const SHARED_SHARE = 0.8;

/** Share of the variance of difficulty that shows in the text: number of steps, digits, clauses, kind of question. */
export const VISIBLE_SHARE = 0.1;

/** What of a prompt bears on its answers: `visible` difficulty has mean 0 and standard deviation 1 within a task. */
export interface Shown {
  readonly task: string;
  readonly specialist: boolean;
  readonly visible: number;
}

/** Difficulty of one prompt. `visible` is standard normal in spread over the prompts of a task. */
export function drawDifficulty(visible: number, rng: Random): number {
  return Math.sqrt(VISIBLE_SHARE) * visible + Math.sqrt(1 - VISIBLE_SHARE) * rng.normal();
}

/** Whether the model's answer is right. */
export function answersRight(model: SimulatedModel, shown: Shown, difficulty: number, rng: Random): boolean {
  const luck = Math.sqrt(1 - SHARED_SHARE) * rng.normal();
  return ability(model, shown) - Math.sqrt(SHARED_SHARE) * difficulty + luck > 0;
}

/** Probability of a right answer for somebody who knows the task and reads the prompt, but not the hidden part of d. */
export function expectedQuality(model: SimulatedModel, shown: Shown): number {
  const explained = SHARED_SHARE * VISIBLE_SHARE;
  return normalCdf((ability(model, shown) - Math.sqrt(explained) * shown.visible) / Math.sqrt(1 - explained));
}

/** Φ⁻¹(μ_m) + s_mt */
function ability(model: SimulatedModel, { task, specialist }: Shown): number {
  const m = POOL.indexOf(model);
  return model.ability + STRENGTHS[task]![m]! + DOMAIN_STRENGTHS[specialist ? 'specialist' : 'everyday'][m]!;
}

/** Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z > 0 ? 1 - tail : tail;
}
