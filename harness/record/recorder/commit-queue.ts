import type { RecordedResponse, ResponseCache } from '../cache/response-cache.ts';

/** Collects responses that arrive together into one transaction: a disk syncs once for all of them. */
export interface CommitQueue {
  /** Resolves when the response is stored for good; rejects when the cache refuses (disk full). */
  add(response: RecordedResponse): Promise<void>;
}

export function commitQueue(cache: ResponseCache): CommitQueue {
  let batch: { readonly responses: RecordedResponse[]; readonly stored: Promise<void> } | undefined;
  return {
    add(response) {
      batch ??= open();
      batch.responses.push(response);
      return batch.stored;
    },
  };

  function open() {
    const responses: RecordedResponse[] = [];
    // After the answers that are already in the event loop's queue.
    const stored = new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        batch = undefined;
        try {
          cache.commit(responses);
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
    return { responses, stored };
  }
}
