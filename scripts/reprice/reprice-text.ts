import type { OperatingPoint } from '../../harness/evaluate/results.ts';
import type { Price, TokenRates } from '../../harness/model.ts';
import { decimal, usd, usdPer1000 } from '../../reports/format.ts';
import { operatingPointWords } from '../../reports/objective-words.ts';
import { plainText } from '../../reports/plain-text.ts';
import type { ComparedCandidate, RunComparison } from './compare-runs.ts';

const LONGEST_NAME = 34;
const HEAD = ['', 'AIQ', '$ / 1k queries', '$ if left alone', 'quality', 'operating point'];

/** Old against new for a terminal: prices that changed, every candidate, and what ships. */
export function repriceText(comparison: RunComparison): string {
  const { routers, singles, reference, prices } = comparison;
  const changed = prices.filter(({ factor }) => factor !== 1);
  const aiq = ({ before, after }: (typeof routers)[number]['aiq']) =>
    arrow(decimal(before.value), decimal(after.value));
  return [
    changed.length === 0 ? 'No price changed.' : aligned([['', 'input', 'output'], ...changed.map(priceCells)]),
    '',
    aligned([
      HEAD,
      ...routers.map((router) => cells(router, aiq(router.aiq))),
      ...singles.map((each) => cells(each, '')),
    ]),
    '',
    `Reference  ${arrow(referenceWords(reference.before), referenceWords(reference.after))}`,
    `Ships      ${shipsWords(comparison)}`,
  ].join('\n');
}

function priceCells({ model, before, after }: RunComparison['prices'][number]): string[] {
  const rate = (key: keyof TokenRates) =>
    arrow(...([before, after].map((price) => rateText(price, key)) as [string, string]));
  return [name(model), rate('inputUsdPerMillionTokens'), rate('outputUsdPerMillionTokens')];
}

function rateText(price: Price | undefined, key: keyof TokenRates): string {
  const value = price?.[key];
  return value === undefined ? '?' : usd(value);
}

function cells({ name: id, before, after, frozenCostUsd }: ComparedCandidate, aiq: string): string[] {
  return [
    `${name(id)}${after.feasible ? '' : ' *'}`,
    aiq,
    arrow(usdPer1000(before.costUsd), usdPer1000(after.costUsd)),
    usdPer1000(frozenCostUsd),
    arrow(decimal(before.quality), decimal(after.quality)),
    aiq === '' ? '' : samePoint(before.operatingPoint, after.operatingPoint) ? 'as it was' : 'another',
  ];
}

function referenceWords({ model, costUsd, quality }: RunComparison['reference']['before']): string {
  return `${name(model)} (${usdPer1000(costUsd)} per 1,000 queries, quality ${decimal(quality)})`;
}

/** What ships now and before, and what it would cost to leave the old policy alone. */
function shipsWords({ policy }: RunComparison): string {
  const { before, after, frozenCostUsd, verdictChanged } = policy;
  const now = `${usdPer1000(after.costUsd)} per 1,000 queries at quality ${decimal(after.quality)}`;
  const frozen = `the old policy left alone would cost ${usdPer1000(frozenCostUsd)} at quality ${decimal(before.quality)}`;
  if (verdictChanged) return `${name(after.candidate)} instead of ${name(before.candidate)}: ${now}; ${frozen}`;
  if (samePoint(before.operatingPoint, after.operatingPoint)) return `${name(after.candidate)}, as before: ${now}`;
  return `${name(after.candidate)}, as before, at another operating point (${operatingPointWords(after.operatingPoint, after.signal)}): ${now}; ${frozen}`;
}

function samePoint(a: OperatingPoint, b: OperatingPoint): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function arrow(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

function name(id: string): string {
  return plainText(id, LONGEST_NAME);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
