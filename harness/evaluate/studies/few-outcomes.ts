import { type OutcomeTable, STATUS, takeRows } from '../../outcome-table.ts';
import { permutation, random } from '../../random.ts';

/**
 * A training table in which one model was asked about `outcomes` of the prompts only: all its other cells are missing.
 * The prompts that it was asked about are drawn at random; more outcomes hold those of fewer.
 */
export function withFewOutcomes(train: OutcomeTable, model: number, outcomes: number, seed: number): OutcomeTable {
  const rows = train.examples.length;
  const width = train.models.length;
  const copy = takeRows(train, [...train.examples.keys()]);
  for (const row of permutation(rows, random(seed)).subarray(outcomes)) {
    const cell = row * width + model;
    copy.status[cell] = STATUS.missing;
    for (const column of NUMBERS) copy[column][cell] = Number.NaN;
    for (const signal of copy.signals.values()) {
      for (const column of ['values', 'costUsd', 'latencyMs', 'inputTokens', 'outputTokens'] as const) {
        signal[column][cell] = Number.NaN;
      }
    }
  }
  return copy;
}

const NUMBERS = ['quality', 'costUsd', 'latencyMs', 'inputTokens', 'cachedInputTokens', 'outputTokens'] as const;
