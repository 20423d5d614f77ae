import { BenchError } from '../harness/bench-error.ts';
import type { ModelId } from '../harness/model.ts';

/** What others call the models of a pool: from their name to the id in the pool. */
export type Aliases = Readonly<Record<string, ModelId>>;

/**
 * Finds the model of a pool that somebody else names: by its id, then by an alias, then by an id that is the same but for
 * the path before the last `/` and a date behind it (`openai/gpt-4o-2024-08-06` is `gpt-4o`), where only one is.
 *
 * @param where who names them, for the error: `http`
 * @returns from a name to the index of the model; −1 where none is meant
 * @throws {BenchError} naming an alias of a model that the pool lacks
 */
export function poolNames(pool: readonly ModelId[], aliases: Aliases, where: string): (name: string) => number {
  const known = new Map(Object.entries(aliases).map(([name, id]) => [name, aliasIndex(name, id, pool, where)]));
  pool.forEach((id, index) => {
    known.set(id, index);
  });
  const segments = pool.map(lastSegment);
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const likely = likelyIndex(lastSegment(name), segments);
    known.set(name, likely);
    return likely;
  };
}

function aliasIndex(name: string, id: ModelId, pool: readonly ModelId[], where: string): number {
  const index = pool.indexOf(id);
  if (index >= 0) return index;
  throw new BenchError(`${where}: the alias "${name}" stands for "${id}", which the pool lacks`, {
    hint: `The pool: ${pool.join(', ')}.`,
  });
}

function likelyIndex(segment: string, segments: readonly string[]): number {
  const only = (matches: (own: string) => boolean) => {
    const found = [...segments.keys()].filter((index) => matches(segments[index]!));
    return found.length === 1 ? found[0]! : -1;
  };
  const same = only((own) => own === segment);
  return same >= 0 ? same : only((own) => segment.startsWith(own) && DATE.test(segment.slice(own.length)));
}

/** Four digits at least: `-0613`, `-2024-08-06`, `@20241022`; the 8 of `llama-3-8b` is no date. */
const DATE = /^[-@:]\d{4}[\d-]*$/;

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
