import { type Figure, verdictOf } from './figure.ts';

const HEAD = ['figure', 'value', 'CPU', 'target', 'verdict'];

/** The figures in columns, for a terminal. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 1 || column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
    );
  return rows.map((row) => line(row).join('  ').trimEnd()).join('\n');
}

function cells(figure: Figure): string[] {
  const { name, value, unit, cpuSeconds } = figure;
  const cpu = cpuSeconds === undefined ? '' : `${threeDigits(cpuSeconds)} s`;
  return [name, `${threeDigits(value)} ${unit}`.trim(), cpu, targetText(figure), verdictOf(figure)];
}

function targetText({ target, unit }: Figure): string {
  if (target === undefined) return '';
  return ('atMost' in target ? `≤ ${threeDigits(target.atMost)} ${unit}` : `≥ ${target.atLeast} ${unit}`).trim();
}

/** Three significant digits: more would be noise. */
function threeDigits(value: number): string {
  if (value === 0) return '0';
  return value.toLocaleString('en', { maximumSignificantDigits: Math.abs(value) >= 1000 ? 4 : 3 });
}
