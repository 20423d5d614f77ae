import { z } from 'zod';
import { defineGrader } from './grade.ts';
import { itemsOf, itemsReference, referenceItems, separators } from './items.ts';

/**
 * The response lists the reference's items, in any order and however often.
 *
 * Reference: a list of strings.
 * Options: `score`: `f1` of found and expected items (default) or `exact` (no item missing, none too many);
 * `separators`, the characters that end an item (default comma, semicolon, newline). A JSON list is read as one.
 */
export const set = defineGrader({
  name: 'set',
  reference: itemsReference,
  options: z.strictObject({ score: z.enum(['f1', 'exact']).default('f1'), separators }),
  prepare(reference, { score, separators }) {
    const expected = new Set(referenceItems(reference));
    return (response) => {
      const found = new Set(itemsOf(response, separators));
      const hits = [...expected].filter((item) => found.has(item)).length;
      const all = hits === expected.size && found.size === expected.size;
      const quality = score === 'exact' ? Number(all) : (2 * hits) / (expected.size + found.size);
      return { quality, reason: `${hits} of ${expected.size} expected items found, ${found.size - hits} others` };
    };
  },
});
