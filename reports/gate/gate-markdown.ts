import type { GateComparison, GateResult, TestedCriterion } from '../../harness/gate/gate-result.ts';
import { count, counted } from '../format.ts';
import { escaped, markdownTable } from '../markdown-text.ts';
import { beforeAfterBars } from './before-after-bars.ts';
import {
  addedWords,
  CRITERION_TITLE,
  criterionValue,
  flipWords,
  gateHeadline,
  harmWords,
  violationWords,
} from './gate-words.ts';

/** Prompts that a comment names. */
const NAMED = 15;
const LONGEST = 400;

/** A summary for a pull request: a table, the chart before and after, the prompts that flipped. */
export function gateMarkdown(result: GateResult): string {
  const parts = [`### Signalbox: ${escaped(gateHeadline(result), LONGEST)}`];
  if (result.status === 'not-comparable') {
    parts.push(
      result.because.map(({ what, words }) => `- **${what}**: ${escaped(words, LONGEST)}`).join('\n'),
      'Look at what changed, then write the baseline again with `signalbox baseline write`.',
    );
  } else {
    parts.push(...comparison(result));
  }
  if (result.notes.length > 0) {
    parts.push(result.notes.map((note) => `- ${escaped(note, LONGEST)}`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function comparison(result: GateComparison): string[] {
  const { criteria, untested, violations, flips } = result;
  const added = addedWords(result);
  const { before, after, fresh } = violations;
  const constraints = [
    'constraint violations',
    count(before),
    count(after),
    `${fresh.length} new`,
    '',
    '0',
    mark(fresh.length > 0),
  ];
  const headings = ['', 'before', 'after', 'worse by', '95 % interval', 'margin', ''];
  return [
    ...(added === undefined ? [] : [escaped(added, LONGEST)]),
    markdownTable(headings, [...criteria.map(criterionRow), constraints]),
    ['```text', beforeAfterBars(criteria), '```'].join('\n'),
    ...untested.map(({ name, because }) => `Not tested: ${CRITERION_TITLE[name]}, ${escaped(because, LONGEST)}.`),
    ...named('New violations', fresh.length, fresh.slice(0, NAMED).map(violationWords)),
    ...named(
      `${counted(flips.length, 'prompt')} go to another model`,
      flips.length,
      flips.slice(0, NAMED).map(flipWords),
    ),
  ];
}

function criterionRow(criterion: TestedCriterion): string[] {
  const { name, before, after, harm, margin, regression } = criterion;
  const words = (value: number) => escaped(harmWords(criterion, value));
  return [
    CRITERION_TITLE[name],
    escaped(criterionValue(criterion, before)),
    escaped(criterionValue(criterion, after)),
    words(harm.value),
    `${words(harm.low)} to ${words(harm.high)}`,
    words(margin),
    mark(regression),
  ];
}

function mark(failed: boolean): string {
  return failed ? '❌' : '✅';
}

/** A list that is folded away. */
function named(title: string, all: number, lines: readonly string[]): string[] {
  if (all === 0) return [];
  const rest = all > lines.length ? [`- and ${all - lines.length} more`] : [];
  const items = [...lines.map((line) => `- ${escaped(line, LONGEST)}`), ...rest];
  return [`<details><summary>${title}</summary>\n\n${items.join('\n')}\n\n</details>`];
}
