import { BenchError } from '../harness/bench-error.ts';
import { countTokens } from '../harness/count-tokens.ts';
import { localEmbedder } from '../harness/embed/embedder.ts';
import type { Policy } from '../harness/policy/policy.ts';
import type { Tools } from '../harness/tools.ts';

/**
 * The tools that a policy needs: its embedder where it has one, nothing where it embeds nothing.
 *
 * @param folder a model folder for Transformers.js, instead of the bundled model or the hub
 * @throws {BenchError} when the embedder at hand is not the policy's
 */
export async function policyTools(policy: Policy, folder: string | undefined): Promise<Tools> {
  const tools: Tools = { countTokens, seed: policy.provenance.seed };
  if (policy.embedder === null) return tools;
  const embedder = await localEmbedder(folder === undefined ? {} : { modelFolder: folder });
  if (embedder.fingerprint === policy.embedder.fingerprint) return { ...tools, embedder };
  if (folder !== undefined) {
    throw new BenchError(
      `--embedder-folder ${folder} has weights ${embedder.fingerprint.slice(0, 12)}…; the policy was made with ${policy.embedder.name} (${policy.embedder.fingerprint.slice(0, 12)}…)`,
      { hint: 'Vectors and thresholds of one embedder mean nothing under another.' },
    );
  }
  return { ...tools, embedder: await localEmbedder({ model: policy.embedder.name }) };
}
