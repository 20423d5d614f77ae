import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { pureOperatingPoint } from '../../harness/evaluate/operating-point.ts';
import { decisionOf } from '../../harness/policy/decision-of.ts';
import { type OpenPolicy, openPolicy } from '../../harness/policy/open-policy.ts';
import { toyDraft, toyKind, toySpec, toyTools } from '../../harness/policy/toy-kind.fixture.ts';
import { type PolicyDraft, writePolicy } from '../../harness/policy/write-policy.ts';
import { random } from '../../harness/random.ts';

/** The toy policy: `small` at tradeoff 0, `large` at ∞. */
export async function openToyPolicy(
  tradeoff: number,
  explore = 0,
  draft: Partial<PolicyDraft> = {},
): Promise<OpenPolicy> {
  const folder = await mkdtemp(join(tmpdir(), 'toy-policy-'));
  try {
    const operatingPoint = { ...pureOperatingPoint(tradeoff), ...(explore === 0 ? {} : { explore }) };
    await writePolicy(folder, { ...toyDraft, operatingPoint, ...draft }, toySpec);
    return await openPolicy(folder, [toyKind], toyTools);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Mean quality of the toy models; a right answer is 1, a wrong one 0. */
export const TOY_QUALITY = { small: 0.5, large: 0.8 } as const;

/** What a policy would have logged of `count` requests: `small` is right half of the time and costs .001, `large` .8 and .01. */
export async function toyLog(policy: OpenPolicy, count: number, seed: number): Promise<DecisionRecord[]> {
  const rng = random(seed);
  const requests = Array.from({ length: count }, (_, i) => ({
    messages: [{ role: 'user' as const, content: `request ${i} of ${seed}` }],
    metadata: { tier: i % 2 === 0 ? 'pro' : 'free', dataClass: i % 2 === 0 ? 'public' : 'phi' },
  }));
  const routes = await policy.route(requests);
  return routes.map((route, i) => ({
    ...decisionOf(policy, requests[i]!, route, { id: `${seed}-${i}`, keepRequest: true }),
    costUsd: route.model === 'small' ? 0.001 : 0.01,
    latencyMs: 100 + 100 * rng.next(),
    quality: rng.next() < TOY_QUALITY[route.model as keyof typeof TOY_QUALITY] ? 1 : 0,
  }));
}
