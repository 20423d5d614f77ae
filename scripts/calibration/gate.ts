import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { atChoices, type Choices, outcomesOf } from '../../harness/evaluate/outcomes.ts';
import type { Baseline, Measurement } from '../../harness/gate/baseline.ts';
import { compareWithBaseline } from '../../harness/gate/compare-with-baseline.ts';
import type { CriterionName } from '../../harness/gate/gate-schema.ts';
import { type SetMargins, setMargins } from '../../harness/gate/margins.ts';
import { takeRows } from '../../harness/outcome-table.ts';
import { type Random, random } from '../../harness/random.ts';
import type { Assessment } from '../../harness/router.ts';
import { mean } from '../../harness/statistics/mean-estimate.ts';
import { planningOfRun, type RunToPlanWith } from '../gate/planning-of-run.ts';
import { type Decided, decidedAt } from '../policy/decided.ts';
import { drawDataset } from './population.ts';
import type { Share } from './share.ts';

export interface GateCalibrationOptions {
  readonly runs: number;
  /** Test queries. */
  readonly n: number;
  readonly groupSize: number;
}

export interface GateCalibration {
  /** The very same decisions. */
  readonly unchanged: Share;
  /** The router fitted again: its predictions move at random, and its choices with them. */
  readonly refitted: Share;
  /** Quality lost, twice the margin, by sending a share of the clusters to the worst model. */
  readonly qualityByModel: Share;
  /** The same by as few prompts as it takes: right answers turn wrong. */
  readonly qualityByPrompt: Share;
  /** Cost risen, twice the margin, by sending a share of the clusters to the reference model. */
  readonly cost: Share;
}

/** How much a new fit moves predictions. */
const JITTER = 0.05;
const ROUTER = 'router';

/**
 * The gate where the truth is known: in every run a test set is drawn anew, a baseline is written for a router at the operating
 * point that validate chose, with the smallest margins that the baseline accepts, and trees are checked against it.
 */
export function gateCalibration(
  { runs, n, groupSize }: GateCalibrationOptions,
  onProgress: (done: number, total: number) => void,
): GateCalibration {
  const count = { unchanged: 0, refitted: 0, qualityByModel: 0, qualityByPrompt: 0, cost: 0 };
  for (let run = 0; run < runs; run++) {
    const input = drawDataset(
      {
        train: 1200,
        validate: 600,
        groupSize,
        routers: { [ROUTER]: 0.7, other: 0.5, third: 0.6 },
        objective: { kind: 'cheapest-within', margin: 0.02 },
      },
      { fixed: 11, fresh: 1000 + run, test: n },
    );
    const rng = random(77 + run);
    const { baseline, margins, tree } = written(input, rng);
    const passes = (decided: Decided) =>
      compareWithBaseline(baseline, tree.measure(decided), margins).status === 'pass';
    const fails = (decided: Decided, name: CriterionName) => {
      const result = compareWithBaseline(baseline, tree.measure(decided), margins);
      return result.status === 'regression' && result.criteria.some((each) => each.name === name && each.regression);
    };
    const twice = (name: CriterionName) => 2 * margins.tested.get(name)!.margin;
    if (passes(tree.decided)) count.unchanged += 1;
    if (passes(tree.refit(rng))) count.refitted += 1;
    if (fails(tree.redirect('quality', twice('quality'), rng), 'quality')) count.qualityByModel += 1;
    if (fails(tree.spoil(twice('quality'), rng), 'quality')) count.qualityByPrompt += 1;
    if (fails(tree.redirect('costUsd', twice('cost'), rng), 'cost')) count.cost += 1;
    onProgress(run + 1, runs);
  }
  const share = (happened: number): Share => ({ count: happened, runs });
  return {
    unchanged: share(count.unchanged),
    refitted: share(count.refitted),
    qualityByModel: share(count.qualityByModel),
    qualityByPrompt: share(count.qualityByPrompt),
    cost: share(count.cost),
  };
}

