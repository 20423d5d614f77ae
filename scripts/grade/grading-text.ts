import { alignedColumns } from '../../datasets/aligned-columns.ts';
import { decimal, percent, usd } from '../../reports/format.ts';
import { summaryJson } from '../record/recording-text.ts';
import type { JudgeAgreement } from './judge-agreement.ts';
import type { Grading, JudgeReport } from './run-grading.ts';

/** What a grading came to, for people. @param folder as it is to be shown */
export function gradingText({ counts, judge }: Grading, folder: string): string {
  const { byRule, byJudge, kept, ungraded } = counts;
  const lines = [`${byRule} answers graded by rule, ${byJudge} by the judge, ${kept} as they were`];
  if (ungraded > 0) lines.push(`${ungraded} not graded: they count as missing, never as quality 0`);
  if (judge !== undefined) lines.push(...judgeLines(judge));
  return [...lines, '', `Dataset  ${folder}`, `Next     signalbox bench --dataset ${folder}`].join('\n');
}

function judgeLines({ model, summary, costUsd, failed, agreement }: JudgeReport): string[] {
  const { answered, cached, spentUsd, stopped } = summary;
  const lines = [
    `judge ${model}: ${answered} replies now, ${cached} were there, ${usd(spentUsd)} spent`,
    `  the verdicts cost ${usd(costUsd)} in all: a cost of the dataset, on no router's bill`,
  ];
  for (const [reason, count] of Object.entries(failed)) lines.push(`  ${count} without a verdict: ${reason}`);
  for (const reason of summary.givenUp) lines.push(`  gave up on ${reason}`);
  if (failed.error !== undefined) lines.push('  Ask again where there was an error: --retry-errors');
  if (stopped === 'budget') lines.push('Stopped at the budget; run again with more to go on.');
  if (stopped === 'interrupted') lines.push('Interrupted; run again to go on.');
  return agreement.some(({ n }) => n > 0) ? [...lines, '', ...agreementTable(agreement)] : lines;
}

function agreementTable(rows: readonly JudgeAgreement[]): string[] {
  const header = ['judge against rules', 'judged', 'unparsable', 'compared', 'same', 'kappa', 'correlation'];
  const cells = rows.map(({ task = 'all', judged, unparsable, n, same, kappa, correlation }) => [
    task,
    String(judged),
    percent(unparsable),
    String(n),
    same === null ? '–' : percent(same),
    orDash(kappa),
    orDash(correlation),
  ]);
  return alignedColumns([header, ...cells]);
}

function orDash(value: number | null): string {
  return value === null ? '–' : decimal(value, 2);
}

/** The same for programs. */
export function gradingJson({ counts, judge }: Grading, folder: string) {
  if (judge === undefined) return { folder, ...counts };
  return { folder, ...counts, judge: { ...judge, summary: summaryJson(judge.summary) } };
}
