import { canonicalJson } from '../canonical-json.ts';
import type { KnownRow, Measurement } from './baseline.ts';
import type { Incomparable } from './gate-result.ts';

/** Ids that a reason names. */
const NAMED = 3;

/** What a measurement must share with its baseline. */
export interface Comparable extends Pick<Measurement, 'models'> {
  readonly fingerprints: Pick<Measurement['fingerprints'], 'embedder'>;
  readonly train: readonly KnownRow[];
  readonly validate: readonly KnownRow[];
  readonly test: readonly KnownRow[];
}

/** Why two measurements cannot be compared; empty where they can. Prompts that were merely added are no reason. */
export function incomparables(before: Comparable, after: Comparable): Incomparable[] {
  return [...modelReasons(before, after), ...priceReasons(before, after), ...embedderReasons(before, after)].concat(
    rowReasons(before, after),
  );
}

function modelReasons({ models: before }: Comparable, { models: after }: Comparable): Incomparable[] {
  const gone = before.filter(({ id }) => !after.some((model) => model.id === id)).map(({ id }) => id);
  const fresh = after.filter(({ id }) => !before.some((model) => model.id === id)).map(({ id }) => id);
  return [
    ...(gone.length > 0 ? [`the pool lost ${named(gone)}`] : []),
    ...(fresh.length > 0 ? [`the pool gained ${named(fresh)}`] : []),
  ].map((words) => ({ what: 'models', words }));
}

/** Rates only: the day on which somebody looked them up changes nothing. */
function priceReasons({ models: before }: Comparable, { models: after }: Comparable): Incomparable[] {
  const rates = ({ price: { asOf: _, source: __, ...rest } }: Measurement['models'][number]) => canonicalJson(rest);
  const moved = before.filter((model) => {
    const now = after.find(({ id }) => id === model.id);
    return now !== undefined && rates(now) !== rates(model);
  });
  if (moved.length === 0) return [];
  return [{ what: 'prices', words: `the price of ${named(moved.map(({ id }) => id))} is another` }];
}

function embedderReasons({ fingerprints: before }: Comparable, { fingerprints: after }: Comparable): Incomparable[] {
  if (before.embedder === after.embedder) return [];
  const short = (weights: string | null) => (weights === null ? 'none' : `${weights.slice(0, 12)}…`);
  return [{ what: 'embedder', words: `the embedder was ${short(before.embedder)} and is ${short(after.embedder)}` }];
}

/** A pool that changed changes the hash of every row: its own reason is enough. */
function rowReasons(before: Comparable, after: Comparable): Incomparable[] {
  if (modelReasons(before, after).length > 0) return [];
  const now = new Map(rowsOf(after).map(({ id, hash }) => [id, hash]));
  const removed = rowsOf(before).filter(({ id }) => !now.has(id));
  const changed = rowsOf(before).filter(({ id, hash }) => now.has(id) && now.get(id) !== hash);
  const words = (rows: readonly KnownRow[], verb: string) =>
    rows.length === 0
      ? []
      : [`${rows.length} of ${rowsOf(before).length} rows ${verb}: ${named(rows.map(({ id }) => id))}`];
  return [...words(removed, 'removed or no longer complete'), ...words(changed, 'changed')].map((text) => ({
    what: 'rows',
    words: text,
  }));
}

function rowsOf({ train, validate, test }: Comparable): readonly KnownRow[] {
  return [...train, ...validate, ...test];
}

function named(ids: readonly string[]): string {
  const first = ids.slice(0, NAMED).join(', ');
  return ids.length > NAMED ? `${first} and ${ids.length - NAMED} more` : first;
}
