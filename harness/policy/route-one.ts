import { decide, predictedCosts, utility } from '../evaluate/decide.ts';
import { exploredModel } from '../evaluate/exploration.ts';
import type { LiveStanding } from '../evaluate/live-standing.ts';
import { tradeoffFor } from '../evaluate/operating-point.ts';
import { propensities } from '../evaluate/propensities.ts';
import type { Model, ModelMask } from '../model.ts';
import type { RouteRequest } from '../request.ts';
import type { Assessment } from '../router.ts';
import type { Policy } from './policy.ts';
import type { Prediction, Route } from './route.ts';

export interface AssessedRequest {
  readonly request: RouteRequest;
  readonly assessment: Assessment;
  readonly models: readonly Model[];
  readonly inputTokens: number;
  /** What constraints allow. */
  readonly mask: ModelMask;
  readonly live?: LiveStanding | undefined;
}

/** What is decided about one request, before the policy's chains say who comes after the choice. */
export type Decided = Pick<
  Route,
  'model' | 'fallbacks' | 'tradeoff' | 'explored' | 'why' | 'bill' | 'accept' | 'propensities' | 'predictions'
>;

/** One request at its draw of the policy's operating point, explored or not. Pure. */
export function routeOne(assessed: AssessedRequest, { operatingPoint, salt }: Policy): Decided {
  const { assessment, models, inputTokens, mask, live, request } = assessed;
  const tradeoff = tradeoffFor(operatingPoint, request, salt);
  const decided = decide(assessment, models, inputTokens, mask, tradeoff, live);
  const open = live === undefined || decided.length === 0 ? mask : bestStanding(decided, live, models.length);
  const drawn = decided.length === 0 ? undefined : exploredModel(operatingPoint.explore ?? 0, open, request, salt);
  const order = drawn === undefined ? decided : [drawn, ...decided.filter((m) => m !== drawn)];
  const [model, ...fallbacks] = order.map((m) => models[m]!.id);
  const common = {
    model,
    fallbacks,
    tradeoff,
    explored: drawn !== undefined,
    why: assessment.why(),
    bill: assessment.bill,
  };
  if (assessment.kind === 'cascade') {
    // The answer of a model drawn at random is taken as it is: the next one is for failures only.
    return drawn === undefined ? { ...common, accept: { signal: assessment.signal, level: tradeoff } } : common;
  }
  const chances = [...propensities(assessment, models, inputTokens, mask, operatingPoint, { live, explorable: open })];
  if (assessment.kind !== 'scores') return { ...common, propensities: chances };
  return { ...common, propensities: chances, predictions: predictionsOf(assessment, assessed, tradeoff) };
}

/** Whom to explore with: who may be asked, and is in no worse standing than the first. Learning must not cost an outage. */
function bestStanding(decided: readonly number[], { order }: LiveStanding, width: number): ModelMask {
  const open = new Uint8Array(width);
  for (const model of decided) if (order[model] === order[decided[0]!]) open[model] = 1;
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
