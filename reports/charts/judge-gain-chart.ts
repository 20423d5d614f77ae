import type { TopLevelSpec } from 'vega-lite';
import type { Results } from '../../harness/evaluate/results.ts';
import { signed } from '../format.ts';
import { crossing, type JudgedCascade, judgedCascades } from '../simulated-judge.ts';
import { beatsZero, losesToZero } from '../standing.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME, halo } from './chart-theme.ts';
import { gainAxis, standingColour } from './gain-look.ts';

export interface JudgeChartOptions {
  readonly theme?: ChartTheme;
  readonly layout?: ChartLayout;
}

/** What a cascade gains over the zero router against the error rate ε of its simulated judge, with 95 % intervals. */
export function judgeGainChart(results: Results, options: JudgeChartOptions = {}): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const layout = options.layout ?? WIDE;
  const narrow = layout.name === 'narrow';
  const cascades = judgedCascades(results);
  const padding = { ...layout.padding, left: layout.padding.left + 8, right: narrow ? 24 : 72 };
  return {
    ...chartFrame(theme, {
      width: layout.width + layout.padding.left + layout.padding.right - padding.left - padding.right,
      height: Math.round(layout.height * 0.66),
      padding,
    }),
    description: 'AIQ minus zero router of a cascade against the error rate of its simulated judge.',
    data: { name: 'judges', values: cascades.map(chartRow) },
    layer: [...frameLayers(theme, narrow), ...crossingLayers(cascades, theme), ...gainLayers(theme, narrow)],
  } as unknown as TopLevelSpec;
}

function chartRow({ errorRate, aiqMinusZero: gain }: JudgedCascade, i: number, all: readonly JudgedCascade[]) {
  const next = all[i + 1];
  return {
    errorRate,
    value: gain.value,
    low: gain.low,
    high: gain.high,
    standing: beatsZero(gain) ? 'above' : losesToZero(gain) ? 'below' : 'level',
    text: signed(gain.value, 4),
    range: `${signed(gain.low, 4)} to ${signed(gain.high, 4)}`,
    label: signed(gain.value, 3),
    /** Where the next error rate is too near, the label would cover its point. */
    roomy: i === 0 || next === undefined || (next.errorRate - errorRate >= 0.05 && errorRate >= 0.05),
  };
}

const X = { field: 'errorRate', type: 'quantitative' };

function frameLayers(theme: ChartTheme, narrow: boolean) {
  return [
    {
      mark: { type: 'rule', opacity: 0 },
      encoding: {
        x: {
          ...X,
          scale: { zero: true, nice: false, padding: 12 },
          axis: { title: 'ε, error rate of the judge', grid: false, tickCount: narrow ? 5 : 9, titlePadding: 10 },
        },
        y: {
          field: 'low',
          type: 'quantitative',
          scale: { zero: true },
          axis: {
            ...gainAxis(2),
            tickCount: narrow ? 5 : 7,
            domain: false,
            ticks: false,
          },
        },
        y2: { field: 'high' },
      },
    },
    {
      data: { name: 'nought', values: [{ nought: 0 }] },
      mark: { type: 'rule', color: theme.ink, strokeWidth: 1.25 },
      encoding: { y: { field: 'nought', type: 'quantitative' } },
    },
  ];
}

/** A thin mark where the straight line between two error rates meets zero. */
function crossingLayers(cascades: readonly JudgedCascade[], theme: ChartTheme) {
  const fall = crossing(cascades);
  if (fall === undefined) return [];
  const data = {
    name: 'crossing',
    values: [{ errorRate: fall.at, text: `below zero from ε ≈ ${fall.at.toFixed(2)}` }],
  };
  return [
    { data, mark: { type: 'rule', color: theme.muted, strokeDash: [2, 3] }, encoding: { x: X } },
    {
      data: { ...data, name: 'crossing-name' },
      mark: { type: 'text', align: 'left', baseline: 'top', dx: 6, y: 2, color: theme.muted },
      encoding: { x: X, text: { field: 'text', type: 'nominal' } },
    },
  ];
}

function gainLayers(theme: ChartTheme, narrow: boolean) {
  const color = standingColour(theme);
  const y = { field: 'value', type: 'quantitative' };
  const tooltip = [
    { field: 'errorRate', type: 'quantitative', title: 'ε' },
    { field: 'text', type: 'nominal', title: 'AIQ − zero' },
    { field: 'range', type: 'nominal', title: '95 % interval' },
  ];
  return [
    { mark: { type: 'line', color: theme.muted, strokeWidth: 1.25 }, encoding: { x: X, y } },
    {
      mark: { type: 'rule', strokeWidth: 2.5, strokeCap: 'round' },
      encoding: { x: X, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' }, color, tooltip },
    },
    {
      mark: { type: 'point', filled: true, size: 80, opacity: 1, stroke: theme.paper, strokeWidth: 1.5 },
      encoding: { x: X, y, fill: color, tooltip },
    },
    ...(narrow ? [] : [halo(theme), { color: theme.ink }].map((look) => labelLayer(look))),
  ];
}

function labelLayer(look: object) {
  return {
    transform: [{ filter: 'datum.roomy' }],
    mark: { type: 'text', align: 'left', baseline: 'middle', dx: 9, dy: -9, ...look },
    encoding: {
      x: X,
      y: { field: 'value', type: 'quantitative' },
      text: { field: 'label', type: 'nominal' },
    },
  };
}
