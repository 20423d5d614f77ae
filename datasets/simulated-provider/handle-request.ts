import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Model } from '../../harness/model.ts';
import { ApiError } from './api-error.ts';
import type { Complete } from './complete.ts';
import { CREATED } from './completion-body.ts';
import { completionRequest } from './completion-request.ts';
import type { AnswerCounter } from './count-answers.ts';
import { readBody } from './read-body.ts';
import { sendJson } from './send.ts';

export interface Endpoints {
  readonly models: readonly Model[];
  readonly complete: Complete;
  readonly counter: AnswerCounter;
  /** Asked for below `/v1`; `undefined` = any will do. */
  readonly key: string | undefined;
}

/** `GET /v1/models`, `POST /v1/chat/completions`, `GET /stats`. */
export async function handleRequest(
  endpoints: Endpoints,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await route(endpoints, request, response);
  } catch (error) {
    // A client that leaves in the middle of its request is not told.
    if (!request.complete && request.destroyed) return;
    if (!(error instanceof ApiError)) throw error;
    sendJson(response, error.status, error, error.headers);
  }
}

async function route(endpoints: Endpoints, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.split('?', 1)[0] ?? '';
  if (path === '/stats') {
    checkMethod(request, 'GET');
    return sendJson(response, 200, endpoints.counter.stats());
  }
  if (path === '/v1/models') {
    checkMethod(request, 'GET');
    checkKey(request, endpoints.key);
    return sendJson(response, 200, modelList(endpoints.models));
  }
  if (path !== '/v1/chat/completions') {
    throw new ApiError(404, 'unknown_url', 'There are GET /v1/models, POST /v1/chat/completions and GET /stats.');
  }
  checkMethod(request, 'POST');
  endpoints.counter.request();
  const body = await readBody(request);
  checkKey(request, endpoints.key);
  await endpoints.complete(completionRequest(body), response);
}

function checkMethod(request: IncomingMessage, allowed: string): void {
  if (request.method === allowed) return;
  throw new ApiError(405, 'method_not_allowed', `Only ${allowed} is allowed here.`, { headers: { allow: allowed } });
}

function checkKey({ headers }: IncomingMessage, key: string | undefined): void {
  if (key === undefined || timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${key}`))) return;
  throw new ApiError(401, 'invalid_api_key', 'The API key is not the one that this server asks for.');
}

/** Of equal length, as the comparison wants. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function modelList(models: readonly Model[]) {
  return {
    object: 'list',
    data: models.map(({ id }) => ({ id, object: 'model', created: CREATED, owned_by: 'simulated' })),
  };
}
