import { join } from 'node:path';
import type { BenchConfig } from '../../harness/config.ts';
import { countTokens } from '../../harness/count-tokens.ts';
import { cacheFolder } from '../../harness/embed/cache-folder.ts';
import { localEmbedder } from '../../harness/embed/embedder.ts';
import { cachedEmbedder } from '../../harness/embed/vector-cache.ts';
import type { Tools } from '../../harness/tools.ts';

/**
 * What routers may use in a run: the embedder of the config with its vector cache, and the token counter.
 *
 * @param offline download no embedding model; default true
 */
export async function benchTools(config: Pick<BenchConfig, 'embedder' | 'seed'>, offline = true): Promise<Tools> {
  const { model, folder } = config.embedder ?? {};
  const embedder = await localEmbedder({
    offline,
    ...(model === undefined ? {} : { model }),
    ...(folder === undefined ? {} : { modelFolder: folder }),
  });
  return { embedder: cachedEmbedder(embedder, join(cacheFolder(), 'vectors')), countTokens, seed: config.seed };
}
