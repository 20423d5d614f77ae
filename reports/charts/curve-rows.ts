import { decimal, usdPer1000 } from '../format.ts';
import { type AxisScale, axisScale } from './axis-scale.ts';
import type { ChartLayout } from './chart-layout.ts';
import { type Cut, type PointInterval, sampled } from './curve-data.ts';
import { type PlacedLabel, placeLabels } from './place-labels.ts';
import { spread } from './spread.ts';
import { whiskerRows } from './whisker-rows.ts';

/** The rows behind the quality-versus-cost picture. Costs in USD per 1,000 queries; `px`, `py` in pixels of the plot. */
export interface CurveRows {
  readonly lines: readonly object[];
  readonly points: readonly object[];
  readonly marks: readonly object[];
  readonly labels: readonly object[];
  readonly margin: readonly object[];
  readonly connectors: readonly object[];
  /** 95 % intervals of some points of each router. */
  readonly whiskers: readonly object[];
  /** Domain and ticks of both axes. */
  readonly axes: {
    readonly x: readonly [number, number];
    readonly y: readonly [number, number];
    readonly xTicks: readonly number[];
    readonly yTicks: readonly number[];
  };
  readonly logarithmic: boolean;
}

const FONT_SIZE = 12;
const MARGIN_GAP = 16;
const LEADER_FROM = 17;
/** Between the plot and the names in the margin: room for the connectors. */
const GUTTER = 22;

export function curveRows(cut: Cut, layout: ChartLayout, axis: 'auto' | 'log' | 'linear'): CurveRows {
  const shown = [
    ...cut.curves.flatMap(({ line, points }) => [...line, ...points]),
    ...cut.singles,
    cut.ships,
    ...oracle(cut),
  ];
  const x = axisScale(
    shown.map(({ costUsd }) => costUsd * 1000),
    layout.width,
    axis,
    layout.name === 'wide' ? 8 : 4,
  );
  const y = axisScale(
    shown.map(({ quality }) => quality),
    layout.height,
    'linear',
    layout.name === 'wide' ? 8 : 6,
  );
  const margin = layout.name === 'wide' ? marginRows(cut, layout, x, y) : { labels: [], connectors: [] };
  return {
    lines: lineRows(cut, x),
    points: pointRows(cut),
    marks: markRows(cut),
    labels: labelRows(cut, layout, x, y),
    margin: margin.labels,
    connectors: margin.connectors,
    whiskers: whiskerRows(cut, x, y),
    axes: { x: x.domain, y: y.domain, xTicks: x.ticks, yTicks: y.ticks },
    logarithmic: x.kind === 'log',
  };
}

function lineRows({ id: cut, curves }: Cut, x: AxisScale): object[] {
  return curves.flatMap(({ id, line }) =>
    sampled(line, x.kind === 'log').map(({ costUsd, quality }, i) => ({
      cut,
      series: id,
      i,
      x: costUsd * 1000,
      y: quality,
    })),
  );
}

function pointRows({ id: cut, curves }: Cut): object[] {
  return curves.flatMap(({ id, name, points }) =>
    points.map(({ at, interval, ...point }) => ({ cut, series: id, ...tip(point, interval), who: name, at })),
  );
}

function markRows(cut: Cut): object[] {
  const { id, singles, ships } = cut;
  return [
    ...singles.map(({ name, ...point }) => ({ cut: id, mark: 'single', ...tip(point), who: name, at: 'single model' })),
    ...oracle(cut).map((point) => ({
      cut: id,
      mark: 'oracle',
      ...tip(point),
      who: 'oracle',
      at: 'best answer of every query',
    })),
    { cut: id, mark: 'ships', ...tip(ships), who: `ships: ${ships.name}`, at: ships.at },
  ];
}

function tip({ costUsd, quality }: { costUsd: number; quality: number }, interval?: PointInterval) {
  const reach = interval === undefined ? '' : ` ± ${decimal((interval.quality.high - interval.quality.low) / 2, 4)}`;
  return { x: costUsd * 1000, y: quality, cost: usdPer1000(costUsd), quality: decimal(quality, 4) + reach };
}

/** Names beside single models, the oracle and what ships; what ships is placed first. */
function labelRows(cut: Cut, layout: ChartLayout, x: AxisScale, y: AxisScale): object[] {
  const place = ({ costUsd, quality }: { costUsd: number; quality: number }) => ({
    x: x.at(costUsd * 1000),
    y: layout.height - y.at(quality),
  });
  const short = (name: string) => cutTo(name, layout.name === 'wide' ? 30 : 20);
  const marks = [
    { ...place(cut.ships), text: short(`ships: ${cut.ships.name}`), radius: 9 },
    ...oracle(cut).map((point) => ({ ...place(point), text: 'oracle', radius: 6 })),
    ...cut.singles.map((single) => ({ ...place(single), text: short(single.name), radius: 5 })),
  ];
  const wishes = marks.filter(({ text }, i) => i === 0 || text !== short(cut.ships.name));
  const curves = cut.curves.flatMap(({ line }) => sampled(line, x.kind === 'log', 24).map(place));
  const space = { width: layout.width, height: layout.height, fontSize: FONT_SIZE, points: marks, curves };
  return placeLabels(wishes, space).map((label) => ({
    cut: cut.id,
    text: label.text,
    px: label.labelX,
    py: label.labelY,
    align: label.align,
    strong: label.text === wishes[0]!.text,
    ...leader(label),
  }));
}

/** A thin line from a point to a label that stands off, so that it is clear whose name it is. */
function leader({ x, y, labelX, labelY, align }: PlacedLabel) {
  const endX = align === 'left' ? labelX - 2 : align === 'right' ? labelX + 2 : labelX;
  const endY = align === 'center' ? labelY + (labelY > y ? -FONT_SIZE : FONT_SIZE) * 0.6 : labelY;
  return Math.hypot(endX - x, endY - y) < LEADER_FROM ? {} : { endX, endY, fromX: x, fromY: y };
}

/** Names of the curves to the right of the plot, at the height where each curve ends, moved apart. */
function marginRows(cut: Cut, layout: ChartLayout, x: AxisScale, y: AxisScale) {
  const ends = cut.curves
    .filter(({ line }) => line.length > 0)
    .map(({ id, name, line, kind }) => ({ id, kind, name, end: line[line.length - 1]! }));
  const wanted = ends.map(({ end }) => layout.height - y.at(end.quality));
  const heights = spread(wanted, MARGIN_GAP, -6, layout.height);
  const connectors = ends.flatMap(({ id, end }, k) =>
    [
      { px: x.at(end.costUsd * 1000), py: wanted[k]! },
      { px: layout.width, py: wanted[k]! },
      { px: layout.width + GUTTER - 5, py: heights[k]! },
    ].map((corner, i) => ({ cut: cut.id, series: id, i, ...corner })),
  );
  const labels = ends.map(({ id, name, kind }, k) => ({
    cut: cut.id,
    series: id,
    text: cutTo(name, 22),
    px: layout.width + GUTTER,
    py: heights[k]!,
    kind,
  }));
  return { labels, connectors };
}

function oracle(cut: Cut) {
  return cut.oracle === undefined ? [] : [cut.oracle];
}

function cutTo(name: string, longest: number): string {
  const characters = Array.from(name);
  return characters.length <= longest ? name : `${characters.slice(0, longest - 1).join('')}…`;
}
