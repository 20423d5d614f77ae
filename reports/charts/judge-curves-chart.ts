import type { TopLevelSpec } from 'vega-lite';
import type { CostQuality, Results } from '../../harness/evaluate/results.ts';
import { decimal, usdPer1000 } from '../format.ts';
import { judgedCascades } from '../simulated-judge.ts';
import { type AxisScale, axisScale } from './axis-scale.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME, halo } from './chart-theme.ts';
import { sampled } from './curve-data.ts';
import { axes } from './curve-layers.ts';
import type { JudgeChartOptions } from './judge-gain-chart.ts';
import { modelColour } from './model-colour.ts';
import { spread } from './spread.ts';

interface JudgedLine {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly line: readonly CostQuality[];
}

interface Scales {
  readonly x: AxisScale;
  readonly y: AxisScale;
}

const MARGIN_GAP = 16;
/** Between the plot and the names in the margin: room for the connectors. */
const GUTTER = 22;

/** Quality against cost of cascades whose simulated judge errs with probability ε, dark to light, beside the zero router. */
export function judgeCurvesChart(results: Results, options: JudgeChartOptions = {}): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const layout = options.layout ?? WIDE;
  const lines = judgedLines(results, theme);
  const scales = scalesOf(lines, layout, results.models.length);
  const { x, y } = scales;
  const domains = { x: x.domain, y: y.domain, xTicks: x.ticks, yTicks: y.ticks };
  return {
    ...chartFrame(theme, layout),
    description: 'Quality against cost of cascades with a simulated judge, by its error rate.',
    params: [
      { name: 'cut', value: 'all' },
      { name: 'axes', value: { all: domains } },
    ],
    layer: [
      ...lineLayers(lines, x.kind === 'log'),
      ...(layout.name === 'wide' ? marginLayers(lines, layout, scales, theme) : zeroNameLayers(lines, theme)),
    ],
  } as unknown as TopLevelSpec;
}

function judgedLines(results: Results, theme: ChartTheme): JudgedLine[] {
  const cascades = judgedCascades(results);
  const byCost = (points: readonly CostQuality[]) => [...points].sort((a, b) => a.costUsd - b.costUsd);
  return [
    ...cascades.map(({ errorRate, points }, i) => ({
      id: `e${i}`,
      name: `ε = ${errorRate}`,
      color: modelColour(cascades.length === 1 ? 0 : i / (cascades.length - 1)),
      line: byCost(points),
    })),
    { id: 'zero', name: 'zero router', color: theme.ink, line: byCost(results.reference.zeroRouter) },
  ];
}

function scalesOf(lines: readonly JudgedLine[], { name, width, height }: ChartLayout, models: number): Scales {
  const all = lines.flatMap(({ line }) => line);
  const wide = name === 'wide';
  const kind = models <= 2 ? 'linear' : 'auto';
  return {
    x: axisScale(
      all.map(({ costUsd }) => costUsd * 1000),
      width,
      kind,
      wide ? 8 : 4,
    ),
    y: axisScale(
      all.map(({ quality }) => quality),
      height,
      'linear',
      wide ? 8 : 6,
    ),
  };
}

