import type { Results } from '../harness/evaluate/results.ts';
import { LEADERBOARD_HEADINGS, leaderboardCells } from './figure-text.ts';
import { type LeaderboardRow, leaderboardRows } from './leaderboard.ts';
import { plainText } from './plain-text.ts';

const KEYS = Object.keys(LEADERBOARD_HEADINGS) as (keyof typeof LEADERBOARD_HEADINGS)[];
const LONGEST_NAME = 34;
const GROUPS = [
  ['router', 'Routers'],
  ['single', 'Single models'],
  ['reference', 'Reference curves (they see what a router may not)'],
] as const;

/**
 * The leaderboard for a terminal: aligned columns, intervals at 95 %, `▸` before what ships.
 *
 * @param options.colour ANSI colours; off unless asked for
 */
export function leaderboardText(results: Results, options: { readonly colour?: boolean } = {}): string {
  const paint = painter(options.colour ?? false);
  const rows = leaderboardRows(results);
  const lines = rows.map((row) => [nameOf(row), ...KEYS.map((key) => leaderboardCells(row)[key])]);
  const heading = ['', ...KEYS.map((key) => LEADERBOARD_HEADINGS[key])];
  const widths = heading.map((_, column) => Math.max(...[heading, ...lines].map((line) => widthOf(line[column]!))));
  const out = [paint.dim(align(heading, widths))];
  for (const [role, title] of GROUPS) {
    if (!rows.some((row) => row.role === role)) continue;
    out.push('', paint.dim(title));
    rows.forEach((row, i) => {
      if (row.role === role) out.push(paintRow(row, align(lines[i]!, widths), paint));
    });
  }
  const reference = plainText(results.referenceModel, LONGEST_NAME);
  out.push('', paint.dim(`± half of the 95 % interval. Quality, cost and saving (against ${reference}) at the chosen`));
  out.push(paint.dim('operating point, on test. AIQ − zero: above zero, a router beats random mixing of models.'));
  return `${out.join('\n')}\n`;
}

function nameOf(row: LeaderboardRow): string {
  return `${row.ships ? '▸' : ' '} ${plainText(row.name, LONGEST_NAME)}`;
}

function align(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => {
      const gap = ' '.repeat(widths[column]! - widthOf(cell));
      return column === 0 ? cell + gap : gap + cell;
    })
    .join('  ')
    .trimEnd();
}

function widthOf(text: string): number {
  return Array.from(text).length;
}

function paintRow(row: LeaderboardRow, line: string, paint: ReturnType<typeof painter>): string {
  if (row.ships) return paint.bold(line);
  return row.role === 'reference' ? paint.dim(line) : line;
}

function painter(colour: boolean) {
  const wrap = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: wrap(1), dim: wrap(2) };
}
