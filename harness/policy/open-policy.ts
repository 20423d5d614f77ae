import { BenchError } from '../bench-error.ts';
import { decide, predictedCosts, utility } from '../evaluate/decide.ts';
import { exploredModel } from '../evaluate/exploration.ts';
import { tradeoffFor } from '../evaluate/operating-point.ts';
import { propensities } from '../evaluate/propensities.ts';
import type { Model, ModelId, ModelMask } from '../model.ts';
import type { RouteRequest } from '../request.ts';
import type { Assessment, Bill, RouterKind } from '../router.ts';
import { requestTokens, type Tools } from '../tools.ts';
import { type ConstraintVerdict, constraintCheck } from './constraints.ts';
import type { Policy } from './policy.ts';
import { readPolicy } from './read-policy.ts';

/** What a policy decides for one request, and why. */
export interface Route {
  /** The chosen model; `undefined` = refused, no allowed model is left. */
  readonly model: ModelId | undefined;
  /** What to try next, in order: after a failure, and in a cascade after an answer that is not accepted. */
  readonly fallbacks: readonly ModelId[];
  /**
   * What the request drew from the operating point: λ in USD per unit of quality, ∞ = quality at any price; of a cascade
   * the level of acceptance.
   */
  readonly tradeoff: number;
  /** True where the model was drawn at random, to learn, and not by what the router thinks. */
  readonly explored: boolean;
  /**
   * Chance of each model of the pool to be the choice for this request, over all draws; sums to 1, all 0 for a refusal.
   * Absent for a cascade: which answer it takes depends on answers.
   */
  readonly propensities?: readonly number[];
  readonly inputTokens: number;
  /** What constraints leave of the pool. */
  readonly mask: ModelMask;
  readonly constraints: readonly ConstraintVerdict[];
  /** Of a cascade: an answer is taken when its signal is at least the level, else the next model is asked. */
  readonly accept?: { readonly signal: string; readonly level: number };
  /** Per model of the pool; absent for routers that rank without predicting. */
  readonly predictions?: readonly Prediction[];
  /** The router's own reasons: rule by rule, neighbour by neighbour. */
  readonly why: readonly string[];
  readonly bill: Bill;
}

export interface Prediction {
  readonly model: ModelId;
  readonly allowed: boolean;
  /** 0..1 */
  readonly quality: number;
  readonly costUsd: number;
  /** q̂ − ĉ/λ; at λ = 0 minus the cost. */
  readonly utility: number;
}

/** A policy that was read, checked and restored. */
export interface OpenPolicy {
  readonly policy: Policy;
  readonly fingerprint: string;
  readonly models: readonly Model[];
  /** What constraints leave of the pool, per request. */
  allowed(requests: readonly RouteRequest[]): readonly ModelMask[];
  assess(requests: readonly RouteRequest[]): Promise<readonly Assessment[]>;
  route(requests: readonly RouteRequest[]): Promise<readonly Route[]>;
}

export interface OpenOptions {
  /** Share of requests to explore with, 0..1, instead of the policy's own. */
  readonly explore?: number | undefined;
}

/**
 * Opens a policy folder: what production runs and what the test split is replayed through.
 *
 * @throws {BenchError} when a file does not hold, or when the embedder is not the policy's
 */
export async function openPolicy(
  folder: string,
  kinds: readonly RouterKind[],
  tools: Tools,
  { explore }: OpenOptions = {},
): Promise<OpenPolicy> {
  const { policy: written, spec, fingerprint } = await readPolicy(folder, kinds);
  const policy =
    explore === undefined ? written : { ...written, operatingPoint: { ...written.operatingPoint, explore } };
  checkEmbedder(folder, policy, tools);
  const router = kinds.find(({ kind }) => kind === spec.kind)!.restore(spec);
  const models = policy.pool as readonly Model[];
  const check = constraintCheck(policy.constraints, models, policy.metadata);
  const allowed = (requests: readonly RouteRequest[]) => requests.map((request) => check(request).mask);
  return {
    policy,
    fingerprint,
    models,
    allowed,
    assess: (requests) => router.assess(requests, allowed(requests), tools),
    async route(requests) {
      const checks = requests.map(check);
      const masks = checks.map(({ mask }) => mask);
      const assessments = await router.assess(requests, masks, tools);
      return requests.map((request, i) => {
        const inputTokens = requestTokens(request, tools);
        const route = routeOne({ assessment: assessments[i]!, models, inputTokens, mask: masks[i]! }, policy, request);
        return { ...route, inputTokens, mask: masks[i]!, constraints: checks[i]!.verdicts };
      });
    },
  };
}

interface Assessed {
  readonly assessment: Assessment;
  readonly models: readonly Model[];
  readonly inputTokens: number;
  readonly mask: ModelMask;
}

function routeOne(
  assessed: Assessed,
  { operatingPoint, salt }: Policy,
  request: RouteRequest,
): Omit<Route, 'inputTokens' | 'mask' | 'constraints'> {
  const { assessment, models, inputTokens, mask } = assessed;
  const tradeoff = tradeoffFor(operatingPoint, request, salt);
  const decided = decide(assessment, models, inputTokens, mask, tradeoff);
  const drawn = decided.length === 0 ? undefined : exploredModel(operatingPoint.explore ?? 0, mask, request, salt);
  const order = drawn === undefined ? decided : [drawn, ...decided.filter((m) => m !== drawn)];
  const [model, ...fallbacks] = order.map((m) => models[m]!.id);
  const common = {
    model,
    fallbacks,
    tradeoff,
    explored: drawn !== undefined,
    why: assessment.why(),
    bill: assessment.bill,
  };
  if (assessment.kind === 'cascade') {
    // The answer of a model drawn at random is taken as it is: the next one is for failures only.
    return drawn === undefined ? { ...common, accept: { signal: assessment.signal, level: tradeoff } } : common;
  }
  const chances = [...propensities(assessment, models, inputTokens, mask, operatingPoint)];
  if (assessment.kind !== 'scores') return { ...common, propensities: chances };
  return { ...common, propensities: chances, predictions: predictionsOf(assessment, assessed, tradeoff) };
}

function predictionsOf(
  assessment: Extract<Assessment, { kind: 'scores' }>,
  { models, inputTokens, mask }: Assessed,
  tradeoff: number,
): Prediction[] {
  const costs = predictedCosts(assessment, models, inputTokens);
  return models.map(({ id }, m) => {
    const quality = assessment.quality[m]!;
    return {
      model: id,
      allowed: mask[m] === 1,
      quality,
      costUsd: costs[m]!,
      utility: utility(quality, costs[m]!, tradeoff),
    };
  });
}

function checkEmbedder(folder: string, policy: Policy, tools: Tools): void {
  if (policy.embedder === null) return;
  const { name, fingerprint } = policy.embedder;
  if (tools.embedder === undefined) {
    throw new BenchError(`${folder} needs the embedder ${name} (${fingerprint.slice(0, 12)}…), and none was given`);
  }
  if (tools.embedder.fingerprint !== fingerprint) {
    throw new BenchError(
      `${folder} was made with the embedder ${name} (${fingerprint.slice(0, 12)}…), not with ${tools.embedder.name} (${tools.embedder.fingerprint.slice(0, 12)}…)`,
      { hint: 'Vectors and thresholds of one embedder mean nothing under another: name the policy’s embedder.' },
    );
  }
}
