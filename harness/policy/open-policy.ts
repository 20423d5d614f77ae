import { BenchError } from '../bench-error.ts';
import { countTokens } from '../count-tokens.ts';
import { fallbackChains } from '../failover/fallback-chains.ts';
import type { LiveSignals } from '../live-signals.ts';
import type { Model, ModelMask } from '../model.ts';
import { PromptFeatures } from '../prompt-features.ts';
import type { RouteRequest } from '../request.ts';
import type { Assessment, RouterKind } from '../router.ts';
import { requestTokens, type Tools } from '../tools.ts';
import { type ConstraintVerdict, constraintCheck, declaredTypes } from './constraints.ts';
import type { Policy } from './policy.ts';
import { type PolicyFiles, readPolicy } from './read-policy.ts';
import type { Route } from './route.ts';
import { routeOne } from './route-one.ts';
import { standingOf } from './standing-of.ts';

/** A policy that was read, checked and restored. */
export interface OpenPolicy {
  readonly policy: Policy;
  readonly fingerprint: string;
  readonly models: readonly Model[];
  /**
   * What constraints leave of the pool, per request: to be asked again at every hop of a fallback.
   *
   * @param live what the moment knows of each request
   */
  allowed(requests: readonly RouteRequest[], live?: readonly (LiveSignals | undefined)[]): readonly ModelMask[];
  assess(requests: readonly RouteRequest[]): Promise<readonly Assessment[]>;
  /** @param live what the moment knows of each request, in their order; nothing where left out */
  route(requests: readonly RouteRequest[], live?: readonly (LiveSignals | undefined)[]): Promise<readonly Route[]>;
}

export interface OpenOptions {
  /** What constraints take for known of a request that brings no live signals: an evaluation has no moment. */
  readonly assumed?: LiveSignals | undefined;
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
  options: OpenOptions = {},
): Promise<OpenPolicy> {
  return restorePolicy(folder, await readPolicy(folder, kinds), kinds, tools, options);
}

/** {@link openPolicy} of files that were read before: whoever has to look at them to know which tools they need. */
export function restorePolicy(
  folder: string,
  { policy: written, spec, fingerprint }: PolicyFiles,
  kinds: readonly RouterKind[],
  tools: Tools,
  { explore, assumed }: OpenOptions = {},
): OpenPolicy {
  const policy =
    explore === undefined ? written : { ...written, operatingPoint: { ...written.operatingPoint, explore } };
  checkEmbedder(folder, policy, tools);
  const router = kinds.find(({ kind }) => kind === spec.kind)!.restore(spec);
  const models = policy.pool as readonly Model[];
  const check = constraintCheck(policy.constraints, models, policy.metadata);
  const chainOf = fallbackChains(
    policy.failover?.chains ?? [],
    models.map(({ id }) => id),
    declaredTypes(policy.metadata),
  );
  const allowed: OpenPolicy['allowed'] = (requests, live = []) =>
    requests.map((request, i) => check(request, live[i] ?? assumed).mask);
  return {
    policy,
    fingerprint,
    models,
    allowed,
    assess: (requests) => router.assess(requests, allowed(requests), tools),
    async route(requests, live = []) {
      const prompts = requests.map((request) => new PromptFeatures(request, { countTokens }));
      const checks = requests.map((request, i) => check(request, live[i] ?? assumed, prompts[i]));
      const assessments = await router.assess(
        requests,
        checks.map(({ mask }) => mask),
        tools,
      );
      return requests.map((request, i) => {
        const { mask, verdicts } = checks[i]!;
        // Counted once, where constraints and the router count alike.
        const inputTokens = tools.countTokens === countTokens ? prompts[i]!.tokens : requestTokens(request, tools);
        const signals = live[i];
        const standing = signals === undefined ? undefined : standingOf(policy, signals);
        const prompt = prompts[i]!;
        const assessed = { request, prompt, assessment: assessments[i]!, models, inputTokens, mask, live: standing };
        const decided = routeOne(assessed, policy, chainOf);
        return {
          ...decided,
          ...(decided.model === undefined ? { refused: refusalOf(mask, verdicts) } : {}),
          ...(signals === undefined ? {} : { live: signals }),
          inputTokens,
          mask,
          constraints: verdicts,
        };
      });
    },
  };
}

/** A refusal in words: which constraint leaves nobody, or that budget and quotas do. */
function refusalOf(mask: ModelMask, verdicts: readonly ConstraintVerdict[]): string {
  if (mask.includes(1)) return 'budget and quotas leave no model that may be asked';
  const denying = verdicts.filter(({ denied }) => denied.length > 0);
  const error = denying.flatMap(({ denied }) => denied).find((each) => each.error !== undefined)?.error;
  const names = denying.map(({ name }) => `"${name}"`).join(', ');
  return `no model is allowed by ${names}${error === undefined ? '' : ` (${error})`}`;
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
