import type { ChartTheme } from './chart-theme.ts';
import { seriesColour } from './chart-theme.ts';

/** Colour of a gain by its standing: above zero, level with it, below it, or a reference that competes with nobody. */
export function standingColour(theme: ChartTheme) {
  return {
    field: 'standing',
    type: 'nominal',
    scale: {
      domain: ['above', 'level', 'below', 'reference'],
      range: [seriesColour(theme, 0), theme.muted, seriesColour(theme, 1), theme.muted],
    },
    legend: null,
  };
}

/** The axis of AIQ − zero router, its title lying above it. `digits` after the point. */
export function gainAxis(digits: number) {
  return {
    title: 'AIQ − zero router',
    titleAngle: 0,
    titleAlign: 'left',
    titleAnchor: 'end',
    titleX: -48,
    titleY: -18,
    labelExpr: `datum.value === 0 ? '0' : format(datum.value, '+.${digits}~f')`,
  };
}

/** Columns of words beside the rows of a chart: the name on the left, `text` and, where there is room, `last` on the right. */
export function rowWords(theme: ChartTheme, rows: object, { width, last }: { width: number; last?: string }) {
  const column = (field: string, x: number, align: string, color: string, fontWeight: string) => ({
    mark: { type: 'text', align, baseline: 'middle', x, color, fontWeight },
    encoding: { y: rows, text: { field, type: 'nominal' } },
  });
  return [
    column('name', -12, 'right', theme.ink, 'normal'),
    column('text', width + 12, 'left', theme.ink, 'bold'),
    ...(last === undefined ? [] : [column(last, width + 76, 'left', theme.muted, 'normal')]),
  ];
}
