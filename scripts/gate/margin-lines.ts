import { CRITERION } from '../../harness/gate/criteria.ts';
import type { SetMargins } from '../../harness/gate/margins.ts';
import { CRITERION_TITLE, harmWords } from '../../reports/gate/gate-words.ts';

/** What a check will hold a tree to, a line per criterion. */
export function marginLines({ tested, untested }: SetMargins): string {
  return [
    ...Array.from(tested, ([name, { margin, given }]) => {
      const source = given ? 'as asked for' : 'the smallest that these prompts can tell';
      return `  ${CRITERION_TITLE[name]}: margin ${harmWords(CRITERION[name], margin)}, ${source}`;
    }),
    ...Array.from(untested, ([name, why]) => `  ${CRITERION_TITLE[name]}: not tested, ${why}`),
  ].join('\n');
}
