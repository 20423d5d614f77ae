import type { TopLevelSpec } from 'vega-lite';
import type { Robustness } from '../../harness/evaluate/studies/robustness-schema.ts';
import { signed } from '../format.ts';
import { plainText } from '../plain-text.ts';
import { noisyRouters } from '../robustness.ts';
import { type ChartLayout, WIDE } from './chart-layout.ts';
import { type ChartTheme, chartFrame, FILE_THEME, halo, seriesColour, seriesDash } from './chart-theme.ts';
import { gainAxis } from './gain-look.ts';
import { spread } from './spread.ts';

export interface NoiseChartOptions {
  readonly theme?: ChartTheme;
  readonly layout?: ChartLayout;
}

interface Series {
  readonly name: string;
  /** Place in the run. */
  readonly colour: number;
}

interface NoiseRow {
  readonly router: string;
  readonly rate: number;
  readonly value: number;
  readonly text: string;
  readonly range: string;
}

/**
 * AIQ − zero of each router that learns from grades, against the share of wrong ones.
 *
 * @param names of all routers of the run: a router has the same colour in every chart
 */
export function noiseChart(study: Robustness, names: readonly string[], options: NoiseChartOptions = {}): TopLevelSpec {
  const theme = options.theme ?? FILE_THEME;
  const layout = options.layout ?? WIDE;
  const routers = noisyRouters(study).map((name): Series => ({ name, colour: names.indexOf(name) }));
  const rows = noiseRows(study, routers);
  const height = Math.round(layout.height * 0.72);
  const domain = domainOf(rows);
  return {
    ...chartFrame(theme, {
      width: layout.width,
      height,
      padding: { ...layout.padding, left: layout.padding.left + 8 },
    }),
    description: 'AIQ minus zero router against the share of wrong training grades.',
    data: { name: 'noise', values: rows },
    layer: [
      ...lineLayers(routers, domain, theme, layout),
      ...(layout.name === 'narrow' ? [] : nameLayers(study, routers, { domain, height, theme })),
    ],
  } as unknown as TopLevelSpec;
}

function noiseRows({ labelNoise }: Robustness, series: readonly Series[]): readonly NoiseRow[] {
  const drawn = new Set(series.map(({ name }) => name));
  return labelNoise.flatMap(({ rate, routers }) =>
    routers
      .filter(({ name }) => drawn.has(name))
      .map(({ name, aiqMinusZero: { value, low, high } }) => ({
        router: plainText(name, 40),
        rate,
        value,
        text: signed(value, 4),
        range: `${signed(low, 4)} to ${signed(high, 4)}`,
      })),
  );
}

type Domain = readonly [number, number];

/** Zero and all values, with a little room. */
function domainOf(rows: readonly NoiseRow[]): Domain {
  const values = [0, ...rows.map(({ value }) => value)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || 0.01) * 0.06;
  return [low - room, high + room];
}

function lineLayers(routers: readonly Series[], domain: Domain, theme: ChartTheme, { name }: ChartLayout) {
  const x = {
    field: 'rate',
    type: 'quantitative',
    scale: { nice: false, zero: true },
    axis: { title: 'Share of wrong training grades', format: '.0%', grid: false, tickCount: 5, titlePadding: 10 },
  };
  const y = {
    field: 'value',
    type: 'quantitative',
    scale: { domain, nice: false },
    axis: {
      ...gainAxis(3),
      tickCount: name === 'narrow' ? 5 : 7,
      domain: false,
      ticks: false,
    },
  };
  const domainNames = routers.map((router) => plainText(router.name, 40));
  const color = {
    field: 'router',
    type: 'nominal',
    scale: { domain: domainNames, range: routers.map(({ colour }) => seriesColour(theme, colour)) },
    legend: null,
  };
  const strokeDash = {
    field: 'router',
    type: 'nominal',
    scale: { domain: domainNames, range: routers.map(({ colour }) => seriesDash(theme, colour)) },
    legend: null,
  };
  const tooltip = [
    { field: 'router', type: 'nominal', title: 'Router' },
    { field: 'rate', type: 'quantitative', title: 'Wrong grades', format: '.0%' },
    { field: 'text', type: 'nominal', title: 'AIQ − zero' },
    { field: 'range', type: 'nominal', title: '95 % interval' },
  ];
  return [
    {
      data: { name: 'nought', values: [{ nought: 0 }] },
      mark: { type: 'rule', color: theme.ink, strokeWidth: 1.25 },
      encoding: { y: { field: 'nought', type: 'quantitative' } },
    },
    { mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y, color, strokeDash } },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 1, stroke: theme.paper, strokeWidth: 1 },
      encoding: { x, y, fill: color, tooltip },
    },
  ];
}

interface NamePlace {
  readonly domain: Domain;
  readonly height: number;
  readonly theme: ChartTheme;
}

/** Names to the right of the last points, moved apart. */
function nameLayers({ labelNoise }: Robustness, routers: readonly Series[], { domain, height, theme }: NamePlace) {
  const last = labelNoise.at(-1)!;
  const ends = routers.flatMap(({ name, colour: i }) => {
    const end = last.routers.find((router) => router.name === name);
    return end === undefined ? [] : [{ router: plainText(name, 24), value: end.aiqMinusZero.value, i }];
  });
  const wanted = ends.map(({ value }) => (height * (domain[1] - value)) / (domain[1] - domain[0]));
  const places = spread(wanted, 15, 0, height);
  return ends.flatMap(({ router, i }, at) => {
    const data = { name: `name-${i}`, values: [{ rate: last.rate, router }] };
    const mark = { type: 'text', align: 'left', baseline: 'middle', dx: 12 };
    const encoding = {
      x: { field: 'rate', type: 'quantitative' },
      y: { value: places[at]! },
      text: { field: 'router', type: 'nominal' },
    };
    return [halo(theme), { color: seriesColour(theme, i) }].map((look, layer) => ({
      data: { ...data, name: `${data.name}-${layer}` },
      mark: { ...mark, ...look },
      encoding,
    }));
  });
}
