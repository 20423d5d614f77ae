import type { TestedCriterion } from '../../harness/gate/gate-result.ts';
import { CRITERION_TITLE, criterionValue } from './gate-words.ts';

const WIDTH = 32;
/** Eighths of a character. */
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * Each criterion before and after as two bars, the longer one full: a chart that needs no upload and that every reader of a
 * pull request has, in a block of text of fixed width.
 */
export function beforeAfterBars(criteria: readonly TestedCriterion[]): string {
  const rows = criteria.flatMap((criterion) => {
    const { before, after } = criterion;
    const largest = Math.max(before, after, Number.MIN_VALUE);
    const line = (title: string, when: string, value: number) =>
      `${title.padEnd(24)}${when.padEnd(8)}${bar(value / largest).padEnd(WIDTH)}  ${criterionValue(criterion, value)}`;
    return [line(CRITERION_TITLE[criterion.name], 'before', before), line('', 'after', after)];
  });
  return rows.join('\n');
}

function bar(share: number): string {
  const eighths = Math.round(share * WIDTH * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + PARTS[eighths % 8]!;
}
