import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

/** Bytes of a request's body. */
const LARGEST_BODY = 4 * 2 ** 20;

/**
 * The body of a request as text. What is beyond 4 MB is read and dropped, so that the client gets to see the refusal.
 *
 * @throws {ApiError} 413
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= LARGEST_BODY) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes > LARGEST_BODY)
    throw new ApiError(413, 'request_too_large', `The body is larger than ${LARGEST_BODY} bytes.`);
  return Buffer.concat(chunks).toString('utf8');
}
