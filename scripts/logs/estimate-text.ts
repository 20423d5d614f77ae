import { alignedColumns } from '../../datasets/aligned-columns.ts';
import type { Estimate, EstimateOrWhy } from '../../harness/evaluate/figures-schema.ts';
import type { OutcomeEstimate } from '../../harness/off-policy/estimate-policy.ts';
import { pointsWords } from '../../reports/figure-text.ts';
import { counted, decimal, percent, percentChange, usdPer1000 } from '../../reports/format.ts';
import { plainText } from '../../reports/plain-text.ts';
import { wrapped } from '../wrapped-text.ts';
import type { LogEstimate } from './run-estimate.ts';

const LONGEST_NAME = 40;
/** Shares of graded answers that differ by more than this between models are told. */
const UNEVEN = 0.05;

/** An estimate for a terminal. */
export function estimateText(estimate: LogEstimate): string {
  const { policy, quality, costUsd, costSaved } = estimate;
  const table = alignedColumns([
    ['', 'as logged', 'self-normalised', 'doubly robust'],
    row('quality', quality, (x) => decimal(x)),
    ['  − log', '', ...[quality.difference.snips, quality.difference.doublyRobust].map(pointsWords)],
    row('$ / 1k', costUsd, usdPer1000),
    ['  saved', '', ...[costSaved.snips, costSaved.doublyRobust].map(savedText)],
  ]);
  return [
    `${plainText(policy.name, LONGEST_NAME)} (${policy.fingerprint.slice(0, 12)}…), from the log of ${loggedBy(estimate)}`,
    '',
    ...table,
    '',
    ...alignedColumns([
      ['share of requests', 'log', 'policy'],
      ...estimate.shares.map(({ model, logged, policy: own }) => [
        plainText(model, LONGEST_NAME),
        percent(logged),
        percent(own),
      ]),
    ]),
    '',
    ...notes(estimate).map((note) => wrapped(note)),
  ].join('\n');
}

function loggedBy({ log }: LogEstimate): string {
  return log.policies.length === 1 ? `policy ${log.policies[0]!.slice(0, 12)}…` : `${log.policies.length} policies`;
}

function row(name: string, { logged, snips, doublyRobust }: OutcomeEstimate, text: (x: number) => string): string[] {
  return [name, ...[logged, snips, doublyRobust].map((each) => interval(each, text))];
}

function interval({ value, low, high }: Estimate, text: (x: number) => string): string {
  return `${text(value)} [${text(low)} to ${text(high)}]`;
}

function savedText(saved: EstimateOrWhy): string {
  return 'undefined' in saved ? 'not defined' : interval(saved, percentChange);
}

function notes({ log, support, quality, costUsd }: LogEstimate): string[] {
  const { records, clusters, effectiveSize, maxWeight, meanWeight, supportedShare } = support;
  return [
    `${counted(records, 'record')} in ${counted(clusters, 'conversation or distinct request', 'conversations and distinct requests')} are worth ${Math.floor(effectiveSize)} of the policy's own. ${percent(supportedShare)} of its choices have support; largest weight ${decimal(maxWeight, 1)}, mean ${decimal(meanWeight.value, 3)} ± ${decimal(meanWeight.standardError, 3)} (1 is expected).`,
    ...leftOut(log),
    ...(disagree(quality) || disagree(costUsd)
      ? ['The two estimators disagree: their intervals do not overlap. Trust neither before you know why.']
      : []),
    'Intervals are 95 %, and robust to dependence inside conversations.',
  ];
}

function leftOut({ records, failed, ungraded, unpriced, gradedShares }: LogEstimate['log']): string[] {
  const lines: string[] = [];
  if (failed + ungraded + unpriced > 0) {
    lines.push(
      `Left out of ${counted(records, 'record')}: ${failed} without an answer, ${ungraded} without a grade, ${unpriced} without a cost. The figures hold for the rest, if what is left out is not chosen by its outcome.`,
    );
  }
  if (gradedShares !== undefined && gradedShares.most.share - gradedShares.least.share > UNEVEN) {
    const { least, most } = gradedShares;
    lines.push(
      `Grading is uneven: ${percent(least.share)} of the answers of ${plainText(least.model, LONGEST_NAME)} are graded, ${percent(most.share)} of ${plainText(most.model, LONGEST_NAME)}. That bends the estimate; grade every model's answers at the same rate.`,
    );
  }
  return lines;
}

function disagree({ snips, doublyRobust }: OutcomeEstimate): boolean {
  return snips.high < doublyRobust.low || doublyRobust.high < snips.low;
}
