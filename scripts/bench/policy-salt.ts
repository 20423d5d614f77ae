/** The salt of every policy of a bench: its draws are those that studies and the gate repeat. */
export function policySalt(dataset: string, seed: number): string {
  return `${dataset}/${seed}`;
}
