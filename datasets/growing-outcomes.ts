import type { Model } from '../harness/model.ts';
import { type Example, emptyTable, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';

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
    columns = copyInto(allocate(wider, taller), columns);
  };
  return {
    record(example, model, outcome) {
      if (example >= columns.height || model >= columns.width) makeRoom(example, model);
      const cell = example * columns.width + model;
      if (columns.status[cell] !== UNSEEN) return false;
      columns.status[cell] = outcome.status;
      columns.quality[cell] = outcome.quality;
      columns.costUsd[cell] = outcome.costUsd;
      columns.latencyMs[cell] = outcome.latencyMs;
      columns.inputTokens[cell] = outcome.inputTokens;
      columns.cachedInputTokens[cell] = outcome.cachedInputTokens;
      columns.outputTokens[cell] = outcome.outputTokens;
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
  copyCells(to.status, to.width, from.status, from.width, from.height, from.width);
  for (const name of NUMBERS) copyCells(to[name], to.width, from[name], from.width, from.height, from.width);
  return to;
}

function toTable(columns: Columns, examples: readonly Example[], models: readonly Model[]): OutcomeTable {
  const table = emptyTable(examples, models);
  const height = Math.min(examples.length, columns.height);
  const width = Math.min(models.length, columns.width);
  copyCells(table.status, models.length, columns.status, columns.width, height, width);
  for (let cell = 0; cell < table.status.length; cell++) {
    if (table.status[cell] === UNSEEN) table.status[cell] = STATUS.missing;
  }
  for (const name of NUMBERS) copyCells(table[name], models.length, columns[name], columns.width, height, width);
  return table;
}

/** Plain loops: a view for each row costs more than copying its few cells. */
function copyCells<T extends Uint8Array | Float64Array>(
  to: T,
  toWidth: number,
  from: T,
  fromWidth: number,
  height: number,
  width: number,
): void {
  for (let i = 0; i < height; i++) {
    for (let m = 0; m < width; m++) to[i * toWidth + m] = from[i * fromWidth + m]!;
  }
}
