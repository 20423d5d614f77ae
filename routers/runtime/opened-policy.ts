import { BenchError } from '../../harness/bench-error.ts';
import { countTokens } from '../../harness/count-tokens.ts';
import { type OpenPolicy, restorePolicy } from '../../harness/policy/open-policy.ts';
import { readPolicy } from '../../harness/policy/read-policy.ts';
import type { Embedder, Tools } from '../../harness/tools.ts';
import { deployableKinds } from '../deployable-kinds.ts';
import { embedderOf } from './given-embedder.ts';
import type { RuntimeOptions } from './runtime-options.ts';

/**
 * A policy folder with all that deciding takes, so that what is missing shows now and not at the first request.
 *
 * @throws {BenchError} when a file does not hold, or an embedder or a completer is missing
 */
export async function openedPolicy(
  folder: string,
  { embed, complete, explore }: Pick<RuntimeOptions, 'embed' | 'complete' | 'explore'>,
  bundled: () => Promise<Embedder>,
): Promise<OpenPolicy> {
  const files = await readPolicy(folder, deployableKinds);
  const { embedder, provenance, router } = files.policy;
  if (complete === undefined && deployableKinds.some(({ kind, asksModels }) => kind === router.kind && asksModels)) {
    throw new BenchError(`${folder}: its router ${router.name} (${router.kind}) asks a model, and nothing can answer`, {
      hint: 'Pass it: open(folder, { complete: async (tasks) => completions }).',
    });
  }
  const tools: Tools = {
    countTokens,
    seed: provenance.seed,
    ...(embedder === null ? {} : { embedder: await embedderOf(folder, embedder, embed, bundled) }),
    ...(complete === undefined ? {} : { completer: { complete } }),
  };
  const opened = restorePolicy(folder, files, deployableKinds, tools, { explore });
  // The tokenizer is loaded by what it counts first, which takes longer than any request should.
  countTokens(' ');
  return opened;
}
