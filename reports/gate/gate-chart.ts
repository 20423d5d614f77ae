import type { TopLevelSpec } from 'vega-lite';
import type { TestedCriterion } from '../../harness/gate/gate-result.ts';
import { type ChartTheme, chartFrame, FILE_THEME } from '../charts/chart-theme.ts';
import { CRITERION_TITLE, criterionValue } from './gate-words.ts';

const ROW = 56;
const WIDTH = 520;

/**
 * How much worse each criterion is, in margins: a point with its 95 % interval, zero, and the margin at 1. To the right of the
 * margin with its whole interval is a regression.
 */
export function gateChart(criteria: readonly TestedCriterion[], theme: ChartTheme = FILE_THEME): TopLevelSpec {
  const rows = criteria.map((criterion) => {
    const { name, before, after, harm, margin, regression } = criterion;
    return {
      name: CRITERION_TITLE[name],
      value: harm.value / margin,
      low: harm.low / margin,
      high: harm.high / margin,
      text: `${criterionValue(criterion, before)} → ${criterionValue(criterion, after)}`,
      verdict: regression ? 'regression' : 'fine',
    };
  });
  const all = [0, 1, ...rows.flatMap(({ low, high }) => [low, high])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = (most - least) * 0.06;
  const domain = [least - room, most + room];
  const y = { field: 'name', type: 'nominal', sort: null, axis: { title: null, domain: false, ticks: false } };
  const x = {
    field: 'value',
    type: 'quantitative',
    scale: { domain, nice: false },
    axis: { title: 'Worse by, in margins', tickCount: 6, titlePadding: 10 },
  };
  const color = {
    field: 'verdict',
    type: 'nominal',
    scale: { domain: ['fine', 'regression'], range: [theme.series[2], theme.series[1]] },
    legend: null,
  };
  const line = (at: number, dash: readonly number[]) => ({
    data: { name: `line-${at}`, values: [{ at }] },
    mark: { type: 'rule', color: theme.ink, strokeWidth: 1.25, strokeDash: dash },
    encoding: { x: { field: 'at', type: 'quantitative', scale: { domain, nice: false } } },
  });
  return {
    ...chartFrame(theme, {
      width: WIDTH,
      height: Math.max(1, rows.length) * ROW,
      padding: { left: 170, right: 24, top: 24, bottom: 50 },
    }),
    description: 'How much worse each criterion is, in margins.',
    data: { name: 'criteria', values: rows },
    layer: [
      line(0, []),
      line(1, [5, 4]),
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' }, color },
      },
      { mark: { type: 'point', filled: true, size: 90, opacity: 1 }, encoding: { y, x, color } },
      {
        mark: { type: 'text', dy: -16, fontSize: 11, color: theme.muted },
        encoding: { y, x, text: { field: 'text' } },
      },
    ],
  } as unknown as TopLevelSpec;
}
