import type { OutcomeTable } from '../outcome-table.ts';
import { random } from '../random.ts';
import { meanEstimate } from '../statistics/mean-estimate.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';
import { minus } from './chosen-figures.ts';
import { mixedCurve } from './curve-values.ts';
import { type Bills, type Choices, REFUSED } from './outcomes.ts';
import type { Results } from './results.ts';
import type { Setting, Side } from './setting.ts';
import { swept } from './sweep.ts';

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
  const validate = judgedSide(setting, setting.validate);
  const test = judgedSide(setting, setting.test);
  return ERROR_RATES.map((errorRate) => {
    const sweepSide = (side: JudgedSide) => swept(budgets, side.outcomes, cascade(side, order, errorRate));
    const curve = mixedCurve(sweepSide(validate), sweepSide(test), setting);
    return {
      errorRate,
      points: curve.test.points.map(({ costUsd, quality }) => ({ costUsd, quality })),
      aiq: meanEstimate(curve.quality, setting.clusters),
      aiqMinusZero: meanEstimate(minus(curve.quality, zeroQuality), setting.clusters),
    };
  });
}

interface JudgedSide extends Pick<Side, 'outcomes'> {
  /** Per cell 1 = good enough for a perfect judge. */
  readonly good: Uint8Array;
  /** Per cell uniform in [0, 1): the judge errs where it is below ε. */
  readonly draw: Float64Array;
}

function judgedSide({ input: { table, split, seed } }: Setting, { outcomes, rows, tasks }: Side): JudgedSide {
  const thresholds = acceptedQualities(table, split.train);
  const { width, quality } = outcomes;
  const good = new Uint8Array(quality.length);
  const draw = new Float64Array(quality.length);
  for (let i = 0; i < rows.length; i++) {
    const least = thresholds.get(tasks[i]!) ?? 1;
    // By id, so that the order of the rows does not matter.
    const rng = random(hashOf(table.examples[rows[i]!]!.id) ^ seed);
    for (let m = 0; m < width; m++) {
      good[i * width + m] = quality[i * width + m]! >= least ? 1 : 0;
      draw[i * width + m] = rng.next();
    }
  }
  const latencyMs = new Float64Array(quality.length).fill(Number.NaN);
  return { outcomes: { ...outcomes, latencyMs }, good, draw };
}

/** Per task the quality that a perfect judge asks for, from train. */
function acceptedQualities({ examples, models, quality }: OutcomeTable, rows: Uint32Array): Map<string, number> {
  const values = new Map<string, number[]>();
  for (const row of rows) {
    const { task } = examples[row]!;
    const own = values.get(task) ?? [];
    values.set(task, own);
    for (let m = 0; m < models.length; m++) own.push(quality[row * models.length + m]!);
  }
  return new Map(Array.from(values, ([task, own]) => [task, nearestRank(Float64Array.from(own), ACCEPTED_QUANTILE)]));
}

function priceOrder(costUsd: Float64Array): number[] {
  return [...costUsd.keys()].sort((a, b) => costUsd[a]! - costUsd[b]! || a - b);
}

/** From the first model alone to all of them, by quantiles of what trying so many costs on train. */
function budgetGrid({ input: { table, split } }: Setting, order: readonly number[]): Float64Array {
  const width = table.models.length;
  const sums: number[] = [];
  for (const row of split.train) {
    let sum = 0;
    for (const model of order) {
      sum += table.costUsd[row * width + model]!;
      sums.push(sum);
    }
  }
  const known = Float64Array.from(sums).sort();
  const quantiles = Array.from({ length: BUDGETS }, (_, i) => known[Math.round(((known.length - 1) * i) / BUDGETS)]!);
  return Float64Array.from(new Set([0, ...quantiles, Number.POSITIVE_INFINITY]));
}

/**
 * A cascade that goes on from one budget to the next larger one: what a budget allows, a larger one allows too. Latencies
 * are left out, which no figure of this curve needs.
 */
function cascade(
  { outcomes, good, draw }: JudgedSide,
  order: readonly number[],
  errorRate: number,
): (budget: number) => { readonly choices: Choices; readonly bills: Bills } {
  const { rows, width, costUsd, allowed } = outcomes;
  const choices = new Int16Array(rows).fill(REFUSED);
  const billUsd = new Float64Array(rows);
  const billLatencyMs = new Float64Array(rows);
  const next = new Uint16Array(rows);
  let open = Uint32Array.from({ length: rows }, (_, i) => i);
  /** Whether a larger budget may change what row `i` gets. */
  const isOpenAfter = (i: number, budget: number): boolean => {
    for (; next[i]! < order.length; next[i]! += 1) {
      const model = order[next[i]!]!;
      const cell = i * width + model;
      if (allowed !== undefined && allowed[cell] === 0) continue;
      const last = choices[i]!;
      if (last >= 0) {
        const spent = billUsd[i]! + costUsd[i * width + last]!;
        if (spent + costUsd[cell]! > budget) return true;
        billUsd[i] = spent;
      }
      choices[i] = model;
      if ((good[cell] === 1) !== draw[cell]! < errorRate) return false;
    }
    return false;
  };
  return (budget) => {
    open = open.filter((i) => isOpenAfter(i, budget));
    return { choices: choices.slice(), bills: { billUsd: billUsd.slice(), billLatencyMs } };
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
