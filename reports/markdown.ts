import type { Results } from '../harness/evaluate/results.ts';
import type { Studies } from '../harness/evaluate/studies/studies-schema.ts';
import { bestLine, FEW, fewLine, isFew, MAY_BE_BEST } from './certainty.ts';
import { DAGGER, LEADERBOARD_HEADINGS, leaderboardCells, notDeployableLine } from './figure-text.ts';
import { count, percent, plusMinus, usdPer1000 } from './format.ts';
import { leaderboardRows } from './leaderboard.ts';
import { certaintyMarkdown } from './markdown-certainty.ts';
import { complianceMarkdown } from './markdown-compliance.ts';
import { coverageMarkdown } from './markdown-coverage.ts';
import { compatibilityMarkdown, gapMarkdown, slicesMarkdown } from './markdown-metrics.ts';
import { promiseMarkdown } from './markdown-promise.ts';
import { robustnessMarkdown } from './markdown-robustness.ts';
import { roiMarkdown } from './markdown-roi.ts';
import { learningMarkdown, splitsMarkdown } from './markdown-splits.ts';
import { judgeMarkdown, routingCostMarkdown } from './markdown-studies.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { objectiveWords } from './objective-words.ts';
import { plainText } from './plain-text.ts';
import { verdict } from './verdict.ts';

/**
 * The report for pull requests and READMEs: GitHub-flavoured Markdown that refers to `charts/` beside it. Dataset text
 * is escaped, so that it can neither make markup nor leave its table cell.
 */
export function reportMarkdown(results: Results, studies: Partial<Studies> = {}): string {
  const { dataset, split } = results;
  const left = dataset.examples - dataset.complete;
  const few = fewLine(results);
  return `${[
    `# ${escaped(dataset.title)}`,
    verdict(results)
      .map((sentence) => escaped(sentence, 2000))
      .join(' '),
    ...roiMarkdown(results),
    '![Quality against cost](charts/curves.png)',
    '## Leaderboard',
    leaderboardTable(results),
    `± half of the 95 % interval, on ${count(split.test)} test prompts. Objective: ${escaped(objectiveWords(results))}.`,
    ...footnotes(results),
    ...(results.routers.length > 0
      ? ['![AIQ minus zero router](charts/gain.png)', '![Share of traffic](charts/traffic.png)']
      : []),
    ...promiseMarkdown(results),
    ...complianceMarkdown(results),
    ...certaintyMarkdown(results),
    ...splitsMarkdown(results, studies),
    ...learningMarkdown(results, studies),
    ...robustnessMarkdown(results, studies),
    ...routingCostMarkdown(results),
    ...gapMarkdown(results),
    ...slicesMarkdown(results),
    ...coverageMarkdown(results),
    ...judgeMarkdown(results),
    '## Dataset',
    `${count(dataset.examples)} examples, ${count(left)} left out (${percent(dataset.examples === 0 ? 0 : left / dataset.examples)}) because a model did not answer; ` +
      `${count(split.train)} train, ${count(split.validate)} validate, ${count(split.test)} test. ` +
      (dataset.estimates.length === 0
        ? 'Nothing is estimated.'
        : `Estimates: ${dataset.estimates.map((text) => escaped(text, 200)).join('; ')}.`),
    tasksTable(results),
    ...(few === undefined ? [] : [few]),
    '## The pool',
    modelsTable(results),
    ...compatibilityMarkdown(results),
    '## Fingerprints',
    fingerprints(results),
  ].join('\n\n')}\n`;
}

function leaderboardTable(results: Results): string {
  const keys = Object.keys(LEADERBOARD_HEADINGS) as (keyof typeof LEADERBOARD_HEADINGS)[];
  const rows = leaderboardRows(results).map((row) => {
    const cells = leaderboardCells(row);
    const name =
      row.role === 'reference'
        ? `*${escaped(row.name)}*`
        : row.ships
          ? `**${escaped(row.name)}** (ships)`
          : `${escaped(row.name)}${row.notDeployable === undefined ? '' : ` ${DAGGER}`}`;
    return [row.mayBeBest ? `${name} ${MAY_BE_BEST}` : name, ...keys.map((key) => escaped(cells[key]))];
  });
  return markdownTable(['Candidate', ...Object.values(LEADERBOARD_HEADINGS).map((heading) => escaped(heading))], rows);
}

function footnotes(results: Results): string[] {
  const lines = [bestLine(results), notDeployableLine(leaderboardRows(results))];
  return lines.flatMap((line) => (line === undefined ? [] : [escaped(line, 2000)]));
}

function tasksTable({ tasks }: Results): string {
  const rows = tasks.map(({ task, train, validate, test }) => [
    isFew(test) ? `${escaped(task)} (${FEW})` : escaped(task),
    count(train),
    count(validate),
    count(test),
  ]);
  return markdownTable(['Task', 'Train', 'Validate', 'Test'], rows);
}

function modelsTable({ models, referenceModel }: Results): string {
  const rows = models.map(({ id, quality, costUsd }) => [
    `${escaped(id)}${id === referenceModel ? ' (reference)' : ''}`,
    plusMinus(quality, 3),
    escaped(usdPer1000(costUsd.value)),
  ]);
  return markdownTable(['Model', 'Quality', escaped('$ / 1k queries')], rows);
}

function fingerprints({ fingerprints: prints, seed }: Results): string {
  const lines = Object.entries(prints).map(([name, print]) =>
    typeof print === 'string' ? `- ${name}: \`${plainText(print).replaceAll('`', '')}\`` : `- ${name}: none`,
  );
  return [...lines, `- seed: ${seed}`].join('\n');
}
