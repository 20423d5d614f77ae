import type { TopLevelSpec } from 'vega-lite';
import type { Results } from '../../harness/evaluate/results.ts';
import { plainText } from '../plain-text.ts';
import { featuredRouter } from '../standing.ts';
import { type AxisScale, axisScale } from './axis-scale.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME } from './chart-theme.ts';
import { modelColour } from './model-colour.ts';
import { stackedModels, trafficRows } from './traffic-rows.ts';

export interface TrafficChartOptions {
  readonly theme?: ChartTheme;
  readonly layout?: ChartLayout;
  /** With every router, chosen by the parameter `router` (`r0`, `r1`…) and without a legend; else the featured one. */
  readonly everyRouter?: boolean;
}

/** Share of traffic per model along a router's curve, cheap models at the bottom; a line where its chosen point stands. */
export function trafficChart(results: Results, options: TrafficChartOptions = {}): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const layout = shortened(options.layout ?? WIDE, options.everyRouter ?? false);
  const featured = Math.max(0, results.routers.indexOf(featuredRouter(results)!));
  const scale = axisScale(
    costs(results),
    layout.width,
    results.models.length <= 2 ? 'linear' : 'auto',
    layout.name === 'wide' ? 8 : 4,
  );
  const shown = options.everyRouter ? results.routers.map((_, i) => i) : results.routers.length > 0 ? [featured] : [];
  return {
    ...chartFrame(theme, layout),
    description: 'Share of traffic per model along the curve.',
    params: [{ name: 'router', value: `r${featured}` }],
    layer: [
      shareLayer(
        results,
        shown.flatMap((i) => trafficRows(results, i, scale)),
        theme,
        scale,
        options.everyRouter ?? false,
      ),
      ...chosenLayers(
        shown.map((i) => chosenRow(results, i)),
        theme,
      ),
    ],
  } as TopLevelSpec;
}

function shareLayer(
  results: Results,
  values: readonly object[],
  theme: ChartTheme,
  scale: AxisScale,
  everyRouter: boolean,
) {
  const models = stackedModels(results);
  const range = models.map((_, i) => modelColour(models.length === 1 ? 0 : i / (models.length - 1)));
  const names = Object.fromEntries(models.map(({ index, name }) => [index, name]));
  const labelExpr = `${JSON.stringify(names)}[datum.value]`;
  const legend = {
    title: null,
    symbolType: 'square',
    symbolSize: 120,
    labelFontSize: 12,
    labelColor: theme.ink,
    labelExpr,
    labelLimit: 150,
    offset: 20,
  };
  return {
    data: { name: 'traffic', values },
    transform: [OF_ROUTER],
    mark: { type: 'rect', stroke: theme.paper, strokeWidth: 0.5 },
    encoding: {
      x: xAxis(results, scale),
      x2: { field: 'x2' },
      y: { field: 'y', type: 'quantitative', scale: { domain: [0, 1], nice: false }, axis: SHARE_AXIS },
      y2: { field: 'y2' },
      color: {
        field: 'model',
        type: 'nominal',
        scale: { domain: models.map(({ index }) => index), range },
        sort: null,
        legend: everyRouter ? null : { ...legend, values: [...models].reverse().map(({ index }) => index) },
      },
      tooltip: [
        { field: 'who', type: 'nominal', title: 'Model' },
        { field: 'share', type: 'nominal', title: 'Share of traffic' },
        { field: 'cost', type: 'nominal', title: 'Per 1,000 queries' },
        { field: 'at', type: 'nominal', title: 'At' },
      ],
    },
  };
}

/** A layer with data of its own does not inherit a filter. */
const OF_ROUTER = { filter: 'datum.router === router' };

const SHARE_AXIS = {
  title: 'Share of traffic',
  titleAngle: 0,
  titleAlign: 'left',
  titleAnchor: 'end',
  titleX: -44,
  titleY: -18,
  format: '.0%',
  tickCount: 4,
  domain: false,
  ticks: false,
};

function xAxis(results: Results, { kind, domain, ticks }: AxisScale) {
  return {
    field: 'x',
    type: 'quantitative',
    scale: { ...(kind === 'log' ? { type: 'log' } : { zero: false }), nice: false, domain: [...domain] },
    axis: {
      title: `USD per 1,000 queries${kind === 'log' ? ' (log scale)' : ''}`,
      values: [...ticks],
      labelExpr: "'$' + format(datum.value, ',~f')",
      grid: false,
      titlePadding: 10,
    },
    ...(results.routers.length === 0 && { title: 'no routers' }),
  };
}

function chosenRow({ routers }: Results, i: number) {
  const { name, chosen } = routers[i]!;
  return { router: `r${i}`, x: chosen.costUsd.value * 1000, who: `${plainText(name, 40)}, chosen` };
}

/** A line through all shares at the cost of the chosen operating point, its name above. */
function chosenLayers(values: readonly object[], theme: ChartTheme) {
  const data = { name: 'chosen', values };
  const x = { field: 'x', type: 'quantitative' };
  return [
    { data, transform: [OF_ROUTER], mark: { type: 'rule', color: theme.paper, strokeWidth: 4 }, encoding: { x } },
    {
      data,
      transform: [OF_ROUTER],
      mark: { type: 'rule', color: theme.ink, strokeWidth: 1.5, strokeDash: [4, 3] },
      encoding: { x },
    },
    {
      data,
      transform: [OF_ROUTER],
      mark: { type: 'text', align: 'right', baseline: 'bottom', dx: 6, y: -5, fontWeight: 'bold', color: theme.ink },
      encoding: { x, text: { field: 'who', type: 'nominal' } },
    },
  ];
}

function costs({ routers, costRange }: Results): number[] {
  const swept = routers.flatMap(({ test, chosen }) => [...test.map(({ costUsd }) => costUsd), chosen.costUsd.value]);
  return [costRange.lowUsd, costRange.highUsd, ...swept].map((cost) => cost * 1000);
}

function shortened(layout: ChartLayout, alone: boolean): ChartLayout {
  const height = layout.name === 'wide' ? 280 : 240;
  const extra = alone && layout.name === 'wide' ? layout.padding.right - 24 : 0;
  return {
    ...layout,
    height,
    width: layout.width + extra,
    padding: { ...layout.padding, right: layout.padding.right - extra },
  };
}
