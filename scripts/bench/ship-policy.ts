import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import { openPolicy } from '../../harness/policy/open-policy.ts';
import { writePolicy } from '../../harness/policy/write-policy.ts';
import type { RouterSpec } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { fixed, routerKinds } from '../../routers/index.ts';
import { type FittedCandidate, type PolicyFacts, policyEmbedder } from './fit-candidates.ts';
import type { PreparedData } from './prepare-data.ts';

export interface PolicyToShip extends Evaluation {
  readonly fitted: readonly FittedCandidate[];
  readonly data: PreparedData;
  readonly facts: PolicyFacts;
  readonly tools: Tools;
}

/**
 * Writes the winning policy, opens it again, and replays the test split through it.
 *
 * @throws {Error} when the opened policy decides a single test query otherwise than the report says: a bug
 */
export async function shipPolicy(folder: string, shipped: PolicyToShip): Promise<void> {
  const { results, data, facts, tools } = shipped;
  const { candidate, chosen } = results.policy;
  const spec = await specToShip(shipped);
  const { quality, costUsd } = chosen;
  await writePolicy(
    folder,
    {
      ...facts,
      name: results.name,
      routerName: candidate,
      operatingPoint: chosen.operatingPoint,
      embedder: policyEmbedder(spec, tools),
      provenance: {
        ...facts.provenance,
        measured: {
          quality: [quality.value, quality.low, quality.high],
          costUsd: [costUsd.value, costUsd.low, costUsd.high],
          referenceModel: results.referenceModel,
          note: results.policy.reason,
        },
      },
    },
    spec,
  );
  const opened = await openPolicy(folder, routerKinds, tools);
  const rows = Array.from(data.split.test);
  const routes = await opened.route(rows.map((row) => data.table.examples[row]!.request));
  const reported = reportedDecisions(shipped);
  routes.forEach(({ model }, i) => {
    const at = opened.models.findIndex(({ id }) => id === model);
    if (at !== reported[i]) {
      const id = data.table.examples[rows[i]!]!.id;
      throw new Error(`the opened policy sends ${id} to ${model}, the report to ${opened.models[reported[i]!]?.id}`);
    }
  });
}

/** The model of each test query as the report has it: an index of the pool. */
function reportedDecisions({ results, decisions, data }: PolicyToShip): ArrayLike<number> {
  const { candidate, kind } = results.policy;
  if (kind === 'single') {
    const model = data.table.models.findIndex(({ id }) => id === candidate);
    return new Int16Array(data.split.test.length).fill(model);
  }
  const reported = decisions.get(candidate);
  if (reported === undefined) throw new Error(`no decisions of ${candidate} to compare the policy with`);
  return reported;
}

async function specToShip({ results, fitted, data, tools }: PolicyToShip): Promise<RouterSpec> {
  const { candidate, kind } = results.policy;
  if (kind === 'single') return (await fixed({ model: candidate }).fit(data.table, tools)).spec;
  const router = fitted.find((each) => each.candidate.name === candidate);
  if (router === undefined) throw new Error(`the policy ships ${candidate}, which was not fitted`);
  return router.spec;
}
