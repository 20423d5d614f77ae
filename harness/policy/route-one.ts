import { decide, predictedCosts, utility } from '../evaluate/decide.ts';
import { exploredModel } from '../evaluate/exploration.ts';
import type { LiveStanding } from '../evaluate/live-standing.ts';
import { tradeoffFor } from '../evaluate/operating-point.ts';
import { propensitiesOf } from '../evaluate/propensities.ts';
import type { ChainOf } from '../failover/fallback-chains.ts';
import type { ModelMask } from '../model.ts';
import type { Assessment } from '../router.ts';
import { type AssessedRequest, orderOfTrial } from './order-of-trial.ts';
import type { Policy } from './policy.ts';
import type { Prediction, Route } from './route.ts';

/** What is decided about one request. */
export type Decided = Pick<
  Route,
  'model' | 'fallbacks' | 'chain' | 'tradeoff' | 'explored' | 'why' | 'bill' | 'accept' | 'propensities' | 'predictions'
>;

/** One request at its draw of the policy's operating point, explored or not. Pure. */
export function routeOne(assessed: AssessedRequest, { operatingPoint, salt }: Policy, chainOf: ChainOf): Decided {
  const { assessment, models, inputTokens, mask, live, request } = assessed;
  const plannedAt = (λ: number) => decide(assessment, models, inputTokens, mask, λ, live);
  const tradeoff = tradeoffFor(operatingPoint, request, salt);
  const planned = plannedAt(tradeoff);
  const open = live === undefined || planned.length === 0 ? mask : bestStanding(planned, live, models.length);
  const drawn = planned.length === 0 ? undefined : exploredModel(operatingPoint.explore ?? 0, open, request, salt);
  const from = drawn === undefined ? planned : [drawn, ...planned.filter((m) => m !== drawn)];
  const { order, chain } = orderOfTrial(from, assessed, chainOf);
  const [model, ...fallbacks] = order.map((m) => models[m]!.id);
  const common = {
    model,
    fallbacks,
    ...(chain === undefined ? {} : { chain }),
    tradeoff,
    explored: drawn !== undefined,
    why: assessment.why(),
    bill: assessment.bill,
  };
  if (assessment.kind === 'cascade') {
    // The answer of a model drawn at random is taken as it is: the next one is for failures only.
    return drawn === undefined ? { ...common, accept: { signal: assessment.signal, level: tradeoff } } : common;
  }
  const choiceAt = (λ: number) =>
    // Most policies have one tradeoff and do not explore: theirs is the order that is known.
    λ === tradeoff && drawn === undefined ? order[0] : orderOfTrial(plannedAt(λ), assessed, chainOf).order[0];
  const chances = [...propensitiesOf(choiceAt, models.length, open, operatingPoint)];
  if (assessment.kind !== 'scores') return { ...common, propensities: chances };
  return { ...common, propensities: chances, predictions: predictionsOf(assessment, assessed, tradeoff) };
}

/** Whom to explore with: who may be asked, and is in the best standing there is. Learning must not cost an outage. */
function bestStanding(planned: readonly number[], { order }: LiveStanding, width: number): ModelMask {
  const open = new Uint8Array(width);
  const best = Math.min(...planned.map((model) => order[model]!));
  for (const model of planned) if (order[model] === best) open[model] = 1;
  return open;
}

function predictionsOf(
  assessment: Extract<Assessment, { kind: 'scores' }>,
  { models, inputTokens, mask, live }: AssessedRequest,
  tradeoff: number,
): Prediction[] {
  const costs = predictedCosts(assessment, models, inputTokens, live);
  return models.map(({ id }, m) => {
    const quality = assessment.quality[m]!;
    return {
      model: id,
      allowed: mask[m] === 1,
      quality,
      costUsd: costs[m]!,
      utility: utility(quality, costs[m]!, tradeoff),
    };
  });
}
