import type { Estimate, EstimateOrWhy } from '../harness/evaluate/results.ts';
import {
  decimal,
  intervalWords,
  milliseconds,
  percentChange,
  plusMinus,
  points,
  pointsNumber,
  signed,
  usdPer1000,
} from './format.ts';
import { type LeaderboardRow, meanOf } from './leaderboard.ts';
import { plainText } from './plain-text.ts';

/** What a cell of the leaderboard says, the same in terminal, page and Markdown. Empty where a row has no such figure. */
export interface LeaderboardCells {
  readonly aiq: string;
  readonly aiqMinusZero: string;
  readonly quality: string;
  readonly saved: string;
  readonly cost: string;
  /** What routing itself adds per 1,000 queries, and per query. Both are parts of the cost and the latency. */
  readonly routingCost: string;
  readonly routingLatency: string;
}

/** Headings in the order of the cells; the name comes before them. */
export const LEADERBOARD_HEADINGS = {
  aiq: 'AIQ',
  aiqMinusZero: 'AIQ − zero',
  quality: 'Quality',
  saved: 'Saved',
  cost: '$ / 1k',
  routingCost: 'of it routing',
  routingLatency: 'Routing time',
} as const;

export function leaderboardCells(row: LeaderboardRow): LeaderboardCells {
  return {
    aiq: row.aiq === undefined ? '' : plusMinus(row.aiq),
    aiqMinusZero: row.aiqMinusZero === undefined ? '' : plusMinus(row.aiqMinusZero, 4, signed),
    quality: row.quality === undefined ? '' : qualityText(row.quality),
    saved: row.costSaved === undefined ? '' : savedText(row.costSaved),
    cost: row.costUsd === undefined ? '' : usdPer1000(meanOf(row.costUsd)),
    routingCost: row.overhead === undefined ? '' : usdPer1000(row.overhead.usd),
    routingLatency: row.overhead === undefined ? '' : milliseconds(row.overhead.latencyMs),
  };
}

/** Behind the name of a router that may not ship. */
export const DAGGER = '†';

/** What the dagger says, as one line: the routers that may not ship, by the reason; `undefined` where all may. */
export function notDeployableLine(rows: readonly LeaderboardRow[], longestName = 60): string | undefined {
  const byReason = new Map<string, string[]>();
  for (const { name, notDeployable } of rows) {
    if (notDeployable === undefined) continue;
    byReason.set(notDeployable, [...(byReason.get(notDeployable) ?? []), plainText(name, longestName)]);
  }
  if (byReason.size === 0) return undefined;
  const reasons = Array.from(byReason, ([reason, names]) => `${names.join(', ')} (${plainText(reason, 200)})`);
  return `${DAGGER} not deployable: ${reasons.join('; ')}.`;
}

/** Why a cell is not a number; `undefined` where it is one. */
export function whyUndefined(figure: EstimateOrWhy | number | { undefined: string } | undefined): string | undefined {
  return typeof figure === 'object' && 'undefined' in figure ? figure.undefined : undefined;
}

/** Cost saved with its interval as the end of a sentence that begins with the candidate: `saves 43.1 % (…)`. */
export function savedWords(saved: EstimateOrWhy): string {
  if ('undefined' in saved) return `has no defined saving, because ${saved.undefined},`;
  const { value, low, high } = saved;
  return value < 0
    ? `costs ${percentChange(-value)} more (${intervalWords({ low: -high, high: -low }, percentChange)})`
    : `saves ${percentChange(value)} (${intervalWords(saved, percentChange)})`;
}

/** A quality difference with its interval, in points of a hundred. */
export function pointsWords({ value, low, high }: Estimate): string {
  return `${points(value)} (${pointsNumber(low)} to ${pointsNumber(high)})`;
}

/** An AIQ difference with its interval. */
export function gainWords({ value, low, high }: Estimate): string {
  return `${signed(value, 4)} [${signed(low, 4)} to ${signed(high, 4)}]`;
}

function qualityText(quality: Estimate | number): string {
  return typeof quality === 'number' ? decimal(quality) : plusMinus(quality, 3);
}

function savedText(saved: EstimateOrWhy): string {
  if ('undefined' in saved) return 'not defined';
  const half = ((saved.high - saved.low) / 2) * 100;
  return `${percentChange(saved.value)} ± ${decimal(half, 1)}`;
}
