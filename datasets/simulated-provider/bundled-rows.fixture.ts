import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Message } from '../../harness/request.ts';

/** A line of the bundled dataset. */
export interface Row {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly example: string;
  readonly model: string;
  readonly task: string;
  readonly prompt?: string;
  readonly messages?: readonly Message[];
}

/** The lines of `examples` or `outcomes` of the bundled dataset. */
export function bundledRows(name: 'examples' | 'outcomes'): Row[] {
  const file = fileURLToPath(new URL(`../simulated-assistant/${name}.jsonl.gz`, import.meta.url));
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

export function messagesOf({ prompt, messages }: Row): Message[] {
  return messages === undefined ? [{ role: 'user', content: prompt! }] : [...messages];
}
