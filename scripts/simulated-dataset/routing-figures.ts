import type { BenchConfig } from '../../harness/config.ts';
import type { Dataset } from '../../harness/dataset.ts';
import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { Candidate } from '../../harness/evaluate/evaluation-input.ts';
import { allowAll } from '../../harness/model.ts';
import { type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import type { Assessment, Router } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { knn } from '../../routers/knn.ts';
import { linear } from '../../routers/linear.ts';
import { type PreparedData, prepareData } from '../bench/prepare-data.ts';
import { withinTaskAuc } from './within-task-auc.ts';

/** What routing is worth on a dataset: means over split seeds. */
export interface RoutingFigures {
  /** AIQ over the zero router of the ridge router, and of the task mean, which knows the task's name. */
  readonly ridge: number;
  readonly taskMean: number;
  /** The same of plain kNN, k = 10, without shrinkage. */
  readonly plainKnn: number;
  /** How well ridge ranks prompts of one task by whether a model answers them. */
  readonly withinTaskAuc: number;
}

const SEEDS = [1, 2, 3, 4, 5];

export async function routingFigures(dataset: Dataset, tools: Tools): Promise<RoutingFigures> {
  const runs: RoutingFigures[] = [];
  for (const seed of SEEDS) runs.push(await oneSplit(dataset, { ...tools, seed }));
  const meanOf = (key: keyof RoutingFigures) => runs.reduce((sum, run) => sum + run[key], 0) / runs.length;
  return {
    ridge: meanOf('ridge'),
    taskMean: meanOf('taskMean'),
    plainKnn: meanOf('plainKnn'),
    withinTaskAuc: meanOf('withinTaskAuc'),
  };
}

async function oneSplit(dataset: Dataset, tools: Tools): Promise<RoutingFigures> {
  const routers = [linear(), knn({ k: 10, shrinkage: 0, name: 'plain' })];
  const config: BenchConfig = {
    dataset: dataset.card.name,
    routers,
    objective: { kind: 'cheapest-within', margin: 0.01 },
    seed: tools.seed,
  };
  const data = prepareData(dataset, config, tools);
  const candidates = await Promise.all(routers.map((router) => candidate(router, data, tools)));
  const { results } = evaluate({
    name: dataset.card.name,
    seed: tools.seed,
    salt: dataset.card.name,
    dataset: {
      card: dataset.card,
      notes: [],
      examples: dataset.table.examples.length,
      missing: data.missing.missing,
    },
    table: data.table,
    split: data.split,
    objective: config.objective,
    inputTokens: data.inputTokens,
    candidates,
    fingerprints: { dataset: dataset.fingerprint, prices: '', embedder: null, config: '', code: '' },
  });
  const gain = (name: string) => results.routers.find((router) => router.name === name)!.aiqMinusZero.value;
  return {
    ridge: gain('linear'),
    taskMean: results.reference.taskMean.aiqMinusZero.value,
    plainKnn: gain('plain'),
    withinTaskAuc: withinTaskAuc(takeRows(data.table, data.split.test), candidates[0]!.assessments.test),
  };
}

async function candidate(router: Router, { table, split }: PreparedData, tools: Tools): Promise<Candidate> {
  const fitted = await router.fit(takeRows(table, split.train), tools);
  return {
    name: router.name,
    kind: fitted.spec.kind,
    learned: router.learned,
    notes: [],
    assessments: {
      validate: await assess(takeRows(table, split.validate)),
      test: await assess(takeRows(table, split.test)),
    },
    files: { assessments: '', decisions: '' },
  };

  function assess({ examples, models }: OutcomeTable): Promise<readonly Assessment[]> {
    const mask = allowAll(models.length);
    return fitted.assess(
      examples.map(({ request }) => request),
      examples.map(() => mask),
      tools,
    );
  }
}
