import { describe, expect, it } from 'vitest';
import { hull } from '../../harness/evaluate/metrics/hull.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { sampleResults } from '../results.fixture.ts';
import { axisScale } from './axis-scale.ts';
import { curveChart } from './curve-chart.ts';
import { curveCuts } from './curve-data.ts';
import { compileChart, renderChart } from './render-chart.ts';
import { whiskerRows } from './whisker-rows.ts';

interface Row {
  readonly series: string;
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Two routers whose hulls stand on their own points, as those of a run do. */
function results(): Results {
  const sample = sampleResults({ routers: { linear: 0.02, knn: 0.01 } });
  for (const router of sample.routers) router.testHull = hull(router.test);
  return sample;
}

const [x, y] = [axisScale([0.09, 5.4], 700, 'log'), axisScale([0.5, 0.9], 400, 'linear')];
const rowsOf = (of: Results) => whiskerRows(curveCuts(of)[0]!, x, y) as Row[];

describe('whiskerRows', () => {
  it('has the intervals of at most twelve points of each router, from one end of its hull to the other', () => {
    const rows = rowsOf(results());
    for (const series of ['r0', 'r1']) {
      const own = rows.filter((row) => row.series === series);
      expect(own.length).toBeGreaterThan(3);
      expect(own.length).toBeLessThanOrEqual(12);
    }
    expect(new Set(rows.map(({ series }) => series)).size).toBe(2);
  });

  it('stays within the picture, so that nothing is drawn at a cost below zero on a logarithmic axis', () => {
    const wide = results();
    for (const { interval } of wide.routers.flatMap(({ test }) => test)) {
      Object.assign(interval!, { quality: { low: -5, high: 5 }, costUsd: { low: -1, high: 9 } });
    }
    for (const { left, right, low, high } of rowsOf(wide)) {
      expect([left, right]).toEqual(x.domain);
      expect([low, high]).toEqual(y.domain);
    }
    expect(() => compileChart(curveChart(wide))).not.toThrow();
  });

  it('is empty where the results have no intervals', () => {
    const old = results();
    for (const point of old.routers.flatMap(({ test }) => test)) delete point.interval;
    expect(rowsOf(old)).toEqual([]);
  });

  it('is drawn for one router only', async () => {
    const { svg } = await renderChart(curveChart(results()));
    const own = rowsOf(results()).filter(({ series }) => series === 'r0').length;
    const rules = [
      ...svg.matchAll(
        /<line [^>]*stroke-width="1"[^>]*opacity="0\.45"|<line [^>]*opacity="0\.45"[^>]*stroke-width="1"/g,
      ),
    ];
    expect(rules).toHaveLength(2 * own);
  });
});
