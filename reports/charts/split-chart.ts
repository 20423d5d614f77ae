import type { TopLevelSpec } from 'vega-lite';
import type { Splits } from '../../harness/evaluate/studies/splits-schema.ts';
import { signed } from '../format.ts';
import { plainText } from '../plain-text.ts';
import { aboveZeroWords, bestFirst } from '../split-words.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME } from './chart-theme.ts';
import { rowWords, standingColour } from './gain-look.ts';
import { textWidth } from './place-labels.ts';

export interface SplitChartOptions {
  readonly theme?: ChartTheme;
  readonly layout?: ChartLayout;
}

const ROW_HEIGHT = 40;
/** Splits stand in three lanes of a router's row, so that equal values do not hide each other. */
const LANES = [0, -7, 7];

/**
 * AIQ minus zero router of each router over the splits, best median first: a dot per split, the run's own ringed, the
 * middle half of them as a bar with the median.
 */
export function splitChart({ runs, routers }: Splits, options: SplitChartOptions = {}): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const narrow = options.layout?.name === 'narrow';
  const sorted = bestFirst(routers);
  const names = sorted.map(({ name }) => plainText(name, narrow ? 16 : 30));
  const left = Math.ceil(Math.max(60, ...names.map((name) => textWidth(name, 12)))) + 14;
  const padding = { left, right: narrow ? 78 : 216, top: 10, bottom: 46 };
  const total = options.layout ?? WIDE;
  const width = total.width + total.padding.left + total.padding.right - padding.left - padding.right;
  const boxes = sorted.map((router, row) => ({
    row,
    name: names[row],
    ...router.aiqMinusZero,
    standing: standingOf(router.aiqMinusZero),
    text: signed(router.aiqMinusZero.median, 4),
    above: `above 0 in ${aboveZeroWords(router)}`,
    half: `${signed(router.aiqMinusZero.low, 4)} to ${signed(router.aiqMinusZero.high, 4)}`,
  }));
  const dots = sorted.flatMap(({ name }, row) => dotsOf(name, names[row]!, row, runs));
  return {
    ...chartFrame(theme, { width, height: Math.max(1, sorted.length) * ROW_HEIGHT, padding }),
    description: 'AIQ minus zero router over splits.',
    data: { name: 'boxes', values: boxes },
    layer: [
      ...frameLayers(theme, narrow, dots),
      ...boxLayers(theme),
      ...dotLayers(theme),
      ...rowWords(theme, ROWS, { width, ...(narrow ? {} : { last: 'above' }) }),
    ],
  } as unknown as TopLevelSpec;
}

function standingOf({ low, high }: { readonly low: number; readonly high: number }): string {
  return low > 0 ? 'above' : high < 0 ? 'below' : 'level';
}

function dotsOf(name: string, shown: string, row: number, runs: Splits['runs']) {
  return runs.flatMap(({ seed, routers }, place) => {
    const value = routers.find((router) => router.name === name)?.aiqMinusZero;
    if (value === undefined) return [];
    const own = place === 0;
    return [
      {
        row,
        name: shown,
        value,
        own,
        seed: `${seed}${own ? ', this run' : ''}`,
        text: signed(value, 4),
        lane: place % 3,
      },
    ];
  });
}

const ROWS = { field: 'row', type: 'ordinal', axis: null, scale: { paddingInner: 0, paddingOuter: 0 } };

function frameLayers(theme: ChartTheme, narrow: boolean, dots: readonly unknown[]) {
  const title = narrow ? 'AIQ − zero router' : 'AIQ minus that of the zero router, one dot per split';
  return [
    {
      data: { name: 'splits', values: dots },
      mark: { type: 'point', opacity: 0 },
      encoding: {
        y: ROWS,
        x: {
          field: 'value',
          type: 'quantitative',
          scale: { zero: true, nice: true },
          axis: {
            title,
            labelFlush: false,
            labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+.3~f')",
            tickCount: narrow ? 3 : 7,
            titlePadding: 10,
          },
        },
      },
    },
    {
      data: { name: 'nought', values: [{ nought: 0 }] },
      mark: { type: 'rule', color: theme.ink, strokeWidth: 1.25 },
      encoding: { x: { field: 'nought', type: 'quantitative' } },
    },
  ];
}

function boxLayers(theme: ChartTheme) {
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'Router' },
    { field: 'text', type: 'nominal', title: 'Median' },
    { field: 'half', type: 'nominal', title: 'Middle half' },
  ];
  return [
    {
      mark: { type: 'rule', strokeWidth: 18, opacity: 0.22 },
      encoding: {
        y: ROWS,
        x: { field: 'low', type: 'quantitative' },
        x2: { field: 'high' },
        color: standingColour(theme),
        tooltip,
      },
    },
    {
      mark: { type: 'tick', orient: 'vertical', size: 18, thickness: 2.5, opacity: 1 },
      encoding: { y: ROWS, x: { field: 'median', type: 'quantitative' }, color: standingColour(theme), tooltip },
    },
  ];
}

function dotLayers(theme: ChartTheme) {
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'Router' },
    { field: 'seed', type: 'nominal', title: 'Seed' },
    { field: 'text', type: 'nominal', title: 'AIQ − zero' },
  ];
  const dot = (filter: string, mark: object) => ({
    data: { name: 'splits' },
    transform: [{ filter }],
    mark: { type: 'point', opacity: 1, ...mark },
    encoding: { y: ROWS, x: { field: 'value', type: 'quantitative' }, tooltip },
  });
  return [
    ...LANES.map((yOffset, lane) =>
      dot(`!datum.own && datum.lane === ${lane}`, { filled: true, size: 16, fill: theme.ink, opacity: 0.55, yOffset }),
    ),
    dot('datum.own', { filled: true, size: 60, fill: theme.paper, stroke: theme.ink, strokeWidth: 1.75 }),
  ];
}
