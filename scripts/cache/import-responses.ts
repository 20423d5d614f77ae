import { isAnswer, type RecordedResponse, type ResponseCache } from '../../harness/record/cache/response-cache.ts';

export interface Imported {
  /** Answers and errors that are now in the cache. */
  readonly added: number;
  /** Those that found an answer in their place, or an error that found an error. */
  readonly kept: number;
}

/** Characters of text and entries that are committed at once. */
const BATCH_CHARACTERS = 4 * 2 ** 20;
const BATCH_ENTRIES = 1000;

/**
 * Adds responses to a cache. What the cache has is kept, but for an error in the place of an answer. What came before
 * a fault in `responses` is committed, so that the same file may be imported again.
 */
export async function importResponses(
  cache: ResponseCache,
  responses: AsyncIterable<RecordedResponse>,
): Promise<Imported> {
  let added = 0;
  let kept = 0;
  let batch = new Map<string, RecordedResponse>();
  let characters = 0;
  const commit = () => {
    cache.commit([...batch.values()]);
    added += batch.size;
    batch = new Map();
    characters = 0;
  };
  try {
    for await (const response of responses) {
      const stored = batch.get(response.key) ?? cache.get(response.key);
      if (isAnswer(stored) || (stored !== undefined && !isAnswer(response))) {
        kept += 1;
        continue;
      }
      batch.set(response.key, response);
      characters += response.text.length;
      if (batch.size >= BATCH_ENTRIES || characters >= BATCH_CHARACTERS) commit();
    }
  } finally {
    commit();
  }
  return { added, kept };
}
