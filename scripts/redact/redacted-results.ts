import type { Results } from '../../harness/evaluate/results.ts';
import { redactedReason, redactedValue } from './redacted-slices.ts';

/** Results that quote no prompt and no value of metadata, and say so. */
export function redactedResults(results: Results): Results {
  const metrics = results.metrics && redactedMetrics(results.metrics);
  return { ...results, ...(metrics && { metrics }), split: redactedFigures(results.split), redacted: true };
}

function redactedMetrics(metrics: NonNullable<Results['metrics']>): NonNullable<Results['metrics']> {
  return {
    ...metrics,
    slices: metrics.slices.map(({ key, values }) => ({
      key,
      values: values.map((value, i) => ({ ...value, name: redactedValue(i) })),
    })),
    unslicedKeys: metrics.unslicedKeys.map(redactedReason),
  };
}

/** Clusters of near-duplicates keep their sizes and lose their examples. */
export function redactedFigures(split: Results['split']): Results['split'] {
  return { ...split, largeClusters: split.largeClusters.map(({ size }) => ({ size, examples: [] })) };
}
