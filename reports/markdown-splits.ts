import type { Results } from '../harness/evaluate/results.ts';
import type { Studies } from '../harness/evaluate/studies/studies-schema.ts';
import { count, percent, signed } from './format.ts';
import { learningWords } from './learning-words.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { aboveZeroWords, bestFirst, shipCountWords, splitWords } from './split-words.ts';

/** The verdict over other splits, as the blocks of a section; none where it was not studied. */
export function splitsMarkdown(results: Results, { splits }: Partial<Studies>): string[] {
  if (splits === undefined) return [];
  const heading = '## Over other splits';
  if ('undefined' in splits) return [heading, `This study is not defined, ${escaped(splits.undefined, 400)}.`];
  const rows = bestFirst(splits.routers).map((router) => [
    escaped(router.name, 60),
    ...[router.aiqMinusZero.median, router.aiqMinusZero.low, router.aiqMinusZero.high].map((value) => signed(value, 4)),
    aboveZeroWords(router),
  ]);
  return [
    heading,
    escaped(splitWords(results, splits).join(' '), 4000),
    '![AIQ minus zero router over splits](charts/splits.png)',
    markdownTable(['AIQ − zero', 'Median', 'Lower quartile', 'Upper quartile', 'Above zero'], rows),
  ];
}

/** The verdict with fewer training prompts, as the blocks of a section; none where it was not studied. */
export function learningMarkdown(results: Results, { learning }: Partial<Studies>): string[] {
  if (learning === undefined) return [];
  const heading = '## Is the reference set big enough?';
  if ('undefined' in learning) return [heading, `This study is not defined, ${escaped(learning.undefined, 400)}.`];
  const names = learning.lastDoubling.map(({ name }) => name);
  const rows = learning.points.map(({ share, prompts, routers, ships }) => [
    percent(share, 0),
    count(Math.round(prompts)),
    ...names.map((name) => {
      const found = routers.find((router) => router.name === name);
      return found === undefined ? '' : signed(found.mean, 4);
    }),
    escaped(shipCountWords(ships), 200),
  ]);
  return [
    heading,
    escaped(learningWords(results, learning).join(' '), 4000),
    ...(names.length === 0 ? [] : ['![AIQ minus zero router by training prompts](charts/learning.png)']),
    markdownTable(['Share', 'Prompts', ...names.map((name) => escaped(name, 40)), 'Ships'], rows),
  ];
}
