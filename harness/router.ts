import type { ZodType } from 'zod';
import type { ModelId, ModelMask } from './model.ts';
import type { OutcomeTable } from './outcome-table.ts';
import type { RecordTask } from './record/recorder/record-task.ts';
import type { RouteRequest } from './request.ts';
import type { Tools } from './tools.ts';

/** What routing itself spent on one request: embedding, a classifier's tokens. Counts × declared rates. */
export interface Bill {
  readonly usd: number;
  readonly latencyMs: number;
  readonly calls: number;
  /** The part of `usd` that was spent on models, as tokens: so that a bill can be priced again. */
  readonly asked?: readonly AskedTokens[];
}

/** Tokens that routing spent on one model. */
export interface AskedTokens {
  readonly model: ModelId;
  readonly inputTokens: number;
  /** A part of `inputTokens`. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** What they cost, a part of the bill's `usd`; by the price of the pool where it is left out. */
  readonly usd?: number;
}

export const FREE: Bill = { usd: 0, latencyMs: 0, calls: 0 };

/** What a router thinks of one request, before prices, masks and the tradeoff. */
export type Assessment = ScoresAssessment | RankingAssessment | CascadeAssessment;

interface Assessed {
  readonly bill: Bill;
  /** What the request was recognised as, by a router that sorts requests into classes: for the confusion matrix. */
  readonly class?: string;
  /**
   * How far the request is from what the router was fitted on: 1 − cosine to the nearest training prompt, centre or
   * utterance, 0..2. Absent where a router has nothing to be near to.
   */
  readonly distance?: number;
  /** Lazy: lines for people. */
  why(): readonly string[];
}

export interface ScoresAssessment extends Assessed {
  readonly kind: 'scores';
  /** Predicted quality per model, 0..1 (not clamped below or above by more than rounding). */
  readonly quality: Float64Array;
  /** Predicted answer length per model, in tokens; > 0. */
  readonly outputTokens: Float64Array;
}

export interface RankingAssessment extends Assessed {
  readonly kind: 'ranking';
  /** Model indices, best first; may leave models out. */
  readonly models: readonly number[];
}

export interface CascadeAssessment extends Assessed {
  readonly kind: 'cascade';
  /** Model indices in the order in which they are tried; the last one's answer is taken as it is. */
  readonly models: readonly number[];
  /** The signal that accepts an answer: a column of the outcome table. The tradeoff is the least value that passes. */
  readonly signal: string;
}

/** A binary part of a spec. Row-major, little-endian on disk. */
export interface Attachment {
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** All that is needed to restore a fitted router: plain JSON and named binary attachments. */
export interface RouterSpec {
  /** Name of the router kind: `knn`, `rules`… */
  readonly kind: string;
  /** Index space of scores, rankings and masks. */
  readonly models: readonly ModelId[];
  /** Valid under the kind's `params` schema. */
  readonly params: unknown;
  readonly attachments: Readonly<Record<string, Attachment>>;
  /** Fingerprint of the embedder it was fitted with; restoring with another one is an error. */
  readonly embedder?: string;
}

export interface Router {
  /** For people and files: unique within a config, e.g. `knn`, `knn-k10`. */
  readonly name: string;
  /** True when it fits anything to outcomes: such a router is refitted on shuffled outcomes as a control. */
  readonly learned: boolean;
  /** Why it cannot ship: it stands in every report, and never in a policy for production. */
  readonly notDeployable?: string;
  /** What it may ask models about a request: what `signalbox record --routers` records. */
  asks?(request: RouteRequest): readonly RecordTask[];
  /** For decisions that were made elsewhere, by example id: the same router, knowing which request has which id. */
  withIds?(examples: readonly { readonly id: string; readonly request: RouteRequest }[]): Router;
  /** Signals of the outcome table that it needs. */
  readonly signals?: readonly string[];
  fit(train: OutcomeTable, tools: Tools): Promise<FittedRouter>;
}

export interface FittedRouter {
  readonly spec: RouterSpec;
  /** What fitting chose, for the report: hyper-parameters and their cross-validated figures. Plain JSON. */
  readonly notes: readonly string[];
  /**
   * Batch only; one request is a batch of one, with the same result. Nothing of request i may be sent to a model
   * outside `allowed[i]`.
   */
  assess(
    requests: readonly RouteRequest[],
    allowed: readonly ModelMask[],
    tools: Tools,
  ): Promise<readonly Assessment[]>;
}

/** A kind of router, as the policy schema and the runtime know it. */
export interface RouterKind {
  readonly kind: string;
  /** Schema of `spec.params`: a policy file is validated with it before anything is restored. */
  readonly params: ZodType;
  /** Assessing may ask a model: nothing can be routed without `tools.completer`. */
  readonly asksModels?: true;
  /** @throws {BenchError} when the spec's attachments do not fit its parameters */
  restore(spec: RouterSpec): FittedRouter;
}
