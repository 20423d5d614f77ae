import type { Estimate, EstimateOrWhy } from '../harness/evaluate/results.ts';
import { decimal, intervalWords, percent, plusMinus, points, signed, usdPer1000 } from './format.ts';
import { type LeaderboardRow, meanOf } from './leaderboard.ts';

/** What a cell of the leaderboard says, the same in terminal, page and Markdown. Empty where a row has no such figure. */
export interface LeaderboardCells {
  readonly aiq: string;
  readonly aiqMinusZero: string;
  readonly quality: string;
  readonly cost: string;
  readonly saved: string;
  readonly overhead: string;
}

/** Headings in the order of the cells; the name comes before them. */
export const LEADERBOARD_HEADINGS = {
  aiq: 'AIQ',
  aiqMinusZero: 'AIQ − zero',
  quality: 'Quality',
  cost: '$ / 1k queries',
  saved: 'Saved',
  overhead: 'Routing $ / 1k',
} as const;

export function leaderboardCells(row: LeaderboardRow): LeaderboardCells {
  return {
    aiq: row.aiq === undefined ? '' : plusMinus(row.aiq),
    aiqMinusZero: row.aiqMinusZero === undefined ? '' : plusMinus(row.aiqMinusZero, 4, signed),
    quality: row.quality === undefined ? '' : qualityText(row.quality),
    cost: row.costUsd === undefined ? '' : usdPer1000(meanOf(row.costUsd)),
    saved: row.costSaved === undefined ? '' : savedText(row.costSaved),
    overhead: row.overhead === undefined ? '' : usdPer1000(row.overhead.usd),
  };
}

/** Why a cell is not a number; `undefined` where it is one. */
export function whyUndefined(figure: EstimateOrWhy | number | { undefined: string } | undefined): string | undefined {
  return typeof figure === 'object' && 'undefined' in figure ? figure.undefined : undefined;
}

/** Cost saved with its interval in words, or why there is none. */
export function savedWords(saved: EstimateOrWhy): string {
  if ('undefined' in saved) return `not defined, because ${saved.undefined}`;
  return `${percent(saved.value)} (${intervalWords(saved, percent)})`;
}

/** A quality difference with its interval, in points of a hundred. */
export function pointsWords(difference: Estimate): string {
  return `${points(difference.value)} (${intervalWords(difference, (x) => signed(x * 100, 1))})`;
}

/** An AIQ difference with its interval. */
export function gainWords(gain: Estimate): string {
  return `${signed(gain.value, 4)} (${intervalWords(gain, (x) => signed(x, 4))})`;
}

function qualityText(quality: Estimate | number): string {
  return typeof quality === 'number' ? decimal(quality) : plusMinus(quality, 3);
}

function savedText(saved: EstimateOrWhy): string {
  if ('undefined' in saved) return 'not defined';
  const half = ((saved.high - saved.low) / 2) * 100;
  return `${decimal(saved.value * 100, 1)} % ± ${decimal(half, 1)}`;
}
