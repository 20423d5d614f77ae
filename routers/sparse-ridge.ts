import { gramOf, type Observations, sumsOf } from './gram.ts';
import { type AffineFits, ridge } from './ridge.ts';

/**
 * Ridge where targets may be missing (NaN), each target fitted to exactly the rows that have it. Targets with the same
 * missing rows share one system; its Gram matrix is that of all rows less that of the missing ones, or the sum over the
 * known ones, whichever is less work.
 *
 * @param unknown the value of a target without any observation
 */
export function sparseRidge(
  observations: Observations,
  gram: Float64Array,
  alpha: number,
  unknown: number,
): AffineFits {
  const { dimensions, targets } = observations;
  const slopes = new Float64Array(targets * dimensions);
  const intercepts = new Float64Array(targets).fill(unknown);
  for (const pattern of patterns(observations)) {
    if (pattern.known.length === 0) continue;
    const xx = gramOfKnown(observations.x, dimensions, gram, pattern);
    const part = ridge({ ...sumsOf(observations, pattern.known, pattern.columns), xx }, alpha);
    pattern.columns.forEach((target, c) => {
      slopes.set(part.slopes.subarray(c * dimensions, (c + 1) * dimensions), target * dimensions);
      intercepts[target] = part.intercepts[c]!;
    });
  }
  return { slopes, intercepts };
}

interface Pattern {
  readonly columns: number[];
  readonly known: readonly number[];
  readonly missing: readonly number[];
}

function patterns({ y, targets }: Observations): Iterable<Pattern> {
  const byMissing = new Map<string, Pattern>();
  const rows = y.length / targets;
  for (let target = 0; target < targets; target++) {
    const known: number[] = [];
    const missing: number[] = [];
    for (let row = 0; row < rows; row++) (Number.isNaN(y[row * targets + target]!) ? missing : known).push(row);
    const key = missing.join();
    const pattern = byMissing.get(key);
    if (pattern) pattern.columns.push(target);
    else byMissing.set(key, { columns: [target], known, missing });
  }
  return byMissing.values();
}

function gramOfKnown(
  x: Float32Array,
  dimensions: number,
  gram: Float64Array,
  { known, missing }: Pattern,
): Float64Array {
  if (missing.length === 0) return gram;
  if (known.length < missing.length) return gramOf(x, dimensions, known);
  const part = gramOf(x, dimensions, missing);
  return gram.map((value, i) => value - part[i]!);
}
