/** Weights of a logistic regression: log odds of row x are Σ slopes·x + intercept. */
export interface LogisticFit {
  readonly slopes: Float64Array;
  readonly intercept: number;
}

export interface LogisticData {
  /** Row-major, rows of length at most 1. */
  readonly x: Float32Array;
  readonly dimensions: number;
  /** 1 or 0 per row. */
  readonly isPositive: Uint8Array;
}

const MOST_STEPS = 200;
/** Length of the gradient at which nothing worth a step is left. */
const FLAT = 5e-5;

/**
 * Ridge-penalised logistic regression in which both classes weigh as much, so that its odds are a ratio of densities
 * rather than of counts. Minimises the mean loss + penalty/2 · ‖slopes‖² by Nesterov's accelerated gradient with restarts
 * (O'Donoghue and Candès 2015); the step follows from rows of length at most 1.
 *
 * @param rows those to fit to, with both classes among them
 * @param penalty > 0
 * @param start where to begin: the fit at a neighbouring penalty
 */
export function logisticRegression(
  data: LogisticData,
  rows: Uint32Array,
  penalty: number,
  start?: LogisticFit,
): LogisticFit {
  const { dimensions } = data;
  const size = dimensions + 1;
  const weights = classWeights(data, rows);
  // The loss curves by at most ¼ · ‖(x, 1)‖² = ½ in any direction.
  const step = 1 / (0.5 + penalty);
  let at = Float64Array.from({ length: size }, (_, d) => start?.slopes[d] ?? start?.intercept ?? 0);
  let ahead = at.slice();
  let momentum = 1;
  for (let round = 0; round < MOST_STEPS; round++) {
    const gradient = gradientAt(ahead, data, rows, weights, penalty);
    if (Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0)) < FLAT) break;
    const next = ahead.map((value, d) => value - step * gradient[d]!);
    const uphill = next.reduce((sum, value, d) => sum + gradient[d]! * (value - at[d]!), 0) > 0;
    const faster = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const push = uphill ? 0 : (momentum - 1) / faster;
    const before = at;
    ahead = next.map((value, d) => value + push * (value - before[d]!));
    momentum = faster;
    at = next;
  }
  return { slopes: ahead.slice(0, dimensions), intercept: ahead[dimensions]! };
}

/** Log odds of a row. */
export function logOdds({ slopes, intercept }: LogisticFit, { x, dimensions }: LogisticData, row: number): number {
  let sum = intercept;
  const start = row * dimensions;
  for (let d = 0; d < dimensions; d++) sum += slopes[d]! * x[start + d]!;
  return sum;
}

/** −log of the probability that log odds give to the class a row has. */
export function logLoss(odds: number, isPositive: number): number {
  const against = isPositive === 1 ? -odds : odds;
  return against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against));
}

/** Sum to 1, each class to ½. */
function classWeights({ isPositive }: LogisticData, rows: Uint32Array): readonly [number, number] {
  let positive = 0;
  for (const row of rows) positive += isPositive[row]!;
  if (positive === 0 || positive === rows.length) throw new Error('a classifier needs both classes');
  return [0.5 / (rows.length - positive), 0.5 / positive];
}

function gradientAt(
  point: Float64Array,
  { x, dimensions, isPositive }: LogisticData,
  rows: Uint32Array,
  weights: readonly [number, number],
  penalty: number,
): Float64Array {
  const gradient = new Float64Array(dimensions + 1);
  for (const row of rows) {
    const start = row * dimensions;
    let odds = point[dimensions]!;
    for (let d = 0; d < dimensions; d++) odds += point[d]! * x[start + d]!;
    const positive = isPositive[row] === 1;
    const residual = (1 / (1 + Math.exp(-odds)) - (positive ? 1 : 0)) * weights[positive ? 1 : 0];
    for (let d = 0; d < dimensions; d++) gradient[d]! += residual * x[start + d]!;
    gradient[dimensions]! += residual;
  }
  for (let d = 0; d < dimensions; d++) gradient[d]! += penalty * point[d]!;
  return gradient;
}
