import type { EvaluationInput } from './evaluation-input.ts';
import { aiqCodeCompatible } from './metrics/aiq.ts';
import { paretoDistances } from './metrics/pareto-distance.ts';
import { mixtureResults } from './mixture-results.ts';
import type { Bills } from './outcomes.ts';
import { referenceCurves } from './reference-curves.ts';
import { RESULTS_VERSION, type Results } from './results.ts';
import { poolFacts } from './roi/pool-facts.ts';
import { routerResults } from './router-results.ts';
import { policyResults } from './selection/policy-results.ts';
import { selectWithoutRouter } from './selection/select-without-router.ts';
import { selectionRules } from './selection/selection-rules.ts';
import type { ModelShareFigures } from './selection/selection-schema.ts';
import { settingOf } from './setting.ts';
import { significanceFigures } from './significance-figures.ts';
import { modelFigures, singleResults } from './single-results.ts';

export interface Evaluation {
  readonly results: Results;
  /** Per candidate: the model chosen for each test row at its operating point, −1 = refused. */
  readonly decisions: ReadonlyMap<string, Int16Array>;
  /** The same for what ships. */
  readonly shipped: Int16Array;
  /** Per candidate: what it spent on each test row beside the answer that counts. */
  readonly bills: ReadonlyMap<string, Bills>;
}

/** An evaluation with what it measured query by query, for comparing two of them on the same test queries. */
export interface MeasuredEvaluation extends Evaluation {
  /** Per candidate: what the AIQ is the mean of, in the order of the test rows (0..1). */
  readonly aiqQuality: ReadonlyMap<string, Float64Array>;
}

export interface EvaluateOptions {
  /** `verdict` leaves out the reference curves by which nothing is decided or judged; default `report`, everything. */
  readonly detail?: 'report' | 'verdict';
  /** Tradeoffs between 0 and ∞ to sweep routers that predict over, at least 2; default 39. */
  readonly steps?: number;
}

/**
 * From assessments to results. Pure: same input, same bytes.
 *
 * All that is chosen (cost range, mixtures, operating points, the policy) is chosen on validate; every figure is of
 * test unless it says otherwise.
 *
 * @throws {BenchError} when the split is too small for an interval or the objective names no model of the pool
 */
export function evaluate(
  input: EvaluationInput,
  { detail = 'report', steps }: EvaluateOptions = {},
): MeasuredEvaluation {
  const setting = settingOf(input, steps);
  const { figures: reference, baselines } = referenceCurves(setting, detail);
  const singles = singleResults(setting, baselines);
  const rules = selectionRules(setting);
  const without = selectWithoutRouter(rules);
  const { choices: mixed, ...mixture } = mixtureResults(without, setting, baselines);
  const routers = input.candidates.map((candidate) => routerResults(candidate, setting, baselines, rules, without));
  const policy = policyResults({ singles, routers, without, mixture }, rules, setting);
  const codeCompatible = routers.length === 0 ? [] : aiqCodeCompatible(routers.map(({ result }) => result.test));
  const pareto = paretoDistances(
    setting.test.singles,
    routers.map(({ result }) => result.test),
  );
  const results: Results = {
    schema: 'signalbox/results',
    version: RESULTS_VERSION,
    name: input.name,
    seed: input.seed,
    dataset: datasetFacts(input),
    fingerprints: { ...input.fingerprints },
    split: input.split.figures,
    tasks: taskCounts(input),
    objective: input.objective,
    referenceModel: setting.models[setting.reference]!.id,
    models: modelFigures(setting, singles),
    reference,
    costRange: setting.range,
    routers: routers.map(({ result, metrics }, i) => ({
      ...result,
      aiqCodeCompatible: codeCompatible[i]!,
      metrics: { ...metrics, paretoDistance: pareto.routers[i]! },
    })),
    singles: singles.map(({ model, figures, metrics }, i) => ({
      model,
      chosen: figures,
      metrics: { ...metrics, paretoDistance: pareto.singles[i]! },
    })),
    metrics: baselines.pool.facts,
    significance: significanceFigures(setting, rules, routers, baselines.zeroQuality),
    ...mixtureFigures(mixture, policy.selection!.mixing.models),
    pool: poolFacts(setting),
    ...(input.traffic === undefined ? {} : { traffic: input.traffic }),
    ...policy,
    ...(input.redacted ? { redacted: true as const } : {}),
  };
  const decisions = new Map(routers.map(({ result, choices }) => [result.name, choices]));
  return {
    results,
    decisions,
    bills: new Map(routers.map(({ result, bills }) => [result.name, bills])),
    shipped: decisions.get(results.policy.candidate) ?? mixed,
    aiqQuality: new Map(routers.map(({ result, aiqQuality }) => [result.name, aiqQuality])),
  };
}

function datasetFacts({ dataset, table }: EvaluationInput): Results['dataset'] {
  const { card, notes, examples, missing, worstCase } = dataset;
  return {
    name: card.name,
    title: card.title,
    simulated: card.simulated,
    ...(card.licence === undefined ? {} : { licence: card.licence }),
    ...(card.source === undefined ? {} : { source: card.source }),
    scale: { min: card.scale.min, max: card.scale.max },
    estimates: [...card.estimates],
    notes: [...notes],
    examples,
    complete: table.examples.length,
    missing,
    ...(worstCase === undefined ? {} : { worstCase }),
  };
}

function taskCounts({ table, split }: EvaluationInput): Results['tasks'] {
  const counts = new Map<string, { train: number; validate: number; test: number }>();
  for (const side of ['train', 'validate', 'test'] as const) {
    for (const row of split[side]) {
      const { task } = table.examples[row]!;
      const own = counts.get(task) ?? { train: 0, validate: 0, test: 0 };
      own[side] += 1;
      counts.set(task, own);
    }
  }
  return [...counts.keys()].sort().map((task) => ({ task, ...counts.get(task)! }));
}

/** A single model that ships without a router already stands among the single models. */
function mixtureFigures(
  { name, chosen, metrics }: Pick<NonNullable<Results['mixture']>, 'name' | 'chosen' | 'metrics'>,
  models: ModelShareFigures,
): Pick<Results, 'mixture'> {
  return models.length === 1 ? {} : { mixture: { name, models, chosen, metrics } };
}
