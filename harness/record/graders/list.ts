import { z } from 'zod';
import { defineGrader, quote, right } from './grade.ts';
import { itemsOf, itemsReference, referenceItems, separators } from './items.ts';

/**
 * The response lists the reference's items in order.
 *
 * Reference: a list of strings.
 * Options: `score`: `exact` (default) or `prefix` (the share of the longer list that agrees from the start on);
 * `separators`, the characters that end an item (default comma, semicolon, newline). A JSON list is read as one.
 */
export const list = defineGrader({
  name: 'list',
  reference: itemsReference,
  options: z.strictObject({ score: z.enum(['exact', 'prefix']).default('exact'), separators }),
  prepare(reference, { score, separators }) {
    const expected = referenceItems(reference);
    return (response) => {
      const found = itemsOf(response, separators);
      const agreeing = commonPrefix(found, expected);
      const longer = Math.max(found.length, expected.length);
      if (agreeing === longer) return right(`all ${longer} items in order`);
      const difference = `item ${agreeing + 1} is ${shown(found[agreeing])}, expected ${shown(expected[agreeing])}`;
      return { quality: score === 'prefix' ? agreeing / longer : 0, reason: difference };
    };
  },
});

function commonPrefix(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function shown(item: string | undefined): string {
  return item === undefined ? 'absent' : quote(item);
}
