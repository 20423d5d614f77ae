import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedPrefixes, sharedSuffixes } from './shared-affixes.ts';

/** Few letters and spaces, so that prefixes are shared. */
const texts = fc
  .array(
    fc.array(fc.constantFrom('the quick brown fox ', 'jumps over lazy dogs ', 'and then it sleeps ', 'a ', 'b'), {
      maxLength: 5,
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) => all.map((parts) => parts.join('')));

describe('shared prefixes', () => {
  it('begin at least as many texts as was asked, and do not end inside a word', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 6 }), (all, atLeast) => {
        for (const prefix of sharedPrefixes(all, atLeast)) {
          expect(all.filter((text) => text.startsWith(prefix)).length).toBeGreaterThanOrEqual(atLeast);
          expect(prefix.length).toBeGreaterThanOrEqual(20);
          expect(prefix.at(-1)).toBe(' ');
        }
      }),
    );
  });

  it('are found longest first: the first is as long as a search over all prefixes of all texts finds', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 6 }), (all, atLeast) => {
        let longest = 0;
        for (const text of all) {
          for (let length = text.length; length > longest; length--) {
            if (text[length - 1] !== ' ') continue;
            const prefix = text.slice(0, length);
            if (all.filter((other) => other.startsWith(prefix)).length >= atLeast) longest = length;
          }
        }
        expect(sharedPrefixes(all, atLeast)[0]?.length ?? 0).toBe(longest >= 20 ? longest : 0);
      }),
    );
  });

  it('are, read backwards, the shared suffixes', () => {
    const closing = ' — please answer briefly.';
    expect(sharedSuffixes([`Who${closing}`, `What${closing}`, 'Where is it that I am?'], 2)).toEqual([closing]);
  });
});
