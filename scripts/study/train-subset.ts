import type { Split } from '../../harness/evaluate/split.ts';
import { permutation, random } from '../../harness/random.ts';

/**
 * A split with a random part of its training rows, by whole units. With the same seed the subsets of growing shares contain
 * one another.
 *
 * @param share in (0, 1]: the fewest units that hold at least this share of the training rows
 */
export function trainSubset(split: Split, share: number, seed: number): Split {
  const rowsOf = new Map<number, number[]>();
  for (const row of split.train) {
    const unit = split.units[row]!;
    const own = rowsOf.get(unit);
    if (own === undefined) rowsOf.set(unit, [row]);
    else own.push(row);
  }
  const units = [...rowsOf.values()];
  const least = share * split.train.length;
  const taken: number[] = [];
  for (const unit of permutation(units.length, random(seed))) {
    if (taken.length >= least) break;
    taken.push(...units[unit]!);
  }
  const train = Uint32Array.from(taken).sort();
  return { ...split, train, figures: { ...split.figures, train: train.length } };
}
