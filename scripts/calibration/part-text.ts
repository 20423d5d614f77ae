import type { CalibrationFigure, CalibrationPart } from './parts.ts';
import { shareText } from './share.ts';

/** One part as lines: what was simulated, and each share beside its bounds. */
export function partText({ title, setting }: CalibrationPart, figures: readonly CalibrationFigure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const lines = figures.map((figure) =>
    `  ${figure.name.padEnd(width)}  ${shareText(figure).padStart(14)}  ${boundsText(figure)}`.trimEnd(),
  );
  return [`\n${title} (${figures[0]?.runs ?? 0} runs each)`, `  ${setting}`, ...lines].join('\n');
}

function boundsText({ count, runs, atLeast, atMost }: CalibrationFigure): string {
  if (atLeast === undefined && atMost === undefined) return '';
  const share = count / runs;
  const isWithin = share >= (atLeast ?? 0) && share <= (atMost ?? 1);
  const percent = (bound: number) => `${Number((100 * bound).toFixed(1))} %`;
  const bounds =
    atLeast === undefined ? `at most ${percent(atMost!)}` : `${percent(atLeast)} to ${percent(atMost ?? 1)}`;
  return `${bounds}: ${isWithin ? 'met' : 'MISSED'}`;
}
