import type { RecordSummary } from '../../harness/record/recorder/record-summary.ts';
import type { EstimatedBill } from './plan-recording.ts';

/** The bill of a dry run, for people. */
export function billText(bills: readonly EstimatedBill[]): string {
  const width = Math.max(5, ...bills.map(({ model }) => model.length));
  const line = (name: string, requests: number | string, likely: string, most: string) =>
    `${name.padEnd(width)}  ${String(requests).padStart(9)}  ${likely.padStart(12)}  ${most.padStart(12)}`;
  const sum = (pick: (bill: EstimatedBill) => number) => bills.reduce((total, bill) => total + pick(bill), 0);
  return [
    line('model', 'requests', 'likely', 'at most'),
    ...bills.map((bill) => line(bill.model, bill.requests, dollars(bill.likelyUsd), dollars(bill.mostUsd))),
    line(
      'all',
      sum((bill) => bill.requests),
      dollars(sum((bill) => bill.likelyUsd)),
      dollars(sum((bill) => bill.mostUsd)),
    ),
    '',
    'Input tokens counted with o200k; output: half of maxTokens (likely), all of it (at most). Nobody was asked.',
  ].join('\n');
}

function dollars(value: number): string {
  return `$${value < 1 ? value.toFixed(4) : value.toFixed(2)}`;
}

/** What a recording came to, for people. */
export function summaryText(summary: RecordSummary, folder: string): string {
  const { answered, cached, knownErrors, skipped, failed, spentUsd, maybePaidUsd } = summary;
  const lines = [`${answered} answered now, ${cached} were there, ${dollars(spentUsd)} spent`];
  if (maybePaidUsd > 0) {
    lines.push(`  of which at most ${dollars(maybePaidUsd)} for attempts that gave no answer but may be billed`);
  }
  for (const [code, count] of failed)
    lines.push(`${count} failed with ${code}: recorded as errors, never as quality 0`);
  if (knownErrors > 0) lines.push(`${knownErrors} failed in an earlier run: ask again with --retry-errors`);
  if (skipped > 0) lines.push(`${skipped} not asked`);
  for (const reason of summary.givenUp) lines.push(`gave up on ${reason}`);
  for (const [pair, count] of summary.servedOtherwise) lines.push(`another model answered ${count} times: ${pair}`);
  if (summary.stopped === 'budget') lines.push('Stopped at the budget; run again with more to go on.');
  if (summary.stopped === 'interrupted') lines.push('Interrupted; run again to go on.');
  return [...lines, '', `Dataset  ${folder}`, `Next     signalbox bench --dataset ${folder}`].join('\n');
}

/** The same for programs. */
export function summaryJson(summary: RecordSummary) {
  const { failed, servedOtherwise, ...rest } = summary;
  return { ...rest, failed: Object.fromEntries(failed), servedOtherwise: Object.fromEntries(servedOtherwise) };
}
