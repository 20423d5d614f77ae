import type { Example } from '../harness/outcome-table.ts';
import { permutation, random } from '../harness/random.ts';

/** Folds of cross-validation inside train. */
export const FOLDS = 5;

/** For each example the number of its group, from 0 in order of appearance; an example without group is its own. */
export function groupNumbers(examples: readonly Example[]): Int32Array {
  const numbers = new Map<string, number>();
  let next = 0;
  return Int32Array.from(examples, ({ group }) => {
    if (group === undefined) return next++;
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, next);
    return next++;
  });
}

/** For each example its fold, 0..folds − 1: groups stay together, and folds hold equally many groups. */
export function groupFolds(examples: readonly Example[], folds: number, seed: number): Uint8Array {
  const groups = groupNumbers(examples);
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  const order = permutation(count, random(seed));
  return Uint8Array.from(groups, (group) => order[group]! % folds);
}
