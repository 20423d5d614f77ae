import { join } from 'node:path';
import type { BenchConfig } from '../../harness/config.ts';
import type { Assessments, Candidate } from '../../harness/evaluate/evaluation-input.ts';
import { pureOperatingPoint } from '../../harness/evaluate/operating-point.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import { type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import { openPolicy } from '../../harness/policy/open-policy.ts';
import { type PolicyDraft, writePolicy } from '../../harness/policy/write-policy.ts';
import { permutation, random } from '../../harness/random.ts';
import type { Router, RouterSpec } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { routerKinds } from '../../routers/index.ts';
import type { Progress } from '../progress.ts';
import { redactedSpec } from '../redact/redacted-spec.ts';
import { candidateFiles, candidateFolder } from './candidate-files.ts';
import { assessDirectly, fitOrLeaveOut, noRouterFits, requestsAt } from './fit-router.ts';
import { isRedacted } from './is-redacted.ts';
import type { PreparedData } from './prepare-data.ts';

/** A router that was fitted on train, saved as a policy, opened again, and asked about validate and test. */
export interface FittedCandidate {
  readonly candidate: Candidate;
  readonly spec: RouterSpec;
}

/** Everything of a policy that does not depend on the router. */
export type PolicyFacts = Omit<PolicyDraft, 'name' | 'routerName' | 'operatingPoint' | 'embedder'>;

export interface CandidatesToFit {
  readonly routers: readonly Router[];
  /** Leave out routers that do not fit the dataset instead of failing. */
  readonly leaveOutMisfits: boolean;
  /** Folder of the run: the policies that get opened are kept in it. */
  readonly folder: string;
}

/**
 * Fits every router and assesses validate and test through the policy as saved and opened again, so that what is measured
 * is what ships.
 *
 * @returns the fitted ones, and a note for each that was left out
 */
export async function fitCandidates(
  { routers, leaveOutMisfits, folder }: CandidatesToFit,
  data: PreparedData,
  facts: PolicyFacts,
  config: BenchConfig,
  tools: Tools,
  progress: Progress,
): Promise<{ fitted: FittedCandidate[]; leftOut: string[] }> {
  const train = takeRows(data.table, data.split.train);
  const shuffledTrain = config.shuffledControl === false ? undefined : shuffleOutcomes(train, config.seed);
  const fitted: FittedCandidate[] = [];
  const leftOut: string[] = [];
  for (const given of routers) {
    const router = given.withIds?.(data.table.examples) ?? given;
    const onProgress = progress.stage(`router ${router.name}`);
    const busy: Tools = { ...tools, onProgress };
    const real = await fitOrLeaveOut(router, train, busy, leaveOutMisfits ? leftOut : undefined);
    if (real === undefined) continue;
    const files = candidateFiles(router.name, fitted.length);
    const policy = join(folder, candidateFolder({ files }));
    const spec = isRedacted(config) ? redactedSpec(router.name, real.spec) : real.spec;
    const assessments = await assessThroughPolicy(router.name, spec, data, facts, policy, busy);
    const shuffled =
      router.learned && shuffledTrain !== undefined
        ? await assessDirectly(await router.fit(shuffledTrain, busy), data, busy)
        : undefined;
    fitted.push({
      spec,
      candidate: {
        name: router.name,
        kind: spec.kind,
        learned: router.learned,
        ...(router.notDeployable === undefined ? {} : { notDeployable: router.notDeployable }),
        notes: real.notes,
        assessments,
        ...(shuffled === undefined ? {} : { shuffled }),
        files,
      },
    });
  }
  if (fitted.length === 0) throw noRouterFits(leftOut);
  return { fitted, leftOut };
}

/** The embedder as a policy names it; `null` for routers that embed nothing. */
export function policyEmbedder(spec: RouterSpec, tools: Tools): PolicyDraft['embedder'] {
  if (spec.embedder === undefined) return null;
  const { name, dimensions } = tools.embedder!;
  return { name, fingerprint: spec.embedder, dimensions };
}

async function assessThroughPolicy(
  name: string,
  spec: RouterSpec,
  data: PreparedData,
  facts: PolicyFacts,
  folder: string,
  tools: Tools,
): Promise<Assessments> {
  const operatingPoint = pureOperatingPoint(Number.POSITIVE_INFINITY);
  const draft = { ...facts, name, routerName: name, operatingPoint, embedder: policyEmbedder(spec, tools) };
  await writePolicy(folder, draft, spec);
  const opened = await openPolicy(folder, routerKinds, tools, { assumed: UNLIMITED });
  return {
    validate: await opened.assess(requestsAt(data.table, data.split.validate)),
    test: await opened.assess(requestsAt(data.table, data.split.test)),
  };
}

/** The same prompts with the outcomes of other prompts: what a router gains on these is no knowledge about prompts. */
function shuffleOutcomes(train: OutcomeTable, seed: number): OutcomeTable {
  const order = permutation(train.examples.length, random(seed ^ 0x5bf0_3635));
  return { ...takeRows(train, order), examples: train.examples };
}
