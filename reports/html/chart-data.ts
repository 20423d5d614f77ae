import type { Spec } from 'vega';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { type ChartLayout, NARROW, WIDE } from '../charts/chart-layout.ts';
import { PAGE_THEME } from '../charts/chart-theme.ts';
import { curveChart } from '../charts/curve-chart.ts';
import { gainChart } from '../charts/gain-chart.ts';
import { judgeCurvesChart } from '../charts/judge-curves-chart.ts';
import { judgeGainChart } from '../charts/judge-gain-chart.ts';
import { compileChart } from '../charts/render-chart.ts';
import { studyCharts } from '../charts/study-charts.ts';
import { trafficChart } from '../charts/traffic-chart.ts';

/** Every chart of the page as compiled Vega, for wide and narrow screens; rows that charts share stand once. */
export interface ChartData {
  readonly rows: readonly unknown[];
  /** By chart, by variant (the first is the default), by layout. `data[].values` is an index into `rows`. */
  readonly charts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<ChartLayout['name'], unknown>>>>>>;
}

type Variant = (layout: ChartLayout) => Spec;

export function chartData(results: Results, studies: Partial<Studies> = {}): ChartData {
  const pool = rowPool();
  const both = (variant: Variant) => ({ wide: pool.hoist(variant(WIDE)), narrow: pool.hoist(variant(NARROW)) });
  const curves = (axis: 'auto' | 'linear') =>
    both((layout) => compileChart(curveChart(results, { theme: PAGE_THEME, layout, axis, byTask: true })));
  const charts = {
    curves: hasBothAxes(results) ? { log: curves('auto'), linear: curves('linear') } : { auto: curves('auto') },
    ...(results.routers.length > 0 && {
      gain: { one: both((layout) => compileChart(gainChart(results, { theme: PAGE_THEME, layout }))) },
      traffic: {
        one: both((layout) => compileChart(trafficChart(results, { theme: PAGE_THEME, layout, everyRouter: true }))),
      },
    }),
    ...(results.reference.simulatedJudge !== undefined && {
      judgegain: { one: both((layout) => compileChart(judgeGainChart(results, { theme: PAGE_THEME, layout }))) },
      judgecurves: { one: both((layout) => compileChart(judgeCurvesChart(results, { theme: PAGE_THEME, layout }))) },
    }),
    ...Object.fromEntries(
      Object.keys(studyCharts(results, studies)).map((name) => [
        name,
        { one: both((layout) => compileChart(studyCharts(results, studies, { theme: PAGE_THEME, layout })[name]!)) },
      ]),
    ),
  };
  return { rows: pool.rows, charts };
}

/** Whether the curves are drawn on a logarithmic axis, so that a linear one is another view. */
export function hasBothAxes(results: Results): boolean {
  return JSON.stringify(compileChart(curveChart(results)).scales).includes('"type":"log"');
}

function rowPool() {
  const rows: unknown[] = [];
  const places = new Map<string, number>();
  const place = (values: unknown): number => {
    const key = JSON.stringify(values);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, rows.length);
    return rows.push(values) - 1;
  };
  const hoist = (spec: Spec): unknown => ({
    ...spec,
    data: spec.data?.map((entry) => ('values' in entry ? { ...entry, values: place(entry.values) } : entry)),
  });
  return { rows, hoist };
}
