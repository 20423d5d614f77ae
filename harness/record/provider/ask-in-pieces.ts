import OpenAI from 'openai';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import { assembledCompletion } from './assembled-completion.ts';
import type { Timing } from './received-answer.ts';

export type SentBody = Omit<ChatCompletionCreateParamsNonStreaming, 'stream'>;

/** How long an answer is waited for. */
export interface Patience {
  readonly signal: AbortSignal | undefined;
  /** In ms, to the last byte. */
  readonly timeout: number;
}

export interface Received {
  readonly completion: unknown;
  readonly timing: Timing;
  readonly headers: Headers;
}

/**
 * Asks for an answer in pieces, and puts them together.
 *
 * @throws {Error} where the stream breaks, stands still or ends before the answer does
 */
export async function askInPieces(client: OpenAI, body: SentBody, { signal, timeout }: Patience): Promise<Received> {
  // The SDK's own timeout ends with the head of the answer.
  const deadline = startDeadline(timeout, signal);
  const streaming: ChatCompletionCreateParamsStreaming = {
    ...body,
    stream: true,
    stream_options: { include_usage: true },
  };
  const started = performance.now();
  try {
    const asked = client.chat.completions.create(streaming, { signal: deadline.signal, timeout });
    const { data, response } = await asked.withResponse();
    let firstTokenMs: number | null = null;
    const completion = await assembledCompletion(data, () => {
      firstTokenMs = performance.now() - started;
    });
    return { completion, timing: { latencyMs: performance.now() - started, firstTokenMs }, headers: response.headers };
  } catch (error) {
    // The SDK lets a stream that was aborted end as if it were whole.
    if (deadline.isOver()) throw new OpenAI.APIConnectionTimeoutError();
    if (signal?.aborted) throw new OpenAI.APIUserAbortError();
    throw error;
  } finally {
    deadline.end();
  }
}

function startDeadline(timeout: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    stop();
  }, timeout);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  return {
    signal: controller.signal,
    isOver: () => isOver,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}
