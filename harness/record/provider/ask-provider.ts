import OpenAI from 'openai';
import type { ResponseQuestion } from '../cache/response-cache.ts';
import { type AskFailure, failed, failureOf } from './ask-failure.ts';
import { askInPieces, type Patience, type Received, type SentBody } from './ask-in-pieces.ts';
import { httpFetch } from './http-fetch.ts';
import { type Answer, receivedAnswer, type Timing } from './received-answer.ts';
import { sentMessages } from './sent-messages.ts';

export type { Answer } from './received-answer.ts';

/** What came back for one attempt. */
export type AskResult = { readonly answer: Answer } | { readonly failure: AskFailure };

/** Sends a question once. Never throws for what a provider may do. */
export type AskProvider = (question: ResponseQuestion, signal?: AbortSignal) => Promise<AskResult>;

export interface ProviderConnection {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  /** Sent in the query of every request. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** The header that carries the key; `Authorization` where left out. */
  readonly keyHeader?: string | undefined;
  /** From sending to the last byte of the answer. */
  readonly timeoutSeconds: number;
  readonly extraBody: Readonly<Record<string, unknown>>;
  /** Answers come in pieces, so that the time to the first one is known; default false. */
  readonly stream?: boolean;
  /** Takes the times that the server declares for those that pass; default false. */
  readonly simulated?: boolean;
}

/** Asks an OpenAI-compatible API through the official SDK. Retries are the recorder's: it has the budget. */
export function askProvider(connection: ProviderConnection): AskProvider {
  const {
    baseUrl,
    apiKey,
    query = {},
    keyHeader,
    timeoutSeconds,
    extraBody,
    stream = false,
    simulated = false,
  } = connection;
  const timeout = Math.ceil(timeoutSeconds * 1000);
  const client = new OpenAI({
    baseURL: baseUrl,
    // The SDK insists on a key; a server that wants none ignores it.
    apiKey: apiKey ?? 'none',
    defaultQuery: query,
    ...(keyHeader === undefined ? {} : { defaultHeaders: { [keyHeader]: apiKey ?? null, authorization: null } }),
    // Left to themselves, these come from the environment and would go to any address.
    organization: null,
    project: null,
    maxRetries: 0,
    timeout,
    // It would print what a broken stream holds.
    logLevel: 'off',
    // It waits for the whole answer.
    ...(stream ? {} : { fetch: httpFetch }),
  });
  const send = stream ? askInPieces : askAtOnce;
  return async ({ model, messages, parameters }, signal) => {
    try {
      const body = { ...extraBody, ...parameters, model, messages: sentMessages(messages) } as SentBody;
      const { completion, timing, headers } = await send(client, body, { signal, timeout });
      const answer = receivedAnswer(completion, simulated ? declaredTiming(headers, stream) : timing);
      return answer === undefined ? { failure: failed('malformed-response') } : { answer };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };
}

async function askAtOnce(client: OpenAI, body: SentBody, { signal, timeout }: Patience): Promise<Received> {
  const started = performance.now();
  const options = signal === undefined ? { timeout } : { timeout, signal };
  const { data, response } = await client.chat.completions.create(body, options).withResponse();
  const latencyMs = performance.now() - started;
  return { completion: data, timing: { latencyMs, firstTokenMs: null }, headers: response.headers };
}

/**
 * What a simulated provider says that its answer took. The clock would say how fast this machine is, and the same
 * recording would differ each time.
 */
function declaredTiming(headers: Headers, stream: boolean): Timing {
  const firstTokenMs = stream ? milliseconds(headers.get('simulated-first-token-ms')) : null;
  return { latencyMs: milliseconds(headers.get('openai-processing-ms')) ?? 0, firstTokenMs };
}

function milliseconds(header: string | null): number | null {
  return header !== null && /^\d{1,9}(?:\.\d{1,6})?$/.test(header) ? Number(header) : null;
}
