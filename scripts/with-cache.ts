import type { ResponseCache } from '../harness/record/cache/response-cache.ts';

/** Works with a response cache and closes it, however the work ends. SQLite is loaded here, and by no command without one. */
export async function withCache<T>(file: string, work: (cache: ResponseCache) => T | Promise<T>): Promise<T> {
  const { openResponseCache } = await import('../harness/record/cache/sqlite-response-cache.ts');
  const cache = openResponseCache(file);
  try {
    return await work(cache);
  } finally {
    cache.close();
  }
}
