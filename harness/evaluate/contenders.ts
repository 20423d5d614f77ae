/** Marks a row whose choice depends on the tradeoff. */
export const SCORED = -2;

/** Predicted scores of many requests. Row-major. */
export interface PackedScores {
  readonly rows: number;
  readonly width: number;
  /** Empty where no row is scored. */
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  /** The model that a ranking picks, −1 when it picks none, `SCORED` where scores decide. */
  readonly ranked: Int16Array;
  /** 1 = allowed; absent where nothing is forbidden. */
  readonly allowed?: Uint8Array;
}

/** Of each row that scores decide, the models that some tradeoff may choose. Those of row i stand from `starts[i]` up to `starts[i + 1]`. */
export interface Contenders {
  readonly starts: Uint32Array;
  /** In pool order. */
  readonly models: Int16Array;
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
}

/**
 * Leaves out every model that another one beats at any tradeoff, so that a sweep compares the few that are left (about 3 of 11
 * where predictions are noise). Exact, rounding included: q̂ − ĉ/λ rounded never falls with q̂ and never rises with ĉ, and
 * equal utilities go to the cheaper model, then to pool order.
 */
export function contendersOf(scores: PackedScores): Contenders {
  const { rows, width, quality, ranked, allowed } = scores;
  const starts = new Uint32Array(rows + 1);
  const cells = new Uint32Array(quality.length);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    starts[i] = count;
    if (ranked[i] !== SCORED || quality.length === 0) continue;
    let end = count;
    for (let cell = i * width; cell < (i + 1) * width; cell++) {
      if (allowed !== undefined && allowed[cell] === 0) continue;
      if (!isBeaten(cell, cells, count, end, scores)) cells[end++] = cell;
    }
    for (let k = count; k < end; k++) {
      if (!isBeaten(cells[k]!, cells, k + 1, end, scores)) cells[count++] = cells[k]!;
    }
  }
  starts[rows] = count;
  return { starts, ...taken(cells.subarray(0, count), scores) };
}

function taken(cells: Uint32Array, { width, quality, costUsd }: PackedScores): Omit<Contenders, 'starts'> {
  const contenders = {
    models: new Int16Array(cells.length),
    quality: new Float64Array(cells.length),
    costUsd: new Float64Array(cells.length),
  };
  for (let k = 0; k < cells.length; k++) {
    const cell = cells[k]!;
    contenders.models[k] = cell % width;
    contenders.quality[k] = quality[cell]!;
    contenders.costUsd[k] = costUsd[cell]!;
  }
  return contenders;
}

/** Whether one of the `others` predicts no less quality for less money, or for the same money and stands before it. */
function isBeaten(
  cell: number,
  others: Uint32Array,
  from: number,
  to: number,
  { quality, costUsd }: PackedScores,
): boolean {
  const ownQuality = quality[cell]!;
  const ownCost = costUsd[cell]!;
  for (let k = from; k < to; k++) {
    const other = others[k]!;
    if (quality[other]! < ownQuality) continue;
    const cost = costUsd[other]!;
    if (cost < ownCost || (cost === ownCost && other < cell)) return true;
  }
  return false;
}
