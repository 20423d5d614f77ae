import type { ServerResponse } from 'node:http';
import type { CompletionBody } from './completion-body.ts';
import { completionChunks } from './completion-chunks.ts';
import type { CompletionRequest } from './completion-request.ts';
import type { Fault } from './faults.ts';
import { pause, sendCut, sendEvents, sendSlowly, sendText } from './send.ts';

/** How an answer is sent, or spoilt. */
export interface Delivery {
  readonly fault: Fault | undefined;
  /** What the answer takes, as told in a header. */
  readonly latencyMs: number;
  /** Times the latency: how long the client waits. */
  readonly latencyScale: number;
  readonly slowMs: number;
}

/** Part of an answer's time that passes before its first token. */
const FIRST_TOKEN = 0.3;

/** Sends a completion, at once or in pieces. False where it did not go out whole. */
export async function deliver(
  response: ServerResponse,
  body: CompletionBody,
  { stream }: CompletionRequest,
  delivery: Delivery,
): Promise<boolean> {
  const { latencyMs } = delivery;
  const firstTokenMs = Math.round(FIRST_TOKEN * latencyMs);
  // A header of OpenAI's, and one of our own: the clock of a client would tell how fast this machine is.
  response.setHeader('openai-processing-ms', String(Math.round(latencyMs)));
  if (stream === undefined) return deliverWhole(response, JSON.stringify(body), delivery);
  response.setHeader('simulated-first-token-ms', String(firstTokenMs));
  return deliverPieces(response, completionChunks(body, stream.includeUsage), firstTokenMs, delivery);
}

async function deliverWhole(
  response: ServerResponse,
  text: string,
  { fault, latencyMs, latencyScale, slowMs }: Delivery,
): Promise<boolean> {
  const waitMs = latencyMs * latencyScale;
  if (waitMs > 0 && !(await pause(response, waitMs))) return false;
  // A client that gave up meanwhile was not answered.
  if (response.destroyed) return false;
  if (fault === 'slow') return sendSlowly(response, text, slowMs);
  if (fault === 'cut') sendCut(response, text);
  else sendText(response, 200, fault === 'malformed' ? text.slice(0, -2) : text);
  return fault !== 'cut' && fault !== 'malformed';
}

async function deliverPieces(
  response: ServerResponse,
  chunks: readonly object[],
  firstTokenMs: number,
  { fault, latencyMs, latencyScale, slowMs }: Delivery,
): Promise<boolean> {
  const events = chunks.map((chunk) => JSON.stringify(chunk));
  const middle = Math.floor(events.length / 2);
  if (fault === 'malformed') events[middle] = events[middle]!.slice(0, -2);
  const isSlow = fault === 'slow';
  const isWhole = await sendEvents(response, [...events, '[DONE]'], {
    firstMs: isSlow ? 0 : firstTokenMs * latencyScale,
    restMs: isSlow ? slowMs : (latencyMs - firstTokenMs) * latencyScale,
    cutAt: fault === 'cut' ? middle : undefined,
  });
  return isWhole && fault !== 'malformed';
}
