import type { Results } from '../harness/evaluate/results.ts';
import { pointsNumber, usd } from './format.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { lastPointSentences } from './roi/last-point-words.ts';
import { type MonthBeside, monthOf, monthsBeside, subjectOf } from './roi/monthly.ts';
import { nearestFlipSentence, priceFlipSentences } from './roi/price-flip-words.ts';
import { alternativeWords, breakEvenWords, roiParagraph, roiWords } from './roi/roi-words.ts';
import { warningSigns } from './roi/warning-signs.ts';

/** Whether it pays to route at all, as the blocks of a section; none where the results do not tell. */
export function roiMarkdown(results: Results): string[] {
  const subject = subjectOf(results);
  const words = roiWords(results);
  if (subject === undefined || words === undefined) return [];
  const signs = warningSigns(results, subject).map(
    ({ warns, sentence }) => `- ${warns === undefined ? '–' : warns ? '⚠' : '✓'} ${escaped(sentence, 1000)}`,
  );
  const changes = [
    ...nearestFlipSentence(results),
    ...priceFlipSentences(results),
    ...lastPointSentences(results, subject),
  ];
  return [
    '## Should you route at all?',
    `**${escaped(words.lead, 400)}** ${escaped(roiParagraph(words), 2000)}`,
    signs.join('\n'),
    monthTable(monthsBeside(subject, monthOf(results))),
    ...(changes.length === 0 ? [] : [changes.map((sentence) => `- ${escaped(sentence, 1000)}`).join('\n')]),
  ];
}

function monthTable(beside: readonly MonthBeside[]): string {
  const headings = ['Instead of', 'Its cost a month', 'Saving', 'Less upkeep', 'Quality change', 'Break-even'];
  const figure = ({ value, low, high }: MonthBeside['savingUsd'], one: (x: number) => string) =>
    escaped(`${one(value)} (${one(low)} to ${one(high)})`);
  const rows = beside.map(({ alternative, alternativeUsd, savingUsd, netUsd, breakEven }) => [
    escaped(alternativeWords(alternative)),
    escaped(usd(alternativeUsd)),
    figure(savingUsd, usd),
    figure(netUsd, usd),
    figure(alternative.qualityGained, pointsNumber),
    escaped(breakEvenWords(breakEven)),
  ]);
  return markdownTable(headings, rows);
}
