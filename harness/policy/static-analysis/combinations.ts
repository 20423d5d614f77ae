import { random } from '../../random.ts';

export interface Combinations {
  /** How many are visited. */
  readonly count: number;
  /** How many there are. */
  readonly all: number;
  /** Calls with the index of a value per dimension; the array is used again. */
  visit(each: (values: Uint32Array) => void): void;
}

/** The product of some dimensions; where it is larger than `most`, a seeded sample of it. */
export function combinations(sizes: readonly number[], most: number): Combinations {
  const all = sizes.reduce((product, size) => product * size, 1);
  const count = Math.min(all, most);
  return {
    all,
    count,
    visit(each) {
      const values = new Uint32Array(sizes.length);
      const rng = random(1);
      for (let i = 0; i < count; i++) {
        if (all > most) values.set(sizes.map((size) => rng.integer(size)));
        else if (i > 0) advance(values, sizes);
        each(values);
      }
    },
  };
}

function advance(values: Uint32Array, sizes: readonly number[]): void {
  for (let d = sizes.length - 1; d >= 0; d--) {
    values[d]! += 1;
    if (values[d]! < sizes[d]!) return;
    values[d] = 0;
  }
}
