import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import { fitPromptText, type PromptText, promptText } from '../harness/embed/prompt-text.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import type { RouteRequest } from '../harness/request.ts';
import type { Bill, RouterSpec } from '../harness/router.ts';
import type { Embedder, Tools } from '../harness/tools.ts';

const affixes = z.array(
  z.union([z.string(), z.strictObject({ length: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })]),
);

/** {@link PromptText} as it stands in a spec. */
export const promptTextSchema = z.strictObject({ prefixes: affixes, suffixes: affixes });

/** Vectors of requests, row-major, rows of length 1, and what each cost to make. */
export interface EmbeddedRequests {
  readonly vectors: Float32Array;
  readonly bills: readonly Bill[];
}

export interface EmbeddedTrain {
  readonly text: PromptText;
  readonly vectors: Float32Array;
  readonly embedder: Embedder;
}

/** Learns what to strip from the prompts of `train` and embeds the rest. */
export async function embedTrain(train: OutcomeTable, tools: Tools, router: string): Promise<EmbeddedTrain> {
  const embedder = requireEmbedder(tools, router);
  const text = fitPromptText(train.examples);
  const vectors = await embedTexts(
    train.examples.map((example) => promptText(example.request, text)),
    embedder,
    tools,
  );
  return { text, vectors, embedder };
}

/**
 * Embeds requests as `spec` was fitted.
 *
 * @throws {BenchError} where there is no embedder, or another one than that of the fit
 */
export async function embedRequests(
  requests: readonly RouteRequest[],
  text: PromptText,
  spec: RouterSpec,
  tools: Tools,
): Promise<EmbeddedRequests> {
  const embedder = requireEmbedder(tools, spec.kind);
  if (embedder.fingerprint !== spec.embedder) {
    throw new BenchError(
      `${spec.kind}: fitted with the embedder ${spec.embedder}, but the one given is ${embedder.fingerprint} (${embedder.name})`,
      { hint: 'Vectors of different embedders cannot be compared: use the same embedder, or fit again.' },
    );
  }
  const texts = requests.map((request) => promptText(request, text));
  const vectors = await embedTexts(texts, embedder, tools);
  return { vectors, bills: texts.map((each) => embeddingBill(each, embedder, tools)) };
}

export async function embedTexts(texts: readonly string[], embedder: Embedder, tools: Tools): Promise<Float32Array> {
  if (texts.length === 0) return new Float32Array(0);
  const vectors = await embedder.embed(texts, tools.onProgress);
  if (vectors.length !== texts.length * embedder.dimensions) {
    throw new Error(`${embedder.name} gave ${vectors.length} numbers for ${texts.length} × ${embedder.dimensions}`);
  }
  return vectors;
}

export function requireEmbedder(tools: Tools, router: string): Embedder {
  if (tools.embedder) return tools.embedder;
  throw new BenchError(`${router} needs an embedder and none is given`, {
    hint: 'Name one in the config (`embedder: localEmbedder()`), or leave this router out.',
  });
}

/** One call for one text: what production pays, however evaluation batches. */
function embeddingBill(text: string, { rates }: Embedder, tools: Tools): Bill {
  const tokens = tools.countTokens(text);
  return {
    usd: (tokens * rates.usdPerMillionTokens) / 1e6,
    latencyMs: rates.latencyMsPerCall + tokens * rates.latencyMsPerToken,
    calls: 1,
  };
}
