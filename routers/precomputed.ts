import { basename } from 'node:path';
import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import { lastUserText, type RouteRequest } from '../harness/request.ts';
import {
  type Assessment,
  type FittedRouter,
  FREE,
  type Router,
  type RouterKind,
  type RouterSpec,
} from '../harness/router.ts';
import { uint8Part } from './attachments.ts';
import { modelIndices } from './model-indices.ts';
import { poolNames } from './pool-name.ts';
import { assessDecision } from './precomputed/assess-decision.ts';
import { KINDS, MATCHES } from './precomputed/decision-layout.ts';
import { FORMATS } from './precomputed/decision-rows.ts';
import { type DecisionParams, decisionParams, decisionSpec, FINGERPRINT_BYTES } from './precomputed/decision-spec.ts';
import { exampleKeys, type KnownExample, matchDecisions, requestFingerprint } from './precomputed/match-decisions.ts';
import { precomputedNotes } from './precomputed/precomputed-notes.ts';
import { readDecisions } from './precomputed/read-decisions.ts';
import { checkedOptions } from './router-options.ts';

const optionsSchema = z.strictObject({
  /** A CSV, JSONL or JSON file, relative to the folder in which the command runs. */
  file: z.string().min(1),
  /** By the ending of the file where it is left out. */
  format: z.enum(FORMATS).optional(),
  /** What the file says of each request; by its columns where it is left out. */
  as: z.enum(KINDS).optional(),
  /** By what rows find their examples: `id` (default), `prompt` where there is no id, or `row`: one for each, in order. */
  match: z.enum(MATCHES).optional(),
  /** Column of the decision or the win rate, where it has a name of its own. */
  column: z.string().optional(),
  /** The models of win rates; left out, the best and the cheapest on train. */
  strong: z.string().optional(),
  weak: z.string().optional(),
  /** What the file calls models, and their ids in the pool. */
  aliases: z.record(z.string(), z.string()).optional(),
  /** The model that takes what the file lacks or sends to a model outside the pool; left out, both are errors. */
  otherwise: z.string().optional(),
  name: z.string().optional(),
});
export type PrecomputedOptions = z.input<typeof optionsSchema>;

const NOT_DEPLOYABLE = 'its decisions were made elsewhere and are known for these prompts only';

/**
 * A router from elsewhere, by the decisions, win rates or scores that it wrote to a file. It is read by columns:
 * `id,model` · `id,win_rate` · `id,<model>,<model>…` (scores 0..1), `prompt` in place of `id`, and optionally `usd` and
 * `latency_ms`, what the router itself spent on the request. RouteLLM's `prompt,strong_win_rates` and the prediction files
 * of RouterArena are read as they are.
 */
export function precomputed(given: PrecomputedOptions): Router {
  const options = checkedOptions('precomputed', optionsSchema, given);
  return routerOf(options, options.name ?? 'precomputed', []);
}

function routerOf(options: z.output<typeof optionsSchema>, name: string, known: readonly KnownExample[]): Router {
  return {
    name,
    learned: false,
    notDeployable: NOT_DEPLOYABLE,
    withIds: (examples) => routerOf(options, name, examples),
    fit: (train) => fitted(options, name, known, train),
  };
}

async function fitted(
  options: z.output<typeof optionsSchema>,
  name: string,
  known: readonly KnownExample[],
  train: OutcomeTable,
): Promise<FittedRouter> {
  const { file, otherwise } = options;
  const pool = train.models.map(({ id }) => id);
  if (otherwise !== undefined) modelIndices([otherwise], pool, `${name}: otherwise`);
  const ids = new Set(known.map(({ id }) => id));
  const examples = [...known, ...train.examples.filter(({ id }) => !ids.has(id))];
  const read = await readDecisions(options, {
    pool,
    modelNamed: poolNames(pool, options.aliases ?? {}, name),
    keys: (match) => exampleKeys(examples, match),
    mayLeavePool: otherwise !== undefined,
  });
  const matched = matchDecisions(file, read, examples, otherwise !== undefined);
  const spec = decisionSpec({ ...options, name, file: basename(file) }, read.layout, matched, train);
  return { ...restore(spec), notes: precomputedNotes(spec, read, matched) };
}

export const precomputedKind: RouterKind = { kind: 'precomputed', params: decisionParams, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { file, requests: count, otherwise, fallbacks } = spec.params as DecisionParams;
  const known = requestIndex(uint8Part(spec, 'requests', [count, FINGERPRINT_BYTES]), count);
  const assess = assessDecision(spec);
  const ranking = modelIndices(fallbacks, spec.models, 'precomputed: fallbacks');
  const why = () => [`${file} has no decision: ${fallbacks[0]}`];
  const without: Assessment = { kind: 'ranking', models: ranking, bill: FREE, why };
  return {
    spec,
    notes: [],
    async assess(requests) {
      const at = requests.map((request) => known.get(requestFingerprint(request)));
      if (!otherwise) checkKnown(requests, at, file);
      return at.map((index) => (index === undefined ? without : assess(index)));
    },
  };
}

function requestIndex(fingerprints: Uint8Array, count: number): ReadonlyMap<string, number> {
  const hex = Buffer.from(fingerprints.buffer, fingerprints.byteOffset, fingerprints.byteLength).toString('hex');
  const digits = 2 * FINGERPRINT_BYTES;
  return new Map(Array.from({ length: count }, (_, i) => [hex.slice(i * digits, (i + 1) * digits), i]));
}

function checkKnown(requests: readonly RouteRequest[], at: readonly (number | undefined)[], file: string): void {
  const missing = requests.filter((_, i) => at[i] === undefined);
  if (missing.length === 0) return;
  const text = lastUserText(missing[0]!);
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  throw new BenchError(
    `${file} has no decision for ${missing.length} of ${requests.length} requests, the first: ${shown}`,
    {
      hint: 'Its decisions are known for the prompts that it was fitted with only.',
    },
  );
}
