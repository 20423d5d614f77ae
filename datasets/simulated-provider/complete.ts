import type { ServerResponse } from 'node:http';
import type { Random } from '../../harness/random.ts';
import { ApiError } from './api-error.ts';
import { completionBody } from './completion-body.ts';
import type { CompletionRequest } from './completion-request.ts';
import type { AnswerCounter } from './count-answers.ts';
import { deliver } from './deliver.ts';
import type { Fault } from './faults.ts';
import { messagesKey, questionOf } from './question-key.ts';
import type { Responder } from './responder.ts';

export interface CompleteOptions {
  readonly latencyScale: number;
  /** The fault of the next request. */
  readonly drawFault: () => Fault | undefined;
  /** What else is drawn. */
  readonly rng: Random;
  readonly slowMs: number;
}

/** Answers a request for a completion, or spoils the answer. */
export type Complete = (request: CompletionRequest, response: ServerResponse) => Promise<void>;

export function completer(
  responders: readonly Responder[],
  counter: AnswerCounter,
  options: CompleteOptions,
): Complete {
  const { drawFault, rng, latencyScale, slowMs } = options;
  const byId = new Map(responders.map((responder) => [responder.model.id, responder]));

  return async (request, response) => {
    const asked = byId.get(request.model);
    if (asked === undefined) throw noSuchModel(request.model);
    const key = messagesKey(request.messages);
    const respond = asked.respond(request, key);
    const fault = drawFault();
    if (fault !== undefined) counter.fault(fault);
    if (fault === 'hang') return;
    throwIfRefused(fault, rng);

    const served = respond(fault === 'wrongModel');
    const body = completionBody(served, key, request.maxTokens);
    const { latencyMs } = served.answer;
    const isWhole = await deliver(response, body, request, { fault, latencyMs, latencyScale, slowMs });
    if (isWhole) counter.answered(questionOf(request.model, key));
  };
}

function noSuchModel(model: string): ApiError {
  return new ApiError(404, 'model_not_found', `The model ${JSON.stringify(model.slice(0, 100))} does not exist.`, {
    param: 'model',
  });
}

function throwIfRefused(fault: Fault | undefined, rng: Random): void {
  if (fault === '500') throw new ApiError(500, 'internal_error', 'The server had an error (simulated).');
  if (fault !== '429') return;
  // HTTP knows whole seconds only.
  const headers = { 'retry-after': String(rng.integer(2)) };
  throw new ApiError(429, 'rate_limit_exceeded', 'Too many requests (simulated).', { headers });
}
