import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisjointSets } from './disjoint-sets.ts';

describe('DisjointSets', () => {
  it('puts together what is joined, directly or through others', () => {
    const sets = new DisjointSets(6);
    sets.join(4, 1);
    sets.join(5, 4);
    expect([0, 1, 2, 3, 4, 5].map((item) => sets.find(item))).toEqual([0, 1, 2, 3, 1, 1]);
    expect([...sets.numbered()]).toEqual([0, 1, 2, 3, 1, 1]);
  });

  it('gives the same sets whatever the order of joining', () => {
    const pairs = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 40 });
    fc.assert(
      fc.property(pairs, (joined) => {
        const setsOf = (order: readonly (readonly [number, number])[]) => {
          const sets = new DisjointSets(20);
          for (const [a, b] of order) sets.join(a, b);
          return [...sets.numbered()];
        };
        expect(setsOf([...joined].reverse().map(([a, b]) => [b, a] as const))).toEqual(setsOf(joined));
      }),
    );
  });
});
