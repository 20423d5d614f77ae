import { type Comparison, isInside } from '../../datasets/simulate/bands.ts';

/** The table for a terminal: figure, simulated, real, band, source. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((comparison) => [
    comparison.figure,
    shown(comparison.simulated),
    comparison.real === undefined ? '–' : shown(comparison.real),
    `${shown(comparison.low)} … ${shown(comparison.high)}`,
    isInside(comparison) ? 'inside' : 'OUTSIDE',
    comparison.source,
  ]);
  const all = [['figure', 'simulated', 'real', 'band', '', 'source of real'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shown(value: number): string {
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(4);
}
