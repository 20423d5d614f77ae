import type { TopLevelSpec } from 'vega-lite';
import type { Estimate, Results } from '../../harness/evaluate/results.ts';
import { signed } from '../format.ts';
import { plainText } from '../plain-text.ts';
import { beatsZero, losesToZero } from '../standing.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME } from './chart-theme.ts';
import { rowWords, standingColour } from './gain-look.ts';
import { textWidth } from './place-labels.ts';

export interface GainChartOptions {
  readonly theme?: ChartTheme;
  readonly layout?: ChartLayout;
}

interface GainRow {
  readonly name: string;
  readonly gain: Estimate;
  readonly control?: Estimate;
  readonly reference: boolean;
}

const ROW_HEIGHT = 34;

/**
 * AIQ minus zero router with 95 % intervals, best first, the task mean among the routers; a hollow diamond under a
 * learned router is the same router refitted on shuffled outcomes, against constant predictions.
 */
export function gainChart(results: Results, options: GainChartOptions = {}): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const narrow = options.layout?.name === 'narrow';
  const rows = gainRows(results, narrow ? 16 : 30);
  const left = Math.ceil(Math.max(60, ...rows.map(({ name }) => textWidth(name, 12)))) + 14;
  const padding = { left, right: narrow ? 78 : 210, top: 10, bottom: 46 };
  const total = { ...(options.layout ?? WIDE) };
  const width = total.width + total.padding.left + total.padding.right - padding.left - padding.right;
  const values = rows.map((row, i) => chartRow(row, i));
  return {
    ...chartFrame(theme, { width, height: Math.max(1, rows.length) * ROW_HEIGHT, padding }),
    description: 'AIQ minus zero router with 95 % intervals.',
    data: { name: 'gains', values },
    layer: [
      ...frameLayers(theme, narrow),
      ...gainLayers(theme),
      ...controlLayers(theme),
      ...rowWords(theme, ROWS, { width, ...(narrow ? {} : { last: 'range' }) }),
    ],
  } as unknown as TopLevelSpec;
}

function gainRows({ routers, reference, tasks }: Results, longest: number): GainRow[] {
  const rows = routers.map(
    ({ name, aiqMinusZero, shuffledAiqMinusConstant }): GainRow => ({
      name: plainText(name, longest),
      gain: aiqMinusZero,
      ...(shuffledAiqMinusConstant !== undefined && { control: shuffledAiqMinusConstant }),
      reference: false,
    }),
  );
  const taskMean = { name: 'task mean', gain: reference.taskMean.aiqMinusZero, reference: true };
  return [...rows, ...(tasks.length > 1 ? [taskMean] : [])].sort((a, b) => b.gain.value - a.gain.value);
}

function chartRow({ name, gain, control, reference }: GainRow, row: number) {
  const standing = reference ? 'reference' : beatsZero(gain) ? 'above' : losesToZero(gain) ? 'below' : 'level';
  return {
    row,
    name,
    value: gain.value,
    low: gain.low,
    high: gain.high,
    standing,
    text: signed(gain.value, 4),
    range: `${signed(gain.low, 4)} to ${signed(gain.high, 4)}`,
    ...(control !== undefined && {
      control: control.value,
      controlLow: control.low,
      controlHigh: control.high,
      controlText: `${signed(control.value, 4)} (${signed(control.low, 4)} to ${signed(control.high, 4)})`,
    }),
  };
}

const ROWS = { field: 'row', type: 'ordinal', axis: null, scale: { paddingInner: 0, paddingOuter: 0 } };
const TOOLTIP = [
  { field: 'name', type: 'nominal', title: 'Router' },
  { field: 'text', type: 'nominal', title: 'AIQ − zero' },
  { field: 'range', type: 'nominal', title: '95 % interval' },
];

function frameLayers(theme: ChartTheme, narrow: boolean) {
  const title = narrow ? 'AIQ − zero router' : 'AIQ minus that of the zero router (95 % interval)';
  return [
    {
      mark: { type: 'rule', color: theme.grid },
      encoding: {
        y: ROWS,
        x: {
          field: 'low',
          type: 'quantitative',
          scale: { zero: true },
          axis: {
            title,
            labelFlush: false,
            labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+.3~f')",
            tickCount: narrow ? 3 : 7,
            titlePadding: 10,
          },
        },
        opacity: { value: 0 },
      },
    },
    {
      data: { name: 'nought', values: [{ nought: 0 }] },
      mark: { type: 'rule', color: theme.ink, strokeWidth: 1.25 },
      encoding: { x: { field: 'nought', type: 'quantitative' } },
    },
  ];
}

function gainLayers(theme: ChartTheme) {
  const color = standingColour(theme);
  const x = { field: 'low', type: 'quantitative' };
  return [
    {
      mark: { type: 'rule', strokeWidth: 2.5, strokeCap: 'round' },
      encoding: { y: ROWS, x, x2: { field: 'high' }, color, tooltip: TOOLTIP },
    },
    {
      mark: { type: 'point', filled: true, size: 90, opacity: 1, stroke: theme.paper, strokeWidth: 1.5 },
      encoding: { y: ROWS, x: { field: 'value', type: 'quantitative' }, fill: color, tooltip: TOOLTIP },
    },
  ];
}

function controlLayers(theme: ChartTheme) {
  const shuffled = [{ filter: 'isValid(datum.control)' }];
  const tooltip = [TOOLTIP[0], { field: 'controlText', type: 'nominal', title: 'On shuffled outcomes' }];
  return [
    {
      transform: shuffled,
      mark: { type: 'rule', yOffset: 10, color: theme.muted, strokeWidth: 1 },
      encoding: { y: ROWS, x: { field: 'controlLow', type: 'quantitative' }, x2: { field: 'controlHigh' }, tooltip },
    },
    {
      transform: shuffled,
      mark: {
        type: 'point',
        shape: 'diamond',
        filled: true,
        size: 34,
        yOffset: 10,
        fill: theme.paper,
        stroke: theme.muted,
        strokeWidth: 1,
        opacity: 1,
      },
      encoding: { y: ROWS, x: { field: 'control', type: 'quantitative' }, tooltip },
    },
  ];
}
