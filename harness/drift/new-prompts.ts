import type { Reach } from './reach.ts';

/** Prompts of the second side that the first has nothing to say about. */
export interface NewPrompts {
  /** Rows of the second side, ascending: those too far, or where the second side is so much denser. */
  readonly rows: Uint32Array;
  /** Share of the second side that is too far, that stands where it is denser, and that is either. */
  readonly far: number;
  readonly denser: number;
  readonly share: number;
}

/** Times as dense as the first side: of twenty prompts that should be there, less than one is. */
export const MUCH_DENSER = 20;

/**
 * Two signs of a new kind of prompt. Distance alone misses a kind that lies in the midst of a diverse reference set (every
 * instruction is somewhat like every other), density alone one that is too rare for a classifier to learn.
 *
 * @param densityRatio at each prompt of the second side
 */
export function newPrompts({ beyond }: Pick<Reach, 'beyond'>, densityRatio: Float64Array): NewPrompts {
  const size = densityRatio.length;
  const isFar = new Uint8Array(size);
  for (const row of beyond) isFar[row] = 1;
  const all = Uint32Array.from(densityRatio.keys());
  const isDenser = (row: number) => densityRatio[row]! > MUCH_DENSER;
  const rows = all.filter((row) => isFar[row] === 1 || isDenser(row));
  return {
    rows,
    far: beyond.length / size,
    denser: all.filter(isDenser).length / size,
    share: rows.length / size,
  };
}
