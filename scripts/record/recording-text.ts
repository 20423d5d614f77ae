import { alignedColumns } from '../../datasets/aligned-columns.ts';
import type { RecordSummary } from '../../harness/record/recorder/record-summary.ts';
import { usd } from '../../reports/format.ts';
import type { EstimatedBill } from './record-part.ts';

/** The bill of a dry run, for people. */
export function billText(bills: readonly EstimatedBill[]): string {
  const sum = (pick: (bill: EstimatedBill) => number) => bills.reduce((total, bill) => total + pick(bill), 0);
  const all = {
    model: 'all',
    requests: sum((bill) => bill.requests),
    likelyUsd: sum((bill) => bill.likelyUsd),
    mostUsd: sum((bill) => bill.mostUsd),
  };
  const rows = [...bills, all].map((bill) => [
    bill.model,
    String(bill.requests),
    usd(bill.likelyUsd),
    usd(bill.mostUsd),
  ]);
  return [
    ...alignedColumns([['model', 'requests', 'likely', 'at most'], ...rows]),
    '',
    'Input tokens counted with o200k; output: half of maxTokens (likely), all of it (at most). Nobody was asked.',
  ].join('\n');
}

/** What a recording came to, for people. */
export function summaryText(summary: RecordSummary, folder: string | undefined, cache: string): string {
  const { answered, cached, knownErrors, skipped, failed, spentUsd, maybePaidUsd } = summary;
  const lines = [`${answered} answered now, ${cached} were there, ${usd(spentUsd)} spent`];
  if (maybePaidUsd > 0) {
    lines.push(`  of which at most ${usd(maybePaidUsd)} for attempts that gave no answer but may be billed`);
  }
  for (const [code, count] of failed)
    lines.push(`${count} failed with ${code}: recorded as errors, never as quality 0`);
  if (knownErrors > 0) lines.push(`${knownErrors} failed in an earlier run: ask again with --retry-errors`);
  if (skipped > 0) lines.push(`${skipped} not asked`);
  for (const reason of summary.givenUp) lines.push(`gave up on ${reason}`);
  for (const [pair, count] of summary.servedOtherwise) lines.push(`another model answered ${count} times: ${pair}`);
  if (summary.stopped === 'budget') lines.push('Stopped at the budget; run again with more to go on.');
  if (summary.stopped === 'interrupted') lines.push('Interrupted; run again to go on.');
  if (folder === undefined) {
    return [...lines, '', `Answers to routers are in ${cache}; a bench finds them there.`].join('\n');
  }
  return [...lines, '', `Dataset  ${folder}`, `Next     signalbox bench --dataset ${folder}`].join('\n');
}

/** The same for programs. */
export function summaryJson(summary: RecordSummary) {
  const { failed, servedOtherwise, ...rest } = summary;
  return { ...rest, failed: Object.fromEntries(failed), servedOtherwise: Object.fromEntries(servedOtherwise) };
}
