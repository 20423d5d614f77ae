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
  const cpu = cpuSeconds === undefined ? '' : timeText(cpuSeconds);
  return [name, `${threeDigits(value)} ${unit}`.trim(), cpu, targetText(figure), verdictOf(figure)];
}

function timeText(seconds: number): string {
  if (seconds >= 0.1) return `${threeDigits(seconds)} s`;
  return seconds >= 1e-4 ? `${threeDigits(1e3 * seconds)} ms` : `${threeDigits(1e6 * seconds)} µs`;
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
