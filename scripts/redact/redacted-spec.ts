import { BenchError } from '../../harness/bench-error.ts';
import { type PromptText, redactedPromptText } from '../../harness/embed/prompt-text.ts';
import type { RouterSpec } from '../../harness/router.ts';

/**
 * A router that decides the same and quotes no training prompt: what prompts begin and end with is recognised by its hash,
 * and excerpts are left out. Vectors of training prompts stay, because a router is nothing without them.
 *
 * @throws {BenchError} for a router that keeps values of metadata, which it needs
 */
export function redactedSpec(name: string, spec: RouterSpec): RouterSpec {
  const { excerpts: _, ...attachments } = spec.attachments;
  const params = spec.params as { readonly text?: PromptText; readonly target?: { readonly field?: string } };
  if (params.target?.field !== undefined) {
    throw new BenchError(
      `router ${name} keeps the values of the metadata field "${params.target.field}" in its policy`,
      {
        hint: "Run it without --redact, or with shrinkTo: 'mean'.",
      },
    );
  }
  return {
    ...spec,
    attachments,
    params: params.text === undefined ? params : { ...params, text: redactedPromptText(params.text) },
  };
}
