import { type Contender, choosePolicy } from './choose-policy.ts';
import type { EvaluationInput } from './evaluation-input.ts';
import { aiqCodeCompatible } from './metrics/aiq.ts';
import { referenceCurves } from './reference-curves.ts';
import { RESULTS_VERSION, type Results } from './results.ts';
import { type RouterEvaluation, routerResults } from './router-results.ts';
import { type Setting, settingOf } from './setting.ts';
import { significanceFigures } from './significance-figures.ts';
import { modelFigures, type SingleEvaluation, singleResults } from './single-results.ts';

export interface Evaluation {
  readonly results: Results;
  /** Per candidate: the model chosen for each test row at its operating point, −1 = refused. */
  readonly decisions: ReadonlyMap<string, Int16Array>;
}

/**
 * From assessments to results. Pure: same input, same bytes.
 *
 * All that is chosen (cost range, mixtures, operating points, the policy) is chosen on validate; every figure is of
 * test unless it says otherwise.
 *
 * @throws {BenchError} when the split is too small for an interval or the objective names no model of the pool
 */
export function evaluate(input: EvaluationInput): Evaluation {
  const setting = settingOf(input);
  const { figures: reference, baselines } = referenceCurves(setting);
  const singles = singleResults(setting, baselines.frontier);
  const routers = input.candidates.map((candidate) => routerResults(candidate, setting, baselines));
  const codeCompatible = routers.length === 0 ? [] : aiqCodeCompatible(routers.map(({ result }) => result.test));
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
    routers: routers.map(({ result }, i) => ({ ...result, aiqCodeCompatible: codeCompatible[i]! })),
    singles: singles.map(({ model, figures }) => ({ model, chosen: figures })),
    significance: significanceFigures(setting, routers, baselines.zeroQuality),
    policy: policyOf(setting, singles, routers),
  };
  return { results, decisions: new Map(routers.map(({ result, choices }) => [result.name, choices])) };
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

function policyOf(
  setting: Setting,
  singles: readonly SingleEvaluation[],
  routers: readonly RouterEvaluation[],
): Results['policy'] {
  const ofSingle = ({ model, chosen }: SingleEvaluation): Contender => ({ name: model, kind: 'single', chosen });
  const { winner, feasible, reason } = choosePolicy(
    singles.map(ofSingle),
    routers
      .filter(({ result }) => result.notDeployable === undefined)
      .map(({ result, chosen }) => ({ name: result.name, kind: 'router', chosen })),
    setting.input.objective,
    ofSingle(singles[setting.reference]!),
  );
  const figures =
    winner.kind === 'single'
      ? singles.find(({ model }) => model === winner.name)!.figures
      : routers.find(({ result }) => result.name === winner.name)!.result.chosen;
  return { candidate: winner.name, kind: winner.kind, feasible, chosen: figures, reason };
}
