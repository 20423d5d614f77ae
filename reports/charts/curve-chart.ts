import type { TopLevelSpec } from 'vega-lite';
import type { Results } from '../../harness/evaluate/results.ts';
import { featuredRouter } from '../standing.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME } from './chart-theme.ts';
import { type Cut, curveCuts } from './curve-data.ts';
import {
  axes,
  connectorLayer,
  labelLayer,
  leaderLayer,
  lineLayer,
  marginLayer,
  markLayers,
  pointLayer,
  whiskerLayers,
} from './curve-layers.ts';
import { type CurveRows, curveRows } from './curve-rows.ts';

export interface CurveChartOptions {
  readonly theme?: ChartTheme;
  readonly layout?: ChartLayout;
  /** `auto`: logarithmic where costs span a factor of eight and the pool has more than two models. */
  readonly axis?: 'auto' | 'log' | 'linear';
  /** With one cut per task beside the whole, chosen by the parameter `cut`; `all` alone without it. */
  readonly byTask?: boolean;
}

/**
 * Quality against cost: every router's operating points under its hull, single models, zero router, random mix, task
 * mean, oracle and oracle frontier, and the point that ships. The parameter `focus` (a curve's id) fades the
 * other routers and shows intervals of this one; without it the featured router has them.
 */
export function curveChart(results: Results, options: CurveChartOptions = {}): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const layout = options.layout ?? WIDE;
  const wanted = options.axis ?? 'auto';
  const axis = wanted === 'auto' && results.models.length <= 2 ? 'linear' : wanted;
  const cuts = options.byTask ? curveCuts(results) : curveCuts(results).slice(0, 1);
  const rows = alike(
    cuts,
    cuts.map((cut) => curveRows(cut, layout, axis)),
    layout,
  );
  const logarithmic = rows[0]!.logarithmic;
  const all = (key: 'lines' | 'points' | 'marks' | 'labels' | 'margin' | 'connectors') =>
    rows.flatMap((row) => row[key]);
  return {
    ...chartFrame(theme, layout),
    description: description(results),
    params: [
      { name: 'cut', value: 'all' },
      { name: 'focus', value: '' },
      { name: 'featured', value: featuredCurve(results) },
      { name: 'axes', value: Object.fromEntries(cuts.map(({ id }, i) => [id, rows[i]!.axes])) },
    ],
    layer: [
      leaderLayer(all('labels'), theme),
      connectorLayer(all('connectors'), cuts[0]!.curves, theme),
      lineLayer(all('lines'), cuts[0]!.curves, theme, axes(logarithmic)),
      ...whiskerLayers(rows[0]!.whiskers, cuts[0]!.curves, theme),
      pointLayer(all('points'), cuts[0]!.curves, theme),
      ...markLayers(all('marks'), theme),
      labelLayer(all('labels'), theme),
      marginLayer(all('margin'), theme),
    ],
  } as TopLevelSpec;
}

/** All cuts share one kind of axis: where one task has a free model, all are drawn on a linear one. */
function alike(cuts: readonly Cut[], rows: readonly CurveRows[], layout: ChartLayout): readonly CurveRows[] {
  const log =
    rows[0]!.logarithmic &&
    cuts.every(({ singles, curves }) =>
      [...singles, ...curves.flatMap(({ line }) => line)].every(({ costUsd }) => costUsd > 0),
    );
  if (rows.every(({ logarithmic }) => logarithmic === log)) return rows;
  return cuts.map((cut) => curveRows(cut, layout, log ? 'log' : 'linear'));
}

/** Whose intervals are shown until a reader brings another router forward. */
function featuredCurve(results: Results): string {
  const featured = featuredRouter(results);
  return featured === undefined ? '' : `r${results.routers.indexOf(featured)}`;
}

function description({ dataset, routers, models }: Results): string {
  return `Quality against cost for ${routers.length} routers and ${models.length} single models on ${dataset.name}.`;
}