function lineLayers(lines: readonly JudgedLine[], logarithmic: boolean) {
  const path = lines.flatMap(({ id, line }) =>
    sampled(line, logarithmic).map(({ costUsd, quality }, i) => ({ series: id, i, x: costUsd * 1000, y: quality })),
  );
  const points = lines.flatMap(({ id, name, line }) =>
    line.map(({ costUsd, quality }) => ({
      series: id,
      x: costUsd * 1000,
      y: quality,
      who: name,
      cost: usdPer1000(costUsd),
      quality: decimal(quality, 4),
    })),
  );
  const position = axes(logarithmic);
  return [
    {
      data: { name: 'judged', values: path },
      mark: { type: 'line', interpolate: 'linear', strokeCap: 'round', strokeJoin: 'round' },
      encoding: {
        ...position,
        order: { field: 'i', type: 'quantitative' },
        detail: { field: 'series', type: 'nominal' },
        color: colour(lines),
        strokeDash: perLine(lines, ({ id }) => (id === 'zero' ? [6, 4] : [])),
        strokeWidth: { condition: { test: "datum.series === 'zero'", value: 1.75 }, value: 2.25 },
      },
    },
    {
      data: { name: 'judged-points', values: points },
      mark: { type: 'circle', size: 20, opacity: 0.8 },
      encoding: {
        x: { field: 'x', type: 'quantitative' },
        y: { field: 'y', type: 'quantitative' },
        color: colour(lines),
        tooltip: [
          { field: 'who', type: 'nominal', title: 'Curve' },
          { field: 'quality', type: 'nominal', title: 'Quality' },
          { field: 'cost', type: 'nominal', title: 'Per 1,000 queries' },
        ],
      },
    },
  ];
}

/** Names to the right of the plot at the height where each curve ends, moved apart, each joined to its curve. */
function marginLayers(lines: readonly JudgedLine[], layout: ChartLayout, { x, y }: Scales, theme: ChartTheme) {
  const ends = lines
    .filter(({ line }) => line.length > 0)
    .map(({ id, name, line }) => ({ id, name, end: line[line.length - 1]! }));
  const wanted = ends.map(({ end }) => layout.height - y.at(end.quality));
  const heights = spread(wanted, MARGIN_GAP, -6, layout.height);
  const corners = ends.flatMap(({ id, end }, k) =>
    [
      { px: x.at(end.costUsd * 1000), py: wanted[k]! },
      { px: layout.width, py: wanted[k]! },
      { px: layout.width + GUTTER - 5, py: heights[k]! },
    ].map((corner, i) => ({ series: id, i, ...corner })),
  );
  const names = ends.map(({ name }, k) => ({ text: name, px: layout.width + GUTTER, py: heights[k]! }));
  const pixels = {
    x: { field: 'px', type: 'quantitative', scale: null, axis: null },
    y: { field: 'py', type: 'quantitative', scale: null, axis: null },
  };
  return [
    {
      data: { name: 'judged-connectors', values: corners },
      mark: { type: 'line', strokeWidth: 1, opacity: 0.55 },
      encoding: {
        ...pixels,
        order: { field: 'i', type: 'quantitative' },
        detail: { field: 'series', type: 'nominal' },
        color: colour(lines),
      },
    },
    {
      data: { name: 'judged-names', values: names },
      mark: { type: 'text', align: 'left', baseline: 'middle', color: theme.ink },
      encoding: { ...pixels, text: { field: 'text', type: 'nominal' } },
    },
  ];
}

/** On a narrow screen the page’s legend names the colours, and the zero router alone is named in the plot. */
function zeroNameLayers(lines: readonly JudgedLine[], theme: ChartTheme) {
  const zero = lines.find(({ id }) => id === 'zero')!.line;
  const middle = zero[Math.floor(zero.length / 2)];
  const values = middle === undefined ? [] : [{ x: middle.costUsd * 1000, y: middle.quality, text: 'zero router' }];
  return [halo(theme), { color: theme.ink }].map((look) => ({
    data: { name: 'judged-names', values },
    mark: { type: 'text', align: 'left', baseline: 'top', dx: 4, dy: 6, ...look },
    encoding: {
      x: { field: 'x', type: 'quantitative' },
      y: { field: 'y', type: 'quantitative' },
      text: { field: 'text', type: 'nominal' },
    },
  }));
}

function colour(lines: readonly JudgedLine[]) {
  return perLine(lines, ({ color }) => color);
}

function perLine<T>(lines: readonly JudgedLine[], value: (line: JudgedLine) => T) {
  const scale = { domain: lines.map(({ id }) => id), range: lines.map(value) };
  return { field: 'series', type: 'nominal', scale, legend: null };
}
