import { join } from 'node:path';
import { cacheFolder } from '../../harness/embed/cache-folder.ts';
import { cachedEmbedder } from '../../harness/embed/vector-cache.ts';
import type { LiveSignals } from '../../harness/live-signals.ts';
import { type OpenPolicy, restorePolicy } from '../../harness/policy/open-policy.ts';
import { readPolicy } from '../../harness/policy/read-policy.ts';
import type { RouterKind } from '../../harness/router.ts';
import type { Completer } from '../../harness/tools.ts';
import { routerKinds } from '../../routers/index.ts';
import { policyFolder } from '../policy/read-policy-folder.ts';
import { policyTools } from '../policy-tools.ts';

export interface PolicyFolderOptions {
  readonly embedderFolder?: string | undefined;
  /** Instead of the policy's own share. */
  readonly explore?: number | undefined;
  readonly completer?: Completer;
  /** What constraints take for known of a request that brings no live signals. */
  readonly assumed?: LiveSignals;
  /** Instead of all kinds of routers that there are. */
  readonly kinds?: readonly RouterKind[];
}

/**
 * Opens a policy by its folder or its `policy.json`, with the embedder that it needs and the cache of vectors.
 *
 * @throws {BenchError} when a file does not hold, or the embedder is not at hand
 */
export async function openPolicyFolder(
  path: string,
  { embedderFolder, explore, completer, assumed, kinds = routerKinds }: PolicyFolderOptions = {},
): Promise<OpenPolicy> {
  const folder = policyFolder(path);
  const files = await readPolicy(folder, kinds);
  const { embedder, ...tools } = await policyTools(files.policy, embedderFolder);
  return restorePolicy(
    folder,
    files,
    kinds,
    {
      ...tools,
      ...(embedder === undefined ? {} : { embedder: cachedEmbedder(embedder, join(cacheFolder(), 'vectors')) }),
      ...(completer === undefined ? {} : { completer }),
    },
    { explore, assumed },
  );
}
