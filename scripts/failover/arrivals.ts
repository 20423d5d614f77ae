import { BenchError } from '../../harness/bench-error.ts';
import type { Example } from '../../harness/outcome-table.ts';

/** Requests per minute, evenly spread, or the dataset's own times. */
export type ArrivalRate = number | 'recorded';

export interface Arrival {
  readonly row: number;
  /** ms since 1970 */
  readonly at: number;
}

/** When a dataset without times begins. */
const EPOCH = Date.UTC(2026, 0, 1);

/**
 * When each request comes, in order: by the times of the examples, or in the order of the dataset where it has none. The turns
 * of a conversation stand in their order, whatever their times say.
 *
 * @throws {BenchError} for recorded times that are not there
 */
export function arrivalsOf(examples: readonly Example[], rate: ArrivalRate): Arrival[] {
  const times = examples.map(({ at }) => (at === undefined ? undefined : Date.parse(at)));
  const timed = times.every((time) => time !== undefined);
  if (rate === 'recorded' && !timed) {
    throw new BenchError('the examples of the dataset have no times', { hint: 'Name a rate instead: --rate 60/min.' });
  }
  const rows = examples.map((_, row) => row);
  if (timed) rows.sort((a, b) => times[a]! - times[b]! || a - b);
  const start = timed && rows.length > 0 ? times[rows[0]!]! : EPOCH;
  const at = rate === 'recorded' ? rows.map((row) => times[row]!) : rows.map((_, i) => start + (i * 60_000) / rate);
  return inTurn(rows, examples).map((row, i) => ({ row, at: at[i]! }));
}

/** The places of each conversation's requests, taken by them in the order of their turns. */
function inTurn(rows: readonly number[], examples: readonly Example[]): number[] {
  const places = new Map<string, number[]>();
  for (const [place, row] of rows.entries()) {
    const { session } = examples[row]!.request;
    if (session !== undefined) places.set(session.id, [...(places.get(session.id) ?? []), place]);
  }
  const ordered = [...rows];
  for (const own of places.values()) {
    const turns = own.map((place) => rows[place]!);
    turns.sort((a, b) => examples[a]!.request.session!.turn - examples[b]!.request.session!.turn || a - b);
    own.forEach((place, i) => {
      ordered[place] = turns[i]!;
    });
  }
  return ordered;
}
