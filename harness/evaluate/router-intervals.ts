import { bootstrapT } from '../statistics/bootstrap-t.ts';
import { clustersOf } from '../statistics/clusters.ts';
import { quantileInterval } from '../statistics/quantile-interval.ts';
import type { EstimateOrWhy } from './figures-schema.ts';
import type { RouterEvaluation } from './router-results.ts';
import type { Setting } from './setting.ts';
import type { Significance } from './significance-schema.ts';

/** Intervals of a router's figures that are no means: the 95th percentile of latency, macro-F1 against labels. */
export function routerIntervals(router: RouterEvaluation, setting: Setting): Significance['intervals'][number] {
  const p95LatencyMs = latencyInterval(router, setting);
  const macroF1 = f1Interval(router, setting);
  return {
    router: router.result.name,
    ...(p95LatencyMs !== undefined && { p95LatencyMs }),
    ...(macroF1 !== undefined && { macroF1 }),
  };
}

/** Over the rows that have a latency, as `latencyOf` has the figure itself. */
function latencyInterval({ result, choices, bills }: RouterEvaluation, setting: Setting): EstimateOrWhy | undefined {
  if (result.chosen.latencyMs === undefined) return undefined;
  const { clusters, test } = setting;
  const { width, latencyMs } = test.outcomes;
  const all = bills.billLatencyMs.map((bill, i) => bill + (choices[i]! < 0 ? 0 : latencyMs[i * width + choices[i]!]!));
  const known = [...all.keys()].filter((i) => !Number.isNaN(all[i]!));
  return quantileInterval(
    Float64Array.from(known, (i) => all[i]!),
    0.95,
    clustersOf(known.map((i) => clusters.of[i]!)),
  );
}

/** Each cluster's true positives and (labelled + predicted) per class; classes as the figure itself has them. */
function f1Interval({ result, choices }: RouterEvaluation, setting: Setting): EstimateOrWhy | undefined {
  const { labels } = result;
  if (labels === undefined) return undefined;
  const { input, models, test, clusters } = setting;
  const at = new Map(labels.classes.map((name, c) => [name, c]));
  const refused = labels.classes.length - 1;
  const totals = new Map<number, Float64Array>();
  let n = 0;
  for (let i = 0; i < choices.length; i++) {
    const { label } = input.table.examples[test.rows[i]!]!;
    if (label === undefined) continue;
    n += 1;
    const own = totals.get(clusters.of[i]!) ?? new Float64Array(2 * labels.classes.length);
    totals.set(clusters.of[i]!, own);
    const actual = at.get(label)!;
    const predicted = choices[i]! < 0 ? refused : at.get(models[choices[i]!]!.id)!;
    if (actual === predicted) own[2 * actual]! += 1;
    own[2 * actual + 1]! += 1;
    own[2 * predicted + 1]! += 1;
  }
  if (totals.size < 2) return { undefined: 'because fewer than two clusters of queries have a label' };
  return bootstrapT([...totals.values()], macroF1, { n, range: [0, 1] });
}

/** A class that a resample never meets counts with an F1 of 0, as elsewhere. */
function macroF1(totals: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < totals.length; c += 2) if (totals[c + 1]! > 0) sum += (2 * totals[c]!) / totals[c + 1]!;
  return sum / (totals.length / 2);
}
