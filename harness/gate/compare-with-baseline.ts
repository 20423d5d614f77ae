import type { Estimate, EstimateOrWhy } from '../evaluate/figures-schema.ts';
import { type Clusters, clustersOf } from '../statistics/clusters.ts';
import { LEVEL } from '../statistics/detectable-difference.ts';
import { mean, meanEstimate } from '../statistics/mean-estimate.ts';
import { ratioEstimate } from '../statistics/ratio-estimate.ts';
import type { Baseline, Measurement, TestRow } from './baseline.ts';
import { changeNotes } from './change-notes.ts';
import { incomparables } from './comparability.ts';
import { CRITERION, type Criterion } from './criteria.ts';
import type { Flip, GateResult, RouterChange, TestedCriterion } from './gate-result.ts';
import type { SetMargin, SetMargins } from './margins.ts';

/** The same prompt before and after. */
interface Pair {
  readonly before: TestRow;
  readonly after: TestRow;
}

/**
 * Compares a tree with its baseline, prompt by prompt. It fails only on a regression that the prompts support: where the lower
 * confidence bound of the harm is beyond the margin, at level .05 divided by the number of criteria (Bonferroni), by t
 * intervals robust to clusters, of relative criteria by Fieller's; or where any prompt breaks a constraint that it did not
 * break before. Pure.
 *
 * @param after measured with the sides that the baseline has
 */
export function compareWithBaseline(before: Baseline, after: Measurement, margins: SetMargins): GateResult {
  const notes = changeNotes(before, after);
  const because = incomparables(before, after);
  if (because.length > 0) return { status: 'not-comparable', because, notes };
  const now = new Map(after.test.map((row) => [row.id, row]));
  // What was known is still there, or the two were not comparable.
  const pairs = before.test.map((row): Pair => ({ before: row, after: now.get(row.id)! }));
  const untested = Array.from(margins.untested, ([name, why]) => ({ name, because: why }));
  const criteria: TestedCriterion[] = [];
  for (const [name, margin] of margins.tested) {
    const tested = testCriterion(CRITERION[name], pairs, margin, margins.tested.size);
    if ('undefined' in tested) untested.push({ name, because: tested.undefined });
    else criteria.push(tested);
  }
  const violations = violationsOf(before, after);
  const failed = criteria.some(({ regression }) => regression) || violations.fresh.length > 0;
  return {
    status: failed ? 'regression' : 'pass',
    prompts: pairs.length,
    clusters: clustersOf(pairs.map((pair) => pair.before.cluster)).count,
    added: {
      train: after.train.length - before.train.length,
      validate: after.validate.length - before.validate.length,
      test: after.test.length - before.test.length,
    },
    criteria,
    untested,
    violations,
    flips: flipsOf(pairs, before, after),
    routers: routerChanges(before, after),
    notes,
  };
}

function testCriterion(
  { name, relative, of }: Criterion,
  all: readonly Pair[],
  { margin, detectable }: SetMargin,
  family: number,
): TestedCriterion | { readonly undefined: string } {
  const pairs = all.filter((pair) => of(pair.before) !== null);
  if (pairs.some((pair) => of(pair.after) === null)) return { undefined: 'it was not recorded for every prompt now' };
  const before = Float64Array.from(pairs, (pair) => of(pair.before)!);
  const after = Float64Array.from(pairs, (pair) => of(pair.after)!);
  const clusters = clustersOf(pairs.map((pair) => pair.before.cluster));
  const estimate = relative ? relativeHarm : absoluteHarm;
  const harm = estimate({ before, after }, clusters);
  const bounded = estimate({ before, after }, clusters, 1 - (2 * LEVEL) / family);
  if ('undefined' in harm || 'undefined' in bounded) return { undefined: 'its mean before cannot be told from 0' };
  const { value, low, high } = harm;
  return {
    name,
    relative,
    before: mean(before),
    after: mean(after),
    harm: { value, low, high },
    bound: bounded.low,
    margin,
    detectable,
    prompts: pairs.length,
    clusters: clusters.count,
    regression: bounded.low > margin,
  };
}

interface Values {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

function absoluteHarm({ before, after }: Values, clusters: Clusters, confidence?: number): Estimate {
  return meanEstimate(
    before.map((value, i) => value - after[i]!),
    clusters,
    confidence,
  );
}

function relativeHarm({ before, after }: Values, clusters: Clusters, confidence?: number): EstimateOrWhy {
  const ratio = ratioEstimate(after, before, clusters, confidence);
  if ('undefined' in ratio) return ratio;
  return { ...ratio, value: ratio.value - 1, low: ratio.low - 1, high: ratio.high - 1 };
}

/** Of all prompts, the added ones too: a constraint holds for everybody. */
function violationsOf(before: Measurement, after: Measurement) {
  const was = new Map(before.test.map(({ id, violations }) => [id, violations]));
  const sum = (rows: readonly TestRow[]) => rows.reduce((total, { violations }) => total + violations, 0);
  const fresh = after.test
    .filter(({ id, violations }) => violations > (was.get(id) ?? 0))
    .map(({ id, model, violations }) => ({ id, model: idOf(after, model), constraints: violations }));
  return { before: sum(before.test), after: sum(after.test), fresh };
}

function flipsOf(pairs: readonly Pair[], before: Measurement, after: Measurement): Flip[] {
  return pairs
    .map((pair) => ({
      id: pair.before.id,
      from: idOf(before, pair.before.model),
      to: idOf(after, pair.after.model),
      quality: pair.after.quality - pair.before.quality,
      costUsd: pair.after.costUsd - pair.before.costUsd,
    }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => a.quality - b.quality || b.costUsd - a.costUsd || (a.id < b.id ? -1 : 1));
}

function idOf({ models }: Measurement, model: number): string | null {
  return models[model]?.id ?? null;
}

function routerChanges({ routers: before }: Measurement, { routers: after }: Measurement): RouterChange[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const means = (routers: Measurement['routers'], wanted: string) => {
    const found = routers.find(({ name }) => name === wanted);
    return found === undefined ? null : { quality: found.quality.value, costUsd: found.costUsd.value };
  };
  return names.map((name) => ({ name, before: means(before, name), after: means(after, name) }));
}
