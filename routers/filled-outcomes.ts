import type { OutcomeTable } from '../harness/outcome-table.ts';
import { answeredOutcomes, type Outcomes } from './outcome-means.ts';

/**
 * Outcomes of the prior: a model's own outcomes count against this many of the pool's mean, and its outcomes on one task
 * against as many of its own mean.
 */
const PRIOR_OUTCOMES = 10;

/**
 * The outcomes to learn from, complete: a cell that was not answered is estimated, so that a model with few outcomes is
 * shrunk towards what the pool does and not trusted. What was answered stays as it is; a table without gaps comes back
 * untouched.
 *
 * @throws {BenchError} naming a model without any outcome: nothing can be learned about it
 */
export function filledOutcomes(train: OutcomeTable, router: string): Outcomes {
  const outcomes = answeredOutcomes(train, router);
  const gaps = modelsWithGaps(outcomes);
  if (gaps.length === 0) return outcomes;
  const tasks = train.examples.map(({ task }) => task);
  const quality = outcomes.quality.slice();
  const outputTokens = outcomes.outputTokens.slice();
  for (const model of gaps) {
    fillQuality(model, outcomes, tasks, quality);
    fillTokens(model, outcomes, outputTokens);
  }
  return { ...outcomes, quality, outputTokens };
}

function modelsWithGaps({ width, quality }: Outcomes): readonly number[] {
  const gaps = new Set<number>();
  quality.forEach((q, cell) => {
    if (Number.isNaN(q)) gaps.add(cell % width);
  });
  return [...gaps].sort((a, b) => a - b);
}

/**
 * An unknown quality is that of a linear model of prompts and models: how much better than usual the other models did at
 * this prompt, as far as it matters to this model, plus the mean of the model on this task after the same correction. That
 * mean is shrunk to the model's mean over all tasks, and this one to the mean of the pool.
 */
function fillQuality(model: number, outcomes: Outcomes, tasks: readonly string[], filled: Float64Array): void {
  const { rows, width, quality } = outcomes;
  const means = knownMeans(quality, width);
  const others = means.filter((_, m) => m !== model);
  const pool = others.length === 0 ? means[model]! : others.reduce((sum, mean) => sum + mean, 0) / others.length;
  const ease = Float64Array.from({ length: rows }, (_, row) =>
    meanOfOthers(row, model, quality, width, (q, m) => q - means[m]!, 0),
  );
  const own = Float64Array.from({ length: rows }, (_, row) => quality[row * width + model]!);
  const slope = slopeOf(own, ease);
  const overall = new Tally();
  const byTask = new Map(tasks.map((task) => [task, new Tally()]));
  own.forEach((q, row) => {
    if (Number.isNaN(q)) return;
    overall.add(q - slope * ease[row]!);
    byTask.get(tasks[row]!)!.add(q - slope * ease[row]!);
  });
  const mean = overall.shrunk(pool);
  own.forEach((q, row) => {
    if (!Number.isNaN(q)) return;
    const estimate = slope * ease[row]! + byTask.get(tasks[row]!)!.shrunk(mean);
    filled[row * width + model] = Math.min(1, Math.max(0, estimate));
  });
}

/** Least squares over the known, shrunk to 1: a prompt that is easy for the others is taken to be as easy for this model. */
function slopeOf(own: Float64Array, ease: Float64Array): number {
  const known = [...own.keys()].filter((row) => !Number.isNaN(own[row]!));
  const mean = (values: Float64Array) => known.reduce((sum, row) => sum + values[row]!, 0) / known.length;
  const [ownMean, easeMean] = [mean(own), mean(ease)];
  const prior = (PRIOR_OUTCOMES * ease.reduce((sum, e) => sum + e * e, 0)) / ease.length;
  let products = prior;
  let squares = prior;
  for (const row of known) {
    products += (own[row]! - ownMean) * (ease[row]! - easeMean);
    squares += (ease[row]! - easeMean) ** 2;
  }
  return squares === 0 ? 1 : products / squares;
}

/** Unknown lengths: the model's mean length, longer where the other models answered at greater length than usual. */
function fillTokens(model: number, { rows, width, quality, outputTokens }: Outcomes, filled: Float64Array): void {
  const means = knownMeans(outputTokens, width);
  const length = (row: number) =>
    meanOfOthers(row, model, outputTokens, width, (tokens, m) => tokens / Math.max(1, means[m]!), 1);
  const lengths = Float64Array.from({ length: rows }, (_, row) => length(row));
  let tokens = 0;
  let expected = 0;
  for (let row = 0; row < rows; row++) {
    const known = outputTokens[row * width + model]!;
    if (Number.isNaN(known)) continue;
    tokens += known;
    expected += lengths[row]!;
  }
  if (expected === 0) return;
  for (let row = 0; row < rows; row++) {
    const cell = row * width + model;
    if (Number.isNaN(quality[cell]!)) filled[cell] = (lengths[row]! * tokens) / expected;
  }
}

/** Mean per model over the known cells; NaN for a model without any. */
function knownMeans(values: Float64Array, width: number): readonly number[] {
  const tallies = Array.from({ length: width }, () => new Tally());
  values.forEach((value, cell) => {
    if (!Number.isNaN(value)) tallies[cell % width]!.add(value);
  });
  return tallies.map(({ sum, count }) => sum / count);
}

/** Mean of `value` over the other models that are known in the row; `otherwise` where none is. */
function meanOfOthers(
  row: number,
  model: number,
  values: Float64Array,
  width: number,
  value: (known: number, model: number) => number,
  otherwise: number,
): number {
  const tally = new Tally();
  for (let m = 0; m < width; m++) {
    const known = values[row * width + m]!;
    if (m !== model && !Number.isNaN(known)) tally.add(value(known, m));
  }
  return tally.count === 0 ? otherwise : tally.sum / tally.count;
}

class Tally {
  sum = 0;
  count = 0;

  add(value: number): void {
    this.sum += value;
    this.count += 1;
  }

  shrunk(prior: number): number {
    return (this.sum + PRIOR_OUTCOMES * prior) / (this.count + PRIOR_OUTCOMES);
  }
}
