import { costAt, type Model, type ModelMask } from '../model.ts';
import type { Assessment } from '../router.ts';
import type { LiveStanding } from './live-standing.ts';

/**
 * The one decision function, used by evaluation and runtime alike. Pure.
 *
 * Scores are ranked by utility q̂ − ĉ/λ, where ĉ is the price of the request's tokens and of the predicted answer: the
 * predictive routing rule of RouterBench (arXiv 2403.12031, §3) in quality units. λ = 0 asks for the cheapest model,
 * λ = ∞ for the best predicted quality. Equal utilities go to the cheaper model, then to pool order. A ranking stands
 * as it is, whatever the tradeoff; so does the order of a cascade, whose tradeoff is the level at which an answer is
 * accepted.
 *
 * Live signals come on top: what the budget or a quota forbids is left out; a conversation that stays keeps its model first.
 * The prompt cache of the conversation's model is in the predicted cost, so that a switch is charged with what it loses. Who is
 * slow or failing is put behind the others after the policy's chains (`orderOfTrial`).
 *
 * @param models the pool, with prices, in the index space of the assessment
 * @param inputTokens tokens of the request, ≥ 0
 * @param tradeoff λ in USD per unit of quality, 0..∞
 * @returns model indices: the choice first, then the fallbacks; empty when no allowed model is left (a refusal)
 */
export function decide(
  assessment: Assessment,
  models: readonly Model[],
  inputTokens: number,
  allowed: ModelMask,
  tradeoff: number,
  live?: LiveStanding,
): readonly number[] {
  check(models, allowed, tradeoff);
  if (assessment.kind !== 'scores') {
    const order = assessment.models.filter((model) => allowed[model] === 1);
    if (live === undefined) return order;
    // Of an answer whose length nobody predicts, only the price of reading the request is known.
    return liveOrder(order, costsAt(models, inputTokens, new Float64Array(models.length), live), live);
  }
  const { quality } = assessment;
  const cost = predictedCosts(assessment, models, inputTokens, live);
  const worth = quality.map((predicted, model) => utility(predicted, cost[model]!, tradeoff));
  const order = models
    .map((_, model) => model)
    .filter((model) => allowed[model] === 1)
    .sort((a, b) => worth[b]! - worth[a]! || cost[a]! - cost[b]! || a - b);
  return live === undefined ? order : liveOrder(order, cost, live);
}

function liveOrder(order: readonly number[], cost: Float64Array, live: LiveStanding): readonly number[] {
  const open = order.filter((model) => live.barred[model] === 0 && cost[model]! <= live.remainingUsd);
  const kept = live.stay ? open.filter((model) => model === live.served?.model) : [];
  return [...kept, ...open.filter((model) => !kept.includes(model))];
}

/** What a model is worth at a tradeoff. At λ = 0 only the cost counts. */
export function utility(quality: number, costUsd: number, tradeoff: number): number {
  return tradeoff === 0 ? -costUsd : quality - costUsd / tradeoff;
}

/** The order of `decide`: true when the first has more utility, or as much for less money. Pool order settles the rest. */
export function isBetter(utilityA: number, costA: number, utilityB: number, costB: number): boolean {
  return utilityA > utilityB || (utilityA === utilityB && costA < costB);
}

/** Predicted USD of one request per model. */
export function predictedCosts(
  assessment: Extract<Assessment, { kind: 'scores' }>,
  models: readonly Model[],
  inputTokens: number,
  live?: Pick<LiveStanding, 'served'>,
): Float64Array {
  const { quality, outputTokens } = assessment;
  if (quality.length !== models.length || outputTokens.length !== models.length) {
    throw new Error(`an assessment scores ${quality.length} models of a pool of ${models.length}`);
  }
  const cost = costsAt(models, inputTokens, outputTokens, live);
  for (let m = 0; m < models.length; m++) {
    if (!Number.isFinite(cost[m]) || !Number.isFinite(quality[m])) {
      throw new Error(`model ${models[m]!.id}: predicted quality ${quality[m]} and cost ${cost[m]} must be finite`);
    }
  }
  return cost;
}

function costsAt(
  models: readonly Model[],
  inputTokens: number,
  outputTokens: Float64Array,
  live?: Pick<LiveStanding, 'served'>,
): Float64Array {
  const cost = new Float64Array(models.length);
  for (let m = 0; m < models.length; m++) {
    const { price, id } = models[m]!;
    if (price === undefined) throw new Error(`model ${id} has no price: prices are inferred before deciding`);
    const cached = live?.served?.model === m ? Math.min(live.served.cachedInputTokens, inputTokens) : 0;
    cost[m] = costAt(price, inputTokens, outputTokens[m]!, cached);
  }
  return cost;
}

function check(models: readonly Model[], allowed: ModelMask, tradeoff: number): void {
  if (allowed.length !== models.length) {
    throw new Error(`a mask of ${allowed.length} models does not fit a pool of ${models.length}`);
  }
  if (!(tradeoff >= 0)) throw new Error(`a tradeoff is 0 or more, not ${tradeoff}`);
}
