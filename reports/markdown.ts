import type { Results } from '../harness/evaluate/results.ts';
import type { Studies } from '../harness/evaluate/studies/studies-schema.ts';
import { COMPATIBILITY_COLUMNS, compatibilityReasons } from './compatibility.ts';
import { DAGGER, LEADERBOARD_HEADINGS, leaderboardCells, notDeployableLine } from './figure-text.ts';
import { count, percent, plusMinus, usdPer1000 } from './format.ts';
import { leaderboardRows } from './leaderboard.ts';
import { promiseMarkdown } from './markdown-promise.ts';
import { robustnessMarkdown } from './markdown-robustness.ts';
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
  return `${[
    `# ${escaped(dataset.title)}`,
    verdict(results)
      .map((sentence) => escaped(sentence, 2000))
      .join(' '),
    '![Quality against cost](charts/curves.png)',
    '## Leaderboard',
    leaderboardTable(results),
    `± half of the 95 % interval, on ${count(split.test)} test prompts. Objective: ${escaped(objectiveWords(results))}.`,
    ...footnotes(results),
    ...(results.routers.length > 0
      ? ['![AIQ minus zero router](charts/gain.png)', '![Share of traffic](charts/traffic.png)']
      : []),
    ...promiseMarkdown(results),
    ...splitsMarkdown(results, studies),
    ...learningMarkdown(results, studies),
    ...robustnessMarkdown(results, studies),
    ...routingCostMarkdown(results),
    ...judgeMarkdown(results),
    '## Dataset',
    `${count(dataset.examples)} examples, ${count(left)} left out (${percent(dataset.examples === 0 ? 0 : left / dataset.examples)}) because a model did not answer; ` +
      `${count(split.train)} train, ${count(split.validate)} validate, ${count(split.test)} test. ` +
      (dataset.estimates.length === 0
        ? 'Nothing is estimated.'
        : `Estimates: ${dataset.estimates.map((text) => escaped(text, 200)).join('; ')}.`),
    tasksTable(results),
    '## The pool',
    modelsTable(results),
    ...(results.routers.length > 0
      ? [
          '## For comparison with published figures',
          compatibilityTable(results),
          ...compatibilityReasons(results).map((text) => escaped(text, 600)),
        ]
      : []),
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
    return [name, ...keys.map((key) => escaped(cells[key]))];
  });
  return markdownTable(['Candidate', ...Object.values(LEADERBOARD_HEADINGS).map((heading) => escaped(heading))], rows);
}

function footnotes(results: Results): string[] {
  const line = notDeployableLine(leaderboardRows(results));
  return line === undefined ? [] : [escaped(line, 2000)];
}

function tasksTable({ tasks }: Results): string {
  const rows = tasks.map(({ task, train, validate, test }) => [
    escaped(task),
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

function compatibilityTable(results: Results): string {
  const shown = COMPATIBILITY_COLUMNS.filter(({ of }) =>
    results.routers.some((router) => of(router, results).why === undefined),
  );
  const rows = results.routers.map((router) => [
    escaped(router.name),
    ...shown.map(({ of }) => of(router, results).text),
  ]);
  return markdownTable(['Router', ...shown.map(({ heading }) => heading)], rows);
}

function fingerprints({ fingerprints: prints, seed }: Results): string {
  const lines = Object.entries(prints).map(([name, print]) =>
    typeof print === 'string' ? `- ${name}: \`${plainText(print).replaceAll('`', '')}\`` : `- ${name}: none`,
  );
  return [...lines, `- seed: ${seed}`].join('\n');
}
