/** Items 0..n − 1 in sets that only ever merge (union-find). A set is named by its smallest item. */
export class DisjointSets {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, item) => item);
  }

  /** The smallest item of the set that `item` is in. Halves the path on the way. */
  find(item: number): number {
    const parent = this.#parent;
    let root = item;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.find(a), this.find(b)];
    this.#parent[Math.max(first, second)] = Math.min(first, second);
  }

  /** The set of each item, numbered from 0 by first appearance. */
  numbered(): Int32Array {
    const numbers = new Map<number, number>();
    return this.#parent.map((_, item) => {
      const root = this.find(item);
      if (!numbers.has(root)) numbers.set(root, numbers.size);
      return numbers.get(root)!;
    });
  }
}
