import { join } from 'node:path';
import type { BenchConfig } from '../../harness/config.ts';
import type { Assessments, Candidate } from '../../harness/evaluate/evaluate.ts';
import { pureOperatingPoint } from '../../harness/evaluate/operating-point.ts';
import { allowAll } from '../../harness/model.ts';
import { type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import { openPolicy } from '../../harness/policy/open-policy.ts';
import { type PolicyDraft, writePolicy } from '../../harness/policy/write-policy.ts';
import { permutation, random } from '../../harness/random.ts';
import type { FittedRouter, Router, RouterSpec } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { routerKinds } from '../../routers/index.ts';
import type { Progress } from '../progress.ts';
import type { PreparedData } from './prepare-data.ts';

/** A router that was fitted on train, saved as a policy, opened again, and asked about validate and test. */
export interface FittedCandidate {
  readonly candidate: Candidate;
  readonly spec: RouterSpec;
}

/** Everything of a policy that does not depend on the router. */
export type PolicyFacts = Omit<PolicyDraft, 'name' | 'routerName' | 'operatingPoint' | 'embedder'>;

/**
 * Fits every router and assesses validate and test through the policy as saved and opened again, so that what is measured
 * is what ships.
 *
 * @param staging a folder of our own for the policies that get opened
 */
export async function fitCandidates(
  routers: readonly Router[],
  data: PreparedData,
  facts: PolicyFacts,
  config: BenchConfig,
  staging: string,
  tools: Tools,
  progress: Progress,
): Promise<FittedCandidate[]> {
  const train = takeRows(data.table, data.split.train);
  const shuffledTrain = config.shuffledControl === false ? undefined : shuffleOutcomes(train, config.seed);
  const fitted: FittedCandidate[] = [];
  for (const router of routers) {
    const onProgress = progress.stage(`router ${router.name}`);
    const busy: Tools = { ...tools, onProgress };
    const real = await router.fit(train, busy);
    const assessments = await assessThroughPolicy(
      router.name,
      real.spec,
      data,
      facts,
      join(staging, router.name),
      busy,
    );
    const shuffled =
      router.learned && shuffledTrain !== undefined
        ? await assessDirectly(await router.fit(shuffledTrain, busy), data, busy)
        : undefined;
    fitted.push({
      spec: real.spec,
      candidate: {
        name: router.name,
        kind: real.spec.kind,
        learned: router.learned,
        notes: real.notes,
        assessments,
        ...(shuffled === undefined ? {} : { shuffled }),
        files: { assessments: `assessments/${router.name}.columns`, decisions: `decisions/${router.name}.columns` },
      },
    });
  }
  return fitted;
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
  const opened = await openPolicy(folder, routerKinds, tools);
  return {
    validate: await opened.assess(requests(data, 'validate')),
    test: await opened.assess(requests(data, 'test')),
  };
}

async function assessDirectly(fitted: FittedRouter, data: PreparedData, tools: Tools): Promise<Assessments> {
  const assess = (part: 'validate' | 'test') => {
    const asked = requests(data, part);
    const everything = allowAll(data.table.models.length);
    return fitted.assess(asked, Array(asked.length).fill(everything), tools);
  };
  return { validate: await assess('validate'), test: await assess('test') };
}

function requests(data: PreparedData, part: 'validate' | 'test') {
  return Array.from(data.split[part], (row) => data.table.examples[row]!.request);
}

/** The same prompts with the outcomes of other prompts: what a router gains on these is no knowledge about prompts. */
function shuffleOutcomes(train: OutcomeTable, seed: number): OutcomeTable {
  const order = permutation(train.examples.length, random(seed ^ 0x5bf0_3635));
  return { ...takeRows(train, order), examples: train.examples };
}
