import type { TopLevelSpec } from 'vega-lite';
import type { Learning } from '../../harness/evaluate/studies/learning-schema.ts';
import { count, signed } from '../format.ts';
import { plainText } from '../plain-text.ts';
import { axisScale } from './axis-scale.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME, seriesColour, seriesDash } from './chart-theme.ts';
import { gainAxis } from './gain-look.ts';
import { spread } from './spread.ts';

export interface LearningChartOptions {
  readonly theme?: ChartTheme;
  readonly layout?: ChartLayout;
}

const LABEL_GAP = 15;

interface LearningRow {
  readonly series: string;
  readonly name: string;
  readonly prompts: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * AIQ minus zero router against the number of training prompts, on a logarithmic axis: the mean over the subsets drawn, and
 * the span from the least to the largest as a thin line.
 *
 * @param names of all routers of the run, in order: a router keeps its colour over the charts
 */
export function learningChart(
  learning: Learning,
  names: readonly string[],
  options: LearningChartOptions = {},
): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const layout = options.layout ?? WIDE;
  const rows = learningRows(learning, names);
  const shown = names.map((_, i) => `r${i}`).filter((series) => rows.some((row) => row.series === series));
  const y = axisScale([0, ...rows.flatMap(({ low, high }) => [low, high])], layout.height, 'linear', 7);
  const series = {
    color: seriesScale(shown, (i) => seriesColour(theme, i)),
    strokeDash: seriesScale(shown, (i) => seriesDash(theme, i)),
  };
  return {
    ...chartFrame(theme, layout),
    description: 'AIQ minus zero router by number of training prompts.',
    data: { name: 'learning', values: rows.map((row) => ({ ...row, ...textsOf(row) })) },
    layer: [
      ...lineLayers(theme, xEncoding(learning, layout), yEncoding(y), series),
      ...(layout.name === 'wide' ? [labelLayer(rows, shown, y, layout, series.color)] : []),
    ],
  } as unknown as TopLevelSpec;
}

/** Learned routers only: what does not learn has no learning curve. */
function learningRows({ points, lastDoubling }: Learning, names: readonly string[]): LearningRow[] {
  const learned = new Set(lastDoubling.map(({ name }) => name));
  return points.flatMap(({ prompts, routers }) =>
    routers
      .filter(({ name }) => learned.has(name))
      .map(({ name, mean, low, high }) => ({
        series: `r${names.indexOf(name)}`,
        name: plainText(name, 30),
        prompts,
        mean,
        low,
        high,
      })),
  );
}

function textsOf({ prompts, mean, low, high }: LearningRow) {
  return {
    promptsText: count(Math.round(prompts)),
    meanText: signed(mean, 4),
    span: `${signed(low, 4)} to ${signed(high, 4)}`,
  };
}

/** @param shown ids of the series drawn: `r` and the place of the router in the run */
function seriesScale<T>(shown: readonly string[], look: (place: number) => T) {
  const range = shown.map((series) => look(Number(series.slice(1))));
  return { field: 'series', type: 'nominal', scale: { domain: shown, range }, legend: null };
}

function xEncoding({ points, train }: Learning, { name }: ChartLayout) {
  const prompts = points.map((point) => Math.round(point.prompts));
  const ticks = name === 'wide' ? prompts : [prompts[0]!, prompts.at(-1)!];
  return {
    field: 'prompts',
    type: 'quantitative',
    scale: { type: 'log', domain: [prompts[0]! * 0.94, train * 1.06], nice: false },
    axis: { title: 'Training prompts', values: ticks, format: ',', grid: false, titlePadding: 10, labelOverlap: false },
  };
}

function yEncoding({ domain, ticks }: ReturnType<typeof axisScale>) {
  return {
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    axis: {
      ...gainAxis(3),
      titleX: -44,
      titleY: -16,
      values: ticks,
    },
  };
}

function lineLayers(
  theme: ChartTheme,
  x: ReturnType<typeof xEncoding>,
  y: ReturnType<typeof yEncoding>,
  series: { readonly color: object; readonly strokeDash: object },
) {
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'Router' },
    { field: 'promptsText', type: 'nominal', title: 'Training prompts' },
    { field: 'meanText', type: 'nominal', title: 'AIQ − zero' },
    { field: 'span', type: 'nominal', title: 'Least to largest' },
  ];
  const { color } = series;
  return [
    {
      data: { name: 'nought', values: [{ nought: 0 }] },
      mark: { type: 'rule', color: theme.ink, strokeWidth: 1.25 },
      encoding: { y: { ...y, field: 'nought' } },
    },
    {
      mark: { type: 'rule', strokeWidth: 1, opacity: 0.5 },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
    },
    { mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y: { ...y, field: 'mean' }, ...series } },
    {
      mark: { type: 'point', filled: true, size: 50, opacity: 1, stroke: theme.paper, strokeWidth: 1 },
      encoding: { x, y: { ...y, field: 'mean' }, fill: color, tooltip },
    },
  ];
}

/** Names in the right margin, each as near to the end of its line as the others allow. */
function labelLayer(
  rows: readonly LearningRow[],
  shown: readonly string[],
  y: ReturnType<typeof axisScale>,
  { width, height }: ChartLayout,
  color: object,
) {
  const ends = shown.map((series) => rows.findLast((row) => row.series === series)!);
  const wanted = ends.map(({ mean }) => height - y.at(mean));
  const places = spread(wanted, LABEL_GAP, 0, height);
  return {
    data: { name: 'ends', values: ends.map(({ series, name }, i) => ({ series, name, place: places[i] })) },
    mark: { type: 'text', align: 'left', baseline: 'middle', x: width + 10 },
    encoding: {
      y: { field: 'place', type: 'quantitative', scale: null, axis: null },
      text: { field: 'name', type: 'nominal' },
      color,
    },
  };
}
