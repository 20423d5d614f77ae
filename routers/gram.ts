/** Sums over rows of vectors x and targets y from which a least-squares fit is computed. */
export interface Moments {
  readonly rows: number;
  readonly dimensions: number;
  readonly targets: number;
  /** Σ x, length dimensions. */
  readonly x: Float64Array;
  /** Σ y, length targets. */
  readonly y: Float64Array;
  /** Σ x·xᵀ, dimensions × dimensions; lower triangle only. */
  readonly xx: Float64Array;
  /** Σ y·xᵀ, targets × dimensions. */
  readonly yx: Float64Array;
}

/** Row-major matrices with one row for each observation. */
export interface Observations {
  readonly x: Float32Array;
  readonly dimensions: number;
  readonly y: Float64Array;
  readonly targets: number;
}

/** Rows taken together: 384 numbers each, they stay in the cache. */
const PANEL = 128;

/** Moments of the rows given and of some targets, all where left out; none of them may be missing there. */
export function momentsOf(
  observations: Observations,
  rows: readonly number[],
  columns: readonly number[] = [...Array(observations.targets).keys()],
): Moments {
  return { ...sumsOf(observations, rows, columns), xx: gramOf(observations.x, observations.dimensions, rows) };
}

/** All moments but the Gram matrix, over the rows and the targets given. */
export function sumsOf(
  { x, dimensions, y, targets }: Observations,
  rows: readonly number[],
  columns: readonly number[],
): Omit<Moments, 'xx'> {
  const sumX = new Float64Array(dimensions);
  const sumY = new Float64Array(columns.length);
  const yx = new Float64Array(columns.length * dimensions);
  for (const row of rows) {
    const vector = x.subarray(row * dimensions, (row + 1) * dimensions);
    for (let i = 0; i < dimensions; i++) sumX[i]! += vector[i]!;
    for (let c = 0; c < columns.length; c++) {
      const value = y[row * targets + columns[c]!]!;
      sumY[c]! += value;
      for (let i = 0; i < dimensions; i++) yx[c * dimensions + i]! += value * vector[i]!;
    }
  }
  return { rows: rows.length, dimensions, targets: columns.length, x: sumX, y: sumY, yx };
}

/**
 * Σ x·xᵀ over the rows given, lower triangle; what stands above the diagonal means nothing.
 *
 * Panels of rows are turned on their side, so that a sum runs over neighbouring numbers, and four sums run at a time:
 * half as long as adding row by row.
 */
export function gramOf(x: Float32Array, dimensions: number, rows: readonly number[]): Float64Array {
  const even = dimensions + (dimensions % 2);
  const gram = new Float64Array(even * even);
  const panel = new Float64Array(even * PANEL);
  for (let start = 0; start < rows.length; start += PANEL) {
    const count = Math.min(PANEL, rows.length - start);
    for (let r = 0; r < count; r++) {
      const at = rows[start + r]! * dimensions;
      for (let i = 0; i < dimensions; i++) panel[i * PANEL + r] = x[at + i]!;
    }
    addPanel(gram, even, panel, count);
  }
  return even === dimensions ? gram : withoutLast(gram, dimensions);
}

function addPanel(gram: Float64Array, size: number, panel: Float64Array, count: number): void {
  for (let i = 0; i < size; i += 2) {
    const a = i * PANEL;
    const b = a + PANEL;
    for (let j = 0; j <= i; j += 2) {
      const c = j * PANEL;
      const d = c + PANEL;
      let ac = 0;
      let ad = 0;
      let bc = 0;
      let bd = 0;
      for (let r = 0; r < count; r++) {
        const ar = panel[a + r]!;
        const br = panel[b + r]!;
        const cr = panel[c + r]!;
        const dr = panel[d + r]!;
        ac += ar * cr;
        ad += ar * dr;
        bc += br * cr;
        bd += br * dr;
      }
      gram[i * size + j]! += ac;
      gram[i * size + j + 1]! += ad;
      gram[(i + 1) * size + j]! += bc;
      gram[(i + 1) * size + j + 1]! += bd;
    }
  }
}

function withoutLast(square: Float64Array, size: number): Float64Array {
  const kept = new Float64Array(size * size);
  for (let i = 0; i < size; i++) kept.set(square.subarray(i * (size + 1), i * (size + 1) + size), i * size);
  return kept;
}

/** All of `parts` together; at least one. */
export function addMoments(parts: readonly Moments[]): Moments {
  return parts.reduce((sum, part) => combine(sum, part, 1));
}

/** What is left of `whole` without `part`: the training side of a fold. */
export function subtractMoments(whole: Moments, part: Moments): Moments {
  return combine(whole, part, -1);
}

function combine(a: Moments, b: Moments, sign: 1 | -1): Moments {
  const sum = (left: Float64Array, right: Float64Array) => {
    const both = left.slice();
    for (let i = 0; i < both.length; i++) both[i]! += sign * right[i]!;
    return both;
  };
  return {
    rows: a.rows + sign * b.rows,
    dimensions: a.dimensions,
    targets: a.targets,
    x: sum(a.x, b.x),
    y: sum(a.y, b.y),
    xx: sum(a.xx, b.xx),
    yx: sum(a.yx, b.yx),
  };
}
