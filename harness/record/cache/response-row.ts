import { hash } from 'node:crypto';
import type { RecordedResponse } from './response-cache.ts';

/** The column of each field. */
const COLUMNS = {
  key: 'key',
  provider: 'provider',
  model: 'model',
  repetition: 'repetition',
  baseUrl: 'base_url',
  servedModel: 'served_model',
  status: 'status',
  text: 'text',
  finishReason: 'finish_reason',
  errorCode: 'error_code',
  inputTokens: 'input_tokens',
  cachedInputTokens: 'cached_input_tokens',
  outputTokens: 'output_tokens',
  reasoningTokens: 'reasoning_tokens',
  latencyMs: 'latency_ms',
  costUsd: 'cost_usd',
  askedAt: 'asked_at',
  // Since version 2.
  firstTokenMs: 'first_token_ms',
  meanLogProbability: 'mean_log_probability',
} as const satisfies Record<keyof RecordedResponse, string>;

const FIELDS = Object.keys(COLUMNS) as (keyof RecordedResponse)[];
/** Fields of version 1, which come first. */
const FIRST_FIELDS = FIELDS.indexOf('firstTokenMs');
const names = Object.values(COLUMNS);

/** Rows as arrays, the key first: reading them as objects takes twice as long. */
export const SELECT_RESPONSES = `SELECT ${names.join(', ')}, checksum FROM responses`;

/** Puts a row in the place of the one that has the same key. Takes what `rowOf` gives. */
export const UPSERT_RESPONSE = `INSERT INTO responses (${names.join(', ')}, checksum)
  VALUES (${names.map(() => '?').join(', ')}, ?)
  ON CONFLICT (key) DO UPDATE SET ${[...names, 'checksum'].map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** The values of a response in the order of the columns, and their checksum. */
export function rowOf(response: RecordedResponse): unknown[] {
  const values = FIELDS.map((field) => storable(response[field]));
  return [...values, checksum(values)];
}

/** The response of a row of `SELECT_RESPONSES`; `undefined` where its bytes are not those that were written. */
export function responseOf(row: readonly unknown[]): RecordedResponse | undefined {
  if (checksum(row) !== row[FIELDS.length]) return undefined;
  const response: Partial<Record<keyof RecordedResponse, unknown>> = {};
  for (let i = 0; i < FIELDS.length; i++) response[FIELDS[i]!] = row[i];
  return response as RecordedResponse;
}

/** Half of a surrogate pair cannot be stored as UTF-8: it would read back as another text, and as damage. */
function storable(value: string | number | null): string | number | null {
  return typeof value === 'string' && /\p{Surrogate}/u.test(value)
    ? value.replace(/\p{Surrogate}/gu, '\u{FFFD}')
    : value;
}

/**
 * SHA-256 in hex of the values that stand before a row's checksum. Strings carry their length, so that no two rows give
 * the same text. Later fields count where one of them holds something: the checksums of rows that version 1 wrote stay
 * right.
 */
function checksum(row: readonly unknown[]): string {
  let count = FIRST_FIELDS;
  for (let i = FIRST_FIELDS; i < FIELDS.length; i++) if (row[i] !== null) count = FIELDS.length;
  let text = 'response row 1';
  for (let i = 0; i < count; i++) {
    const value = row[i];
    text += typeof value === 'string' ? `,${value.length}"${value}` : `,${String(value)}`;
  }
  return hash('sha256', text);
}
