import type { OutcomeTable } from '../outcome-table.ts';
import { random } from '../random.ts';
import { meanEstimate } from '../statistics/mean-estimate.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';
import { minus } from './chosen-figures.ts';
import { type JudgedRows, judgedPoints, judgedQuality } from './judged-cascade.ts';
import { aiqMixture } from './metrics/aiq.ts';
import { alwaysModel, atChoices } from './outcomes.ts';
import type { CostQuality, Results } from './results.ts';
import type { Setting, Side } from './setting.ts';

/** Error rates of RouterBench's cascades (arXiv 2403.12031, §5). */
const ERROR_RATES = [0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8] as const;

/** An answer as good as this quantile of its task is one that a perfect judge accepts. */
const ACCEPTED_QUANTILE = 0.95;

const BUDGETS = 40;

type SimulatedJudge = NonNullable<Results['reference']['simulatedJudge']>[number];

/**
 * Cascades in price order whose judge knows the grades and errs with probability ε, swept over the budget per query: the
 * next model is not asked when its answer would pass the budget. A curve for study, not a router: it sees what no judge
 * sees, its judge is free, and it knows the cost of an answer that it has not bought.
 *
 * The draws of ε are the same for every ε, so that a worse judge errs wherever a better one does.
 */
export function simulatedJudges(setting: Setting, zeroQuality: Float64Array): SimulatedJudge[] {
  const order = priceOrder(setting.train.costUsd);
  const budgets = budgetGrid(setting, order);
  const accepted = acceptedQualities(setting.input.table, setting.input.split.train);
  const validate = judgedRows(setting, setting.validate, accepted);
  const test = judgedRows(setting, setting.test, accepted);
  return ERROR_RATES.map((errorRate) => {
    const cascade = { order, budgets, errorRate };
    const { weights, cheapest } = mixture(judgedPoints(validate, cascade), setting);
    const quality = judgedQuality(test, cascade, weights);
    const alone = atChoices(test.outcomes, 'quality', alwaysModel(test.outcomes, setting.cheapest));
    const mixed = quality.map((value, i) => value + cheapest * alone[i]!);
    return {
      errorRate,
      points: judgedPoints(test, cascade),
      aiq: meanEstimate(mixed, setting.clusters),
      aiqMinusZero: meanEstimate(minus(mixed, zeroQuality), setting.clusters),
    };
  });
}

/** The AIQ mixture, fixed on validate: weight of each budget, and of the cheapest single model. */
function mixture(points: readonly CostQuality[], { validate, cheapest, range }: Setting) {
  const weights = new Float64Array(points.length);
  let ofCheapest = 0;
  for (const { index, weight } of aiqMixture([...points, validate.singles[cheapest]!], range)) {
    if (index < points.length) weights[index] = weight;
    else ofCheapest = weight;
  }
  return { weights, cheapest: ofCheapest };
}

function judgedRows(
  { input: { table, seed } }: Setting,
  { outcomes, rows, tasks }: Side,
  accepted: ReadonlyMap<string, number>,
): JudgedRows {
  const { width, quality } = outcomes;
  const good = new Uint8Array(quality.length);
  const draw = new Float64Array(quality.length);
  for (let i = 0; i < rows.length; i++) {
    const least = accepted.get(tasks[i]!) ?? 1;
    // By id, so that the order of the rows does not matter.
    const rng = random(hashOf(table.examples[rows[i]!]!.id) ^ seed);
    for (let m = 0; m < width; m++) {
      good[i * width + m] = quality[i * width + m]! >= least ? 1 : 0;
      draw[i * width + m] = rng.next();
    }
  }
  return { outcomes, good, draw };
}

/** Per task the quality that a perfect judge asks for, from train. */
function acceptedQualities({ examples, models, quality }: OutcomeTable, rows: Uint32Array): Map<string, number> {
  const width = models.length;
  const ofTask = new Map<string, number[]>();
  for (const row of rows) {
    const { task } = examples[row]!;
    const own = ofTask.get(task);
    if (own === undefined) ofTask.set(task, [row]);
    else own.push(row);
  }
  const quantile = (own: readonly number[]) => {
    const values = new Float64Array(own.length * width);
    own.forEach((row, i) => {
      values.set(quality.subarray(row * width, (row + 1) * width), i * width);
    });
    return nearestRank(values, ACCEPTED_QUANTILE);
  };
  return new Map(Array.from(ofTask, ([task, own]) => [task, quantile(own)]));
}

function priceOrder(costUsd: Float64Array): number[] {
  return [...costUsd.keys()].sort((a, b) => costUsd[a]! - costUsd[b]! || a - b);
}

/** From the first model alone to all of them, by quantiles of what trying so many costs on train. */
function budgetGrid({ input: { table, split } }: Setting, order: readonly number[]): Float64Array {
  const width = table.models.length;
  const known = new Float64Array(split.train.length * width);
  let at = 0;
  for (const row of split.train) {
    let sum = 0;
    for (const model of order) {
      sum += table.costUsd[row * width + model]!;
      known[at++] = sum;
    }
  }
  known.sort();
  const quantiles = Array.from({ length: BUDGETS }, (_, i) => known[Math.round(((known.length - 1) * i) / BUDGETS)]!);
  return Float64Array.from(new Set([0, ...quantiles, Number.POSITIVE_INFINITY]));
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
