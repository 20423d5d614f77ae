import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendText(response, status, JSON.stringify(body), headers);
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...JSON_HEADERS, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

/** Sends the first half of a body, and destroys the connection. */
export function sendCut(response: ServerResponse, text: string): void {
  response.writeHead(200, { ...JSON_HEADERS, 'content-length': Buffer.byteLength(text) });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

/** Sends a body in twenty pieces over `ms`. False when the client left before the last one. */
export async function sendSlowly(response: ServerResponse, text: string, ms: number): Promise<boolean> {
  const bytes = Buffer.from(text);
  const piece = Math.ceil(bytes.length / 20);
  response.writeHead(200, { ...JSON_HEADERS, 'content-length': bytes.length });
  for (let at = 0; at < bytes.length; at += piece) {
    if (!(await pause(response, ms / 20))) return false;
    response.write(bytes.subarray(at, at + piece));
  }
  response.end();
  return true;
}

/** Waits. False when the client left meanwhile. */
export async function pause(response: ServerResponse, ms: number): Promise<boolean> {
  if (response.destroyed) return false;
  const left = new AbortController();
  const leave = () => left.abort();
  response.once('close', leave);
  try {
    await sleep(ms, undefined, { signal: left.signal });
    return true;
  } catch {
    // The only thing that a timer throws is that it was told to stop.
    return false;
  } finally {
    response.off('close', leave);
  }
}

/**
 * Sends server-sent events: the first after `firstMs`, the others over `restMs`. False where the client left, or where the
 * connection was cut before event `cutAt`.
 */
export async function sendEvents(
  response: ServerResponse,
  events: readonly string[],
  { firstMs, restMs, cutAt }: { readonly firstMs: number; readonly restMs: number; readonly cutAt: number | undefined },
): Promise<boolean> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  const sent = events.slice(0, cutAt);
  for (const [i, event] of sent.entries()) {
    const ms = i === 0 ? firstMs : restMs / events.length;
    if (ms > 0 && !(await pause(response, ms))) return false;
    const isLast = i === sent.length - 1;
    response.write(`data: ${event}\n\n`, () => {
      if (isLast && cutAt !== undefined) response.destroy();
    });
  }
  if (cutAt !== undefined || response.destroyed) return false;
  response.end();
  return true;
}
