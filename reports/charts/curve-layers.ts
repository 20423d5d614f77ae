import { type ChartTheme, halo, seriesColour, seriesDash } from './chart-theme.ts';
import type { Curve } from './curve-data.ts';

/** Both axes of the picture; their domains and ticks follow the parameter `cut`. */
export function axes(logarithmic: boolean) {
  return {
    x: {
      field: 'x',
      type: 'quantitative',
      scale: { ...(logarithmic ? { type: 'log' } : { zero: false }), nice: false, domain: edges('x') },
      axis: {
        title: `USD per 1,000 queries${logarithmic ? ' (log scale)' : ''}`,
        values: { expr: 'axes[cut].xTicks' },
        format: '~r',
        labelExpr: "'$' + format(datum.value, ',~f')",
        grid: false,
        tickSize: 5,
        titlePadding: 10,
      },
    },
    y: {
      field: 'y',
      type: 'quantitative',
      scale: { nice: false, zero: false, domain: edges('y') },
      axis: {
        title: 'Quality',
        titleAngle: 0,
        titleAlign: 'left',
        titleAnchor: 'end',
        titleX: -40,
        titleY: -18,
        values: { expr: 'axes[cut].yTicks' },
        format: '.2~f',
        domain: false,
        ticks: false,
      },
    },
  };
}

function edges(axis: 'x' | 'y') {
  return [0, 1].map((end) => ({ expr: `axes[cut].${axis}[${end}]` }));
}

const POSITION = { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } };
/** Already in pixels: no scale, no axis. */
const PIXELS = {
  x: { field: 'px', type: 'quantitative', scale: null, axis: null },
  y: { field: 'py', type: 'quantitative', scale: null, axis: null },
};
/** A layer with data of its own does not inherit a filter. */
const IN_CUT = { filter: 'datum.cut === cut' };
const IS_ROUTER = 'test(/^r[0-9]/, datum.series)';
const TOOLTIP = [
  { field: 'who', type: 'nominal', title: 'Name' },
  { field: 'quality', type: 'nominal', title: 'Quality' },
  { field: 'cost', type: 'nominal', title: 'Per 1,000 queries' },
  { field: 'at', type: 'nominal', title: 'At' },
];

export function lineLayer(values: readonly object[], curves: readonly Curve[], theme: ChartTheme, position: object) {
  return {
    data: { name: 'lines', values },
    transform: [IN_CUT],
    mark: { type: 'line', interpolate: 'linear', strokeCap: 'round', strokeJoin: 'round' },
    encoding: {
      ...position,
      order: { field: 'i', type: 'quantitative' },
      detail: { field: 'series', type: 'nominal' },
      color: colour(curves, theme),
      strokeDash: perCurve(curves, (curve, i) => dashOf(curve, i, theme)),
      strokeWidth: { condition: { test: IS_ROUTER, value: 2.25 }, value: 1.5 },
      opacity: focusOpacity(1),
    },
  };
}

export function pointLayer(values: readonly object[], curves: readonly Curve[], theme: ChartTheme) {
  return {
    data: { name: 'points', values },
    transform: [IN_CUT],
    mark: { type: 'circle', size: 20 },
    encoding: { ...POSITION, color: colour(curves, theme), opacity: focusOpacity(0.75), tooltip: TOOLTIP },
  };
}

/** Crosses of 95 % intervals, of one router only: the one in focus, else the one that the report speaks of. */
export function whiskerLayers(values: readonly object[], curves: readonly Curve[], theme: ChartTheme) {
  const layer = (position: object) => ({
    data: { name: 'whiskers', values },
    transform: [{ filter: "cut === 'all' && datum.series === (focus === '' ? featured : focus)" }],
    mark: { type: 'rule', strokeWidth: 1, opacity: 0.45 },
    encoding: { ...POSITION, ...position, color: colour(curves, theme) },
  });
  return [
    layer({ y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } }),
    layer({ x: { field: 'left', type: 'quantitative' }, x2: { field: 'right' } }),
  ];
}

