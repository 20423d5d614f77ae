import type { TopLevelSpec } from 'vega-lite';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { noisyRouters } from '../robustness.ts';
import type { ChartLayout } from './chart-layout.ts';
import type { ChartTheme } from './chart-theme.ts';
import { learningChart } from './learning-chart.ts';
import { noiseChart } from './noise-chart.ts';
import { splitChart } from './split-chart.ts';

/** The charts that the studies of a run have, by name. */
export function studyCharts(
  { routers }: Results,
  { splits, learning, robustness }: Partial<Studies>,
  options: { readonly theme?: ChartTheme; readonly layout?: ChartLayout } = {},
): Readonly<Record<string, TopLevelSpec>> {
  const names = routers.map(({ name }) => name);
  return {
    ...(splits !== undefined && !('undefined' in splits) && { splits: splitChart(splits, options) }),
    ...(learning !== undefined &&
      !('undefined' in learning) &&
      learning.lastDoubling.length > 0 && { learning: learningChart(learning, names, options) }),
    ...(robustness !== undefined &&
      noisyRouters(robustness).length > 0 && { noise: noiseChart(robustness, names, options) }),
  };
}
