/**
 * What `ask` says of the positions that `isMeant` marks, in their places, and `otherwise` in all others. Asks nothing where
 * none is marked.
 *
 * @param ask gets the marked positions, ascending; its answers are in their order
 */
export async function askThose<T>(
  isMeant: readonly boolean[],
  ask: (positions: readonly number[]) => Promise<readonly T[]>,
  otherwise: T,
): Promise<readonly T[]> {
  const positions = [...isMeant.keys()].filter((at) => isMeant[at]);
  const answers = positions.length === 0 ? [] : await ask(positions);
  const all = Array<T>(isMeant.length).fill(otherwise);
  positions.forEach((at, i) => {
    all[at] = answers[i]!;
  });
  return all;
}
