import type { Model } from '../../harness/model.ts';
import { ApiError } from './api-error.ts';
import type { CompletionRequest } from './completion-request.ts';
import type { LogProbability } from './log-probabilities.ts';
import type { SimulatedAnswer } from './simulated-answer.ts';

/** What is served under one name. */
export interface Responder {
  readonly model: Model;
  /**
   * @param key `messagesKey` of the request's messages
   * @returns the answer, or that of another model than the one that was asked for
   * @throws {ApiError} where the request cannot be answered
   */
  respond(request: CompletionRequest, key: string): (byOther: boolean) => Served;
}

export interface Served {
  /** Id of the model that answered. */
  readonly by: string;
  readonly answer: SimulatedAnswer;
  /** Where they were asked for. */
  readonly logprobs?: readonly LogProbability[];
}

/** @throws {ApiError} where the messages are longer than the model's context */
export function checkContext(promptTokens: number, { contextTokens = Number.POSITIVE_INFINITY }: Model): void {
  if (promptTokens <= contextTokens) return;
  throw new ApiError(
    400,
    'context_length_exceeded',
    `The context of this model is ${contextTokens} tokens; the messages have ${promptTokens}.`,
    { param: 'messages' },
  );
}
