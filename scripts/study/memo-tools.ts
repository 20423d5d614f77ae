import { memoEmbedder } from '../../harness/embed/memo-embedder.ts';
import type { Tools } from '../../harness/tools.ts';

/** Tools that remember vectors and token counts: studies ask for those of the same texts again and again. */
export function memoTools<T extends Tools>(tools: T): T {
  const counts = new Map<string, number>();
  const countTokens = (text: string) => {
    const known = counts.get(text);
    if (known !== undefined) return known;
    const count = tools.countTokens(text);
    counts.set(text, count);
    return count;
  };
  return {
    ...tools,
    countTokens,
    ...(tools.embedder === undefined ? {} : { embedder: memoEmbedder(tools.embedder) }),
  };
}