interface DrawnTree {
  readonly decided: Decided;
  measure(decided: Decided): Measurement;
  refit(rng: Random): Decided;
  /** Sends clusters to the model that does most harm among those the gate plans with, drawn with the chance that makes `harm`. */
  redirect(column: 'quality' | 'costUsd', harm: number, rng: Random): Decided;
  /** Turns right answers wrong, drawn with the chance that makes `harm`. */
  spoil(harm: number, rng: Random): Decided;
}

function written(input: EvaluationInput, rng: Random): { baseline: Baseline; margins: SetMargins; tree: DrawnTree } {
  const { table, split } = input;
  const once = evaluate(input, { detail: 'verdict' });
  const router = once.results.routers.find(({ name }) => name === ROUTER)!;
  const policy = { candidate: ROUTER, kind: 'router' as const, operatingPoint: router.chosen.operatingPoint };
  const outcomes = outcomesOf(table, split.test);
  const { models } = table;
  const toDecide = {
    requests: takeRows(table, split.test).examples.map(({ request }) => request),
    outcomes,
    models,
    inputTokens: Float64Array.from(split.test, (row) => input.inputTokens[row]!),
  };
  const original = input.candidates.find(({ name }) => name === ROUTER)!.assessments.test;
  const refit = (noise: Random) =>
    decidedAt({ ...toDecide, assessments: jittered(original, noise) }, policy.operatingPoint, input.salt);
  const decided = refit(rng);
  const measure = (now: Decided): Measurement => ({
    dataset: { name: 'calibration', simulated: true },
    fingerprints: { ...input.fingerprints },
    seed: input.seed,
    objective: input.objective,
    models: models.map(({ id, price }) => ({ id, price: price as Measurement['models'][number]['price'] })),
    policy,
    routers: [],
    train: [],
    validate: [],
    test: Array.from(split.test, (row, i) => {
      const cell = i * models.length + now.choices[i]!;
      return {
        id: table.examples[row]!.id,
        hash: '',
        model: now.choices[i]!,
        quality: outcomes.quality[cell]!,
        costUsd: outcomes.costUsd[cell]!,
        latencyMs: outcomes.latencyMs[cell]!,
        correct: null,
        violations: 0,
        cluster: split.units[row]!,
      };
    }),
  });
  const measurement = measure(decided);
  const run: RunToPlanWith = { once, policy, decided, outcomes };
  const baseline = { ...measurement, planning: planningOfRun(input, measurement, run) };
  const units = Array.from(split.test, (row) => split.units[row]!);
  const at = (column: 'quality' | 'costUsd', choices: Choices) => mean(atChoices(outcomes, column, choices));
  return {
    baseline,
    margins: setMargins(baseline, {}),
    tree: {
      decided,
      measure,
      refit,
      redirect(column, harm, noise) {
        const everywhere = [...new Set(decided.choices)].map((model) => decided.choices.map(() => model));
        const [own, ...all] = [decided.choices, ...everywhere].map((choices) => at(column, choices));
        const harms = all.map((value) => (column === 'quality' ? own! - value : value / own! - 1));
        const worst = harms.indexOf(Math.max(...harms));
        const drawn = new Map([...new Set(units)].map((unit) => [unit, noise.next() < harm / harms[worst]!]));
        const choices = decided.choices.map((model, i) => (drawn.get(units[i]!) ? everywhere[worst]![i]! : model));
        return { ...decided, choices };
      },
      spoil(harm, noise) {
        const { quality } = outcomes;
        const width = models.length;
        const wrong = decided.choices.map((model, i) => {
          if (quality[i * width + model] !== 1) return -1;
          return models.findIndex((_, m) => quality[i * width + m] === 0);
        });
        const chance = harm / (wrong.filter((model) => model >= 0).length / wrong.length);
        const choices = decided.choices.map((model, i) =>
          wrong[i]! >= 0 && noise.next() < chance ? wrong[i]! : model,
        );
        return { ...decided, choices };
      },
    },
  };
}

function jittered(assessments: readonly Assessment[], noise: Random): Assessment[] {
  return assessments.map((assessment) =>
    assessment.kind === 'scores'
      ? { ...assessment, quality: assessment.quality.map((value) => value + JITTER * noise.normal()) }
      : assessment,
  );
}
