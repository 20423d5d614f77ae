import { type Bills, type Choices, type Outcomes, REFUSED } from './outcomes.ts';

/** Cascades of many requests, packed. */
export interface PackedCascade {
  /** The signal that accepts an answer. */
  readonly signal: string;
  /** rows × models, row-major: model indices in the order of trial, −1 after the last. */
  readonly order: Int16Array;
}

/** What a cascade does at one acceptance level: the model whose answer is taken, and all that was spent before it. */
export interface CascadeStep {
  readonly choices: Choices;
  /** The router's own bill, the answers that were thrown away, and every signal that was asked for. */
  readonly bills: Bills;
}

/**
 * Runs cascades over recorded answers: an answer is taken when its signal is at least `level`; the last model's is taken
 * as it is, without asking for its signal (RouterBench, arXiv 2403.12031, §3.2). Where a signal was not recorded the
 * answer is not accepted: missing is not passed.
 *
 * @param level 0 takes the first answer whose signal is known, ∞ never stops before the last model
 */
export function cascadeStep(
  { order, signal }: PackedCascade,
  outcomes: Outcomes,
  level: number,
  { billUsd, billLatencyMs }: Bills,
): CascadeStep {
  const { rows, width, costUsd, latencyMs } = outcomes;
  const column = outcomes.signals.get(signal);
  if (column === undefined) throw new Error(`a cascade waits for the signal "${signal}", which the table lacks`);
  const choices = new Int16Array(rows).fill(REFUSED);
  const spent = { billUsd: billUsd.slice(), billLatencyMs: billLatencyMs.slice() };
  for (let i = 0; i < rows; i++) {
    const start = i * width;
    for (let k = 0; k < width && order[start + k]! >= 0; k++) {
      const model = order[start + k]!;
      const cell = start + model;
      choices[i] = model;
      const isLast = k + 1 === width || order[start + k + 1]! < 0;
      if (isLast) break;
      spent.billUsd[i]! += knownOr0(column.costUsd[cell]!);
      spent.billLatencyMs[i]! += knownOr0(column.latencyMs[cell]!);
      if (column.values[cell]! >= level) break;
      spent.billUsd[i]! += costUsd[cell]!;
      spent.billLatencyMs[i]! += latencyMs[cell]!;
    }
  }
  return { choices, bills: spent };
}

/** A signal that was not recorded was not paid for either. */
function knownOr0(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

const STEPS = 40;

/**
 * Acceptance levels of a sweep, ascending: 0, the 2.5 % quantiles of the signal on train, ∞. Quantiles, because judges use
 * a small part of their scale.
 */
export function acceptanceLevels(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const quantiles = Array.from({ length: STEPS + 1 }, (_, i) => known[Math.round(((known.length - 1) * i) / STEPS)]!);
  const levels = [0, ...(known.length === 0 ? [] : quantiles), Number.POSITIVE_INFINITY];
  return Float64Array.from(new Set(levels)).sort();
}
