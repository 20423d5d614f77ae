/**
 * Non-negative least squares for a handful of columns: the best of the ordinary least-squares fits on every subset of
 * columns whose coefficients are all ≥ 0. Exact, because the optimum is the unconstrained fit on its own support.
 *
 * @param features rows × columns, at most about 8 columns
 * @returns one coefficient ≥ 0 per column; all zero when no subset helps
 */
export function nonNegativeLeastSquares(
  features: readonly (readonly number[])[],
  targets: readonly number[],
): number[] {
  const columns = features[0]?.length ?? 0;
  const scale = columnScale(features, columns);
  const { gram, moment, energy } = normalEquations(features, targets, scale);
  let best = { error: energy, weights: new Array<number>(columns).fill(0) };
  for (let subset = 1; subset < 2 ** columns; subset++) {
    const members = Array.from({ length: columns }, (_, c) => c).filter((c) => (subset >> c) & 1);
    const weights = solve(
      members.map((a) => members.map((b) => gram[a]![b]!)),
      members.map((a) => moment[a]!),
    );
    if (weights === undefined || weights.some((weight) => weight < 0)) continue;
    const error = energy - members.reduce((sum, a, i) => sum + weights[i]! * moment[a]!, 0);
    // Strictly better by more than rounding: among equal fits the smaller, earlier subset wins.
    if (error >= best.error - 1e-12 * energy) continue;
    best = { error, weights: Array.from({ length: columns }, (_, c) => weights[members.indexOf(c)] ?? 0) };
  }
  return best.weights.map((weight, c) => weight / scale[c]!);
}

/** Columns are brought to a length of about 1, so that tokens in millions and a constant are solved equally well. */
function columnScale(features: readonly (readonly number[])[], columns: number): number[] {
  return Array.from({ length: columns }, (_, c) => {
    const norm = Math.sqrt(features.reduce((sum, row) => sum + row[c]! ** 2, 0));
    return norm === 0 ? 1 : norm;
  });
}

function normalEquations(
  features: readonly (readonly number[])[],
  targets: readonly number[],
  scale: readonly number[],
) {
  const gram = scale.map(() => scale.map(() => 0));
  const moment = scale.map(() => 0);
  let energy = 0;
  for (const [i, row] of features.entries()) {
    const scaled = row.map((value, c) => value / scale[c]!);
    for (const [a, value] of scaled.entries()) {
      moment[a]! += value * targets[i]!;
      for (const [b, other] of scaled.entries()) gram[a]![b]! += value * other;
    }
    energy += targets[i]! ** 2;
  }
  return { gram, moment, energy };
}

/** Gaussian elimination with partial pivoting; `undefined` when the matrix is singular. */
function solve(matrix: number[][], right: number[]): number[] | undefined {
  const n = right.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(matrix[i]![k]!) > Math.abs(matrix[pivot]![k]!)) pivot = i;
    if (Math.abs(matrix[pivot]![k]!) < 1e-10) return undefined;
    [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
    [right[k], right[pivot]] = [right[pivot]!, right[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = matrix[i]![k]! / matrix[k]![k]!;
      for (let j = k; j < n; j++) matrix[i]![j]! -= factor * matrix[k]![j]!;
      right[i]! -= factor * right[k]!;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) right[k]! -= matrix[k]![j]! * right[j]!;
    right[k]! /= matrix[k]![k]!;
  }
  return right;
}
