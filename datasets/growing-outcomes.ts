import type { Model } from '../harness/model.ts';
import { type Example, emptyTable, type OutcomeTable } from '../harness/outcome-table.ts';

/** One checked cell. NaN = missing. */
export interface Outcome {
  /** A value of `STATUS`. */
  readonly status: number;
  /** 0..1 */
  readonly quality: number;
  readonly costUsd: number;
  readonly latencyMs: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

const NUMBERS = ['quality', 'costUsd', 'latencyMs', 'inputTokens', 'cachedInputTokens', 'outputTokens'] as const;
const UNSEEN = 255;

/** Typed columns that grow while a file is read whose examples and models are not known beforehand. */
export interface GrowingOutcomes {
  /** Records cell (example, model), indices from 0. False, and nothing is changed, when it was recorded before. */
  record(example: number, model: number, outcome: Outcome): boolean;
  /** The table for these examples and models, in index order. */
  finish(examples: readonly Example[], models: readonly Model[]): OutcomeTable;
}

/**
 * @param width models expected; more are allowed and make room once
 * @param height examples expected
 */
export function growingOutcomes(width = 4, height = 1024): GrowingOutcomes {
  let columns = allocate(width, height);
  const makeRoom = (example: number, model: number) => {
    const wider = model < columns.width ? columns.width : Math.max(model + 1, columns.width * 2);
    const taller = example < columns.height ? columns.height : Math.max(example + 1, columns.height * 2);
    if (wider > columns.width || taller > columns.height) columns = copyInto(allocate(wider, taller), columns);
  };
  return {
    record(example, model, outcome) {
      makeRoom(example, model);
      const cell = example * columns.width + model;
      if (columns.status[cell] !== UNSEEN) return false;
      columns.status[cell] = outcome.status;
      for (const name of NUMBERS) columns[name][cell] = outcome[name];
      return true;
    },
    finish: (examples, models) => toTable(columns, examples, models),
  };
}

interface Columns extends Record<(typeof NUMBERS)[number], Float64Array> {
  readonly width: number;
  readonly height: number;
  readonly status: Uint8Array;
}

function allocate(width: number, height: number): Columns {
  const cells = width * height;
  const missing = () => new Float64Array(cells).fill(Number.NaN);
  return {
    width,
    height,
    status: new Uint8Array(cells).fill(UNSEEN),
    quality: missing(),
    costUsd: missing(),
    latencyMs: missing(),
    inputTokens: missing(),
    cachedInputTokens: missing(),
    outputTokens: missing(),
  };
}

function copyInto(to: Columns, from: Columns): Columns {
  for (let i = 0; i < from.height; i++) {
    const start = i * from.width;
    to.status.set(from.status.subarray(start, start + from.width), i * to.width);
    for (const name of NUMBERS) to[name].set(from[name].subarray(start, start + from.width), i * to.width);
  }
  return to;
}

function toTable(columns: Columns, examples: readonly Example[], models: readonly Model[]): OutcomeTable {
  const table = emptyTable(examples, models);
  for (let i = 0; i < Math.min(examples.length, columns.height); i++) {
    const from = i * columns.width;
    const width = Math.min(models.length, columns.width);
    for (let m = 0; m < width; m++) {
      const status = columns.status[from + m]!;
      if (status !== UNSEEN) table.status[i * models.length + m] = status;
    }
    for (const name of NUMBERS) table[name].set(columns[name].subarray(from, from + width), i * models.length);
  }
  return table;
}