export function markLayers(values: readonly object[], theme: ChartTheme) {
  const layer = (kind: string, mark: object) => ({
    data: { name: 'marks', values },
    transform: [IN_CUT, { filter: `datum.mark === '${kind}'` }],
    mark: { type: 'point', filled: true, opacity: 1, ...mark },
    encoding: { ...POSITION, tooltip: TOOLTIP },
  });
  return [
    layer('single', { size: 62, color: theme.ink, stroke: theme.paper, strokeWidth: 1.5 }),
    layer('oracle', { size: 110, shape: 'diamond', color: theme.muted, stroke: theme.paper, strokeWidth: 1.5 }),
    layer('ships', { size: 230, filled: false, color: theme.ink, strokeWidth: 2 }),
  ];
}

/** From points to names that stand off. */
export function leaderLayer(values: readonly object[], theme: ChartTheme) {
  const pixel = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null });
  return {
    data: { name: 'labels', values },
    transform: [IN_CUT, { filter: 'isValid(datum.fromX)' }],
    mark: { type: 'rule', color: theme.muted, strokeWidth: 0.75 },
    encoding: { x: pixel('fromX'), y: pixel('fromY'), x2: { field: 'endX' }, y2: { field: 'endY' } },
  };
}

/** Names of points, each over a halo in the colour of the paper, so that curves may pass under them. */
export function labelLayer(values: readonly object[], theme: ChartTheme) {
  const by = (align: string, strong: boolean, look: object) => ({
    data: { name: 'labels', values },
    transform: [IN_CUT, { filter: `datum.align === '${align}' && datum.strong === ${strong}` }],
    mark: { type: 'text', align, baseline: 'middle', fontWeight: strong ? 'bold' : 'normal', ...look },
    encoding: { ...PIXELS, text: { field: 'text', type: 'nominal' } },
  });
  const all = (look: object) =>
    ['left', 'center', 'right'].flatMap((align) => [by(align, false, look), by(align, true, look)]);
  return { layer: [...all(halo(theme)), ...all({ color: theme.ink })] };
}

export function marginLayer(values: readonly object[], theme: ChartTheme) {
  return {
    data: { name: 'margin', values },
    transform: [IN_CUT],
    mark: { type: 'text', align: 'left', baseline: 'middle' },
    encoding: {
      ...PIXELS,
      text: { field: 'text', type: 'nominal' },
      color: { condition: { test: "datum.kind === 'router'", value: theme.ink }, value: theme.muted },
      opacity: focusOpacity(1),
    },
  };
}

/** From where a curve ends along the same height (a hull never falls) to its name in the margin. */
export function connectorLayer(values: readonly object[], curves: readonly Curve[], theme: ChartTheme) {
  return {
    data: { name: 'connectors', values },
    transform: [IN_CUT],
    mark: { type: 'line', strokeWidth: 1 },
    encoding: {
      ...PIXELS,
      order: { field: 'i', type: 'quantitative' },
      detail: { field: 'series', type: 'nominal' },
      color: colour(curves, theme),
      opacity: focusOpacity(0.55),
    },
  };
}

function colour(curves: readonly Curve[], theme: ChartTheme) {
  const routers = curves.filter(({ kind }) => kind === 'router');
  return perCurve(curves, (curve) =>
    curve.kind === 'router'
      ? seriesColour(theme, routers.indexOf(curve))
      : curve.kind === 'zero'
        ? theme.ink
        : theme.muted,
  );
}

function dashOf(curve: Curve, index: number, theme: ChartTheme): readonly number[] {
  switch (curve.kind) {
    case 'zero':
      return [6, 4];
    case 'random':
      return [2, 4];
    case 'frontier':
      return [1, 3];
    case 'task':
      return [9, 3, 2, 3];
    case 'router':
      return seriesDash(theme, Number(curve.id.slice(1) || index));
  }
}

function perCurve<T>(curves: readonly Curve[], value: (curve: Curve, index: number) => T) {
  const scale = { domain: curves.map(({ id }) => id), range: curves.map(value) };
  return { field: 'series', type: 'nominal', scale, legend: null };
}

/** A router out of focus fades; reference curves stay. */
function focusOpacity(full: number) {
  return { condition: { test: `focus === '' || focus === datum.series || !(${IS_ROUTER})`, value: full }, value: 0.08 };
}
