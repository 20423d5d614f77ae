export interface Numbering {
  readonly names: string[];
  of(name: string): number;
}

/** Numbers names in the order in which they are met. */
export function numbering(): Numbering {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    of(name) {
      const known = numbers.get(name) ?? names.push(name) - 1;
      numbers.set(name, known);
      return known;
    },
  };
}
