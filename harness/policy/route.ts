import type { LiveSignals } from '../live-signals.ts';
import type { ModelId, ModelMask } from '../model.ts';
import type { Bill } from '../router.ts';
import type { ConstraintVerdict } from './constraints.ts';

/** What a policy decides for one request, and why. */
export interface Route {
  /** The chosen model; `undefined` = refused, nobody may or can be asked. */
  readonly model: ModelId | undefined;
  /** Why nobody is asked, in words; of a refusal only. */
  readonly refused?: string;
  /** What to try next, in order: after a failure, and in a cascade after an answer that is not accepted. */
  readonly fallbacks: readonly ModelId[];
  /** The chain that the fallbacks come from; absent where they are the router's own order. */
  readonly chain?: string;
  /**
   * What the request drew from the operating point: λ in USD per unit of quality, ∞ = quality at any price; of a cascade
   * the level of acceptance.
   */
  readonly tradeoff: number;
  /** True where the model was drawn at random, to learn, and not by what the router thinks. */
  readonly explored: boolean;
  /**
   * Chance of each model of the pool to be the choice for this request, over all draws; sums to 1, all 0 for a refusal.
   * Absent for a cascade: which answer it takes depends on answers.
   */
  readonly propensities?: readonly number[];
  readonly inputTokens: number;
  /** What constraints leave of the pool. */
  readonly mask: ModelMask;
  readonly constraints: readonly ConstraintVerdict[];
  /** What was known at the moment of the request. */
  readonly live?: LiveSignals;
  /** Of a cascade: an answer is taken when its signal is at least the level, else the next model is asked. */
  readonly accept?: { readonly signal: string; readonly level: number };
  /** Per model of the pool; absent for routers that rank without predicting. */
  readonly predictions?: readonly Prediction[];
  /** The router's own reasons: rule by rule, neighbour by neighbour. */
  readonly why: readonly string[];
  readonly bill: Bill;
}

export interface Prediction {
  readonly model: ModelId;
  readonly allowed: boolean;
  /** 0..1 */
  readonly quality: number;
  readonly costUsd: number;
  /** q̂ − ĉ/λ; at λ = 0 minus the cost. */
  readonly utility: number;
}
