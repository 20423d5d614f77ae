import type { Estimate, Results } from '../harness/evaluate/results.ts';
import { comparedCandidates } from './compatibility.ts';
import { COMPATIBILITY_FAMILIES } from './compatibility-families.ts';
import { type LeaderboardRow, leaderboardRows } from './leaderboard.ts';

type Cell = string | number | undefined;

const COLUMNS: readonly (readonly [string, (row: LeaderboardRow) => Cell])[] = [
  ['name', (row) => guarded(row.name)],
  ['role', (row) => row.role],
  ['ships', (row) => (row.ships ? 'yes' : 'no')],
  ['deployable', (row) => (row.role === 'reference' || row.notDeployable !== undefined ? 'no' : 'yes')],
  ['feasible', (row) => (row.feasible === undefined ? undefined : row.feasible ? 'yes' : 'no')],
  ...interval('aiq', (row) => row.aiq),
  ...interval('aiq_minus_zero', (row) => row.aiqMinusZero),
  ['may_be_best', (row) => (row.mayBeBest === undefined ? undefined : row.mayBeBest ? 'yes' : 'no')],
  ...interval('quality', (row) => row.quality),
  ...interval('usd_per_query', (row) => row.costUsd),
  ...interval('cost_saved', (row) => defined(row.costSaved)),
  ...interval('quality_gained', (row) => row.qualityGained),
  ['routing_usd_per_query', (row) => row.overhead?.usd],
  ['routing_latency_ms', (row) => row.overhead?.latencyMs],
];

const MORE_COLUMNS = COMPATIBILITY_FAMILIES.flatMap(({ columns }) => columns);

/**
 * The leaderboard as CSV (RFC 4180, one header line, numbers unrounded, empty where a figure does not exist).
 * Names that a spreadsheet would take for a formula get an apostrophe in front.
 */
export function leaderboardCsv(results: Results): string {
  const more = compatibilityCells(results);
  const lines = leaderboardRows(results).map((row) =>
    [...COLUMNS.map(([, cell]) => cell(row)), ...more(row)].map(quoted).join(','),
  );
  const names = [...COLUMNS.map(([name]) => name), ...MORE_COLUMNS.map(({ csv }) => csv)];
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`;
}

/** The figures of other projects, for routers and single models. */
function compatibilityCells(results: Results): (row: LeaderboardRow) => Cell[] {
  const { routers, singles } = comparedCandidates(results);
  return ({ name, role }) => {
    const candidates = role === 'router' ? routers : role === 'single' ? singles : [];
    const candidate = candidates.find((compared) => compared.name === name);
    return MORE_COLUMNS.map(({ of }) => candidate && of(candidate)?.value);
  };
}

function interval(name: string, of: (row: LeaderboardRow) => Estimate | number | undefined): typeof COLUMNS {
  return [
    [name, (row) => pick(of(row), 'value')],
    [`${name}_low`, (row) => pick(of(row), 'low')],
    [`${name}_high`, (row) => pick(of(row), 'high')],
  ];
}

function pick(figure: Estimate | number | undefined, part: 'value' | 'low' | 'high'): number | undefined {
  if (typeof figure === 'number') return part === 'value' ? figure : undefined;
  return figure?.[part];
}

function defined(figure: LeaderboardRow['costSaved']): Estimate | undefined {
  return figure === undefined || 'undefined' in figure ? undefined : figure;
}

/** Spreadsheets run what begins with these, a leading blank or quote notwithstanding. */
function guarded(text: string): string {
  return /^[\s'"]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(cell: Cell): string {
  if (cell === undefined) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
