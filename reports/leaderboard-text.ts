import type { Results } from '../harness/evaluate/results.ts';
import { bestLine, MAY_BE_BEST } from './certainty.ts';
import { DAGGER, LEADERBOARD_HEADINGS, leaderboardCells, notDeployableLine } from './figure-text.ts';
import { type LeaderboardRow, leaderboardRows } from './leaderboard.ts';
import { plainText } from './plain-text.ts';
import { routingCostSummary } from './routing-cost.ts';

const KEYS = Object.keys(LEADERBOARD_HEADINGS) as (keyof typeof LEADERBOARD_HEADINGS)[];
/** Here the two figures of routing stand to the right of the cost, under shorter headings. */
const HEADINGS = { ...LEADERBOARD_HEADINGS, routingCost: 'routing', routingLatency: 'time' };
const SHORTEST_NAME = 18;
const GAP = '  ';
const GROUPS = [
  ['router', 'Routers'],
  ['single', 'Single models'],
  ['reference', 'Reference curves (they see what a router may not)'],
] as const;

/**
 * The leaderboard for a terminal: aligned columns, intervals at 95 %, `▸` before what ships, and what routing itself
 * costs in a sentence.
 *
 * @param options.colour ANSI colours; off unless asked for
 * @param options.width columns; long names are cut to fit in, as far as that goes
 */
export function leaderboardText(
  results: Results,
  options: { readonly colour?: boolean; readonly width?: number } = {},
): string {
  const paint = painter(options.colour ?? false);
  const rows = leaderboardRows(results);
  const figures = rows.map((row) => figuresOf(row));
  const heading = KEYS.map((key) => HEADINGS[key]);
  const figureWidths = columnWidths([heading, ...figures]);
  const width = options.width ?? 100;
  const room = width - figureWidths.reduce((sum, own) => sum + own + GAP.length, 2);
  const names = rows.map((row) => nameOf(row, Math.max(SHORTEST_NAME, room)));
  const widths = [...columnWidths(names.map((name) => [name])), ...figureWidths];
  const lines = names.map((name, i) => [name, ...figures[i]!]);
  const out = [paint.dim(align(['', ...heading], widths))];
  for (const [role, title] of GROUPS) {
    if (!rows.some((row) => row.role === role)) continue;
    out.push('', paint.dim(title));
    rows.forEach((row, i) => {
      if (row.role === role) out.push(paintRow(row, align(lines[i]!, widths), paint));
    });
  }
  const notes = [bestLine(results), notDeployableLine(rows, SHORTEST_NAME)];
  const footnote = notes.flatMap((note) => wrapped(note ?? '', width));
  out.push('', ...[...legend(results), ...footnote].map(paint.dim));
  const routing = wrapped(routingCostSummary(results).join(' '), width);
  if (routing.length > 0) out.push('', ...routing);
  return `${out.join('\n')}\n`;
}

/** The intervals of AIQ and of the saving are left to the page: the first says less than that of the difference. */
function figuresOf(row: LeaderboardRow): string[] {
  const cells = leaderboardCells(row);
  const bare = (text: string) => text.split(' ± ')[0]!;
  const short = { ...cells, aiq: bare(cells.aiq), saved: bare(cells.saved) };
  return KEYS.map((key) => short[key].replace(' ± ', ' ±'));
}

function columnWidths(lines: readonly (readonly string[])[]): number[] {
  return (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => widthOf(line[column]!))));
}

function legend({ referenceModel }: Results): string[] {
  return [
    `± half of the 95 % interval; on test, at the chosen operating point; saved against ${plainText(referenceModel, 24)}.`,
    '$ / 1k: per 1,000 queries; of it for routing, and the time that routing takes per query.',
    'AIQ − zero: above zero, a router beats random mixing of models.',
  ];
}

/** Lines of words, none longer than `width` where a word is not. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function nameOf({ ships, name, notDeployable, mayBeBest }: LeaderboardRow, longest: number): string {
  const marks = `${notDeployable === undefined ? '' : ` ${DAGGER}`}${mayBeBest ? ` ${MAY_BE_BEST}` : ''}`;
  return `${ships ? '▸' : ' '} ${plainText(name, longest - marks.length)}${marks}`;
}

function align(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => {
      const gap = ' '.repeat(widths[column]! - widthOf(cell));
      return column === 0 ? cell + gap : gap + cell;
    })
    .join(GAP)
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
