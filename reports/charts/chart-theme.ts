import type { ChartLayout } from './chart-layout.ts';
/**
 * Colours and font of a chart. Eight series colours after Okabe and Ito (told apart with every common colour vision),
 * adjusted to reach 3 : 1 against the paper; a ninth series repeats them with a dash pattern.
 */
export interface ChartTheme {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly paper: string;
  readonly font: string;
  readonly series: readonly string[];
}

/** For files: SVG and PNG on white, in a font that ships, so that every machine draws the same bytes. */
export const FILE_THEME: ChartTheme = {
  ink: '#1d1f22',
  muted: '#63676d',
  grid: '#e4e6e9',
  paper: '#ffffff',
  font: 'DejaVu Sans',
  series: ['#0072b2', '#d55e00', '#009e73', '#b0478f', '#b07d00', '#3a9bd9', '#7a3b10', '#4b4b9b'],
};

/** For the page: custom properties of its style sheet, so that dark and light need no second rendering. */
export const PAGE_THEME: ChartTheme = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  grid: 'var(--grid)',
  paper: 'var(--paper)',
  font: 'system-ui, sans-serif',
  series: FILE_THEME.series.map((_, i) => `var(--series-${i + 1})`),
};

export function seriesColour(theme: ChartTheme, index: number): string {
  return theme.series[index % theme.series.length]!;
}

export function seriesDash(theme: ChartTheme, index: number): readonly number[] {
  return [[], [7, 3], [2, 2]][Math.floor(index / theme.series.length) % 3]!;
}

/** The look of a text's first layer: in the colour of the paper, so that lines may pass under the text. */
export function halo({ paper }: ChartTheme) {
  return { color: paper, stroke: paper, strokeWidth: 4, strokeJoin: 'round', opacity: 0.85 };
}

/** Vega configuration shared by all charts: thin lines, no frame, quiet axes. */
function chartConfig(theme: ChartTheme) {
  return {
    font: theme.font,
    background: theme.paper,
    view: { stroke: null },
    axis: {
      labelColor: theme.muted,
      titleColor: theme.muted,
      titleFontWeight: 'normal' as const,
      labelFontSize: 12,
      titleFontSize: 12,
      domainColor: theme.grid,
      tickColor: theme.grid,
      gridColor: theme.grid,
      labelPadding: 6,
    },
    text: { fontSize: 12, color: theme.ink },
  };
}

/** What all charts share: of a given size, with nothing that Vega-Lite would fit by itself. */
export function chartFrame(
  theme: ChartTheme,
  { width, height, padding }: Pick<ChartLayout, 'width' | 'height' | 'padding'>,
) {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    padding,
    autosize: { type: 'none' },
    config: chartConfig(theme),
  };
}
