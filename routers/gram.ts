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

const BLOCK = 4;

/** Moments of the rows given; no target may be missing there. */
export function momentsOf(observations: Observations, rows: readonly number[]): Moments {
  const columns = [...Array(observations.targets).keys()];
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

/** Σ x·xᵀ over the rows given, lower triangle. Four rows at a time: half the time goes into reading and writing sums. */
export function gramOf(x: Float32Array, dimensions: number, rows: readonly number[]): Float64Array {
  const gram = new Float64Array(dimensions * dimensions);
  const [a, b, c, d] = Array.from({ length: BLOCK }, () => new Float64Array(dimensions));
  for (let start = 0; start < rows.length; start += BLOCK) {
    [a!, b!, c!, d!].forEach((vector, offset) => {
      const row = rows[start + offset];
      if (row === undefined) vector.fill(0);
      else vector.set(x.subarray(row * dimensions, (row + 1) * dimensions));
    });
    addBlock(gram, dimensions, a!, b!, c!, d!);
  }
  return gram;
}

function addBlock(
  gram: Float64Array,
  dimensions: number,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
): void {
  for (let i = 0; i < dimensions; i++) {
    const ai = a[i]!;
    const bi = b[i]!;
    const ci = c[i]!;
    const di = d[i]!;
    const at = i * dimensions;
    for (let j = 0; j <= i; j++) gram[at + j]! += ai * a[j]! + bi * b[j]! + ci * c[j]! + di * d[j]!;
  }
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
  const sum = (left: Float64Array, right: Float64Array) => left.map((value, i) => value + sign * right[i]!);
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
