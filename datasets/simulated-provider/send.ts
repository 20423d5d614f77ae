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
