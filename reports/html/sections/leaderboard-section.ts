import type { Results } from '../../../harness/evaluate/results.ts';
import { bestLine, MAY_BE_BEST } from '../../certainty.ts';
import { DAGGER, LEADERBOARD_HEADINGS, leaderboardCells, notDeployableLine, whyUndefined } from '../../figure-text.ts';
import { type LeaderboardRow, leaderboardRows, meanOf } from '../../leaderboard.ts';
import { beatsZero, losesToZero } from '../../standing.ts';
import { foreign, html, type Markup } from '../markup.ts';
import { type Cell, type Row, table } from '../table.ts';

const GROUPS = [
  ['router', 'Routers'],
  ['single', 'Single models'],
  ['reference', 'Reference curves: they see what a router may not'],
] as const;

export function leaderboardSection(results: Results): Markup {
  const rows = leaderboardRows(results);
  const footnotes = [bestLine(results), notDeployableLine(rows)].filter((line) => line !== undefined);
  return html`<section id="leaderboard"><h2>Leaderboard</h2>
${table({
  caption: html`Figures on test, ± half of the 95 % interval. Quality, saving and cost in USD per 1,000 queries at the chosen operating point, routing included; saving against ${foreign(results.referenceModel)}.`,
  sortable: true,
  columns: [
    { heading: 'Candidate' },
    ...Object.values(LEADERBOARD_HEADINGS).map((heading) => ({ heading, numeric: true })),
  ],
  groups: GROUPS.map(([role, title]) => ({
    title,
    rows: rows.filter((row) => row.role === role).map(tableRow),
  })).filter(({ rows: members }) => members.length > 0),
})}
${footnotes.map((line) => html`<p>${foreign(line, 2000)}</p>`)}
</section>`;
}

function tableRow(row: LeaderboardRow): Row {
  const cells = leaderboardCells(row);
  const why = whyUndefined(row.costSaved);
  const saved = row.costSaved !== undefined && 'value' in row.costSaved ? row.costSaved.value : undefined;
  return {
    ...(row.ships && { look: 'ships' }),
    cells: [
      { content: nameOf(row), sort: row.name },
      cell(cells.aiq, row.aiq?.value),
      { ...cell(cells.aiqMinusZero, row.aiqMinusZero?.value), look: standing(row) },
      cell(cells.quality, row.quality === undefined ? undefined : meanOf(row.quality)),
      { ...cell(cells.saved, saved), ...(why !== undefined && { title: why }) },
      cell(cells.cost, row.costUsd === undefined ? undefined : meanOf(row.costUsd)),
      cell(cells.routingCost, row.overhead?.usd),
      cell(cells.routingLatency, row.overhead?.latencyMs),
    ],
  };
}

function nameOf(row: LeaderboardRow): Markup {
  const best = row.mayBeBest ? ` ${MAY_BE_BEST}` : '';
  if (row.ships) return html`${foreign(row.name, 60)}${best} <span class="tag">ships</span>`;
  if (row.notDeployable !== undefined) return html`${foreign(row.name, 60)} ${DAGGER}${best}`;
  return html`${foreign(row.name, 60)}${best}`;
}

function cell(content: string, sort: number | undefined): Cell {
  return sort === undefined ? { content } : { content, sort };
}

function standing({ aiqMinusZero }: LeaderboardRow): string {
  if (aiqMinusZero === undefined) return '';
  return beatsZero(aiqMinusZero) ? 'above' : losesToZero(aiqMinusZero) ? 'below' : '';
}
