import { canonicalJson } from '../../harness/canonical-json.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Baseline } from '../../harness/gate/baseline.ts';
import { incomparables } from '../../harness/gate/comparability.ts';
import { compareWithBaseline } from '../../harness/gate/compare-with-baseline.ts';
import type { GateResult } from '../../harness/gate/gate-result.ts';
import type { Margins } from '../../harness/gate/gate-schema.ts';
import { setMargins } from '../../harness/gate/margins.ts';
import type { BenchOptions } from '../bench/run-bench.ts';
import { evaluateTree } from './evaluate-tree.ts';
import { type GateTree, openGateTree } from './gate-tree.ts';
import { measureFolder } from './measure-folder.ts';
import type { MeasuredPolicy } from './measured-policy.ts';
import { comparableOf, measurementOf } from './measurement-of.ts';
import { readBaseline } from './read-baseline.ts';
import { refitShipped } from './refit-shipped.ts';

export interface CheckOptions extends BenchOptions {
  readonly baseline: string;
  /** A policy folder, instead of the router fitted again. */
  readonly policy?: string | undefined;
  /** Fit every router and choose the policy again, instead of the one that ships at its operating point. */
  readonly all?: boolean | undefined;
  /** Instead of those of the config. */
  readonly margins?: Margins;
}

/**
 * Measures a tree again and compares it with its baseline.
 *
 * @throws {BenchError} for a margin that the baseline cannot tell, before anything is measured
 */
export async function runCheck(config: BenchConfig, options: CheckOptions): Promise<GateResult> {
  const { progress } = options;
  try {
    const baseline = await readBaseline(options.baseline);
    const margins = setMargins(baseline, { ...config.gate?.margins, ...options.margins });
    const tree = await openGateTree(config, options, baseline);
    try {
      // Told before anything is fitted: rows that are gone may leave nothing to fit to.
      const because = incomparables(baseline, comparableOf(tree));
      if (because.length > 0) return { status: 'not-comparable', because, notes: [] };
      const measured = await measurePolicy(tree, baseline, options);
      progress.stage('compare');
      return compareWithBaseline(baseline, measurementOf(tree, measured), margins);
    } finally {
      tree.tools.completer.close();
    }
  } finally {
    progress.end();
  }
}

async function measurePolicy(
  tree: GateTree,
  baseline: Baseline,
  { policy, all, progress }: CheckOptions,
): Promise<MeasuredPolicy> {
  if (policy !== undefined) {
    progress.stage('policy');
    return measureFolder(tree, policy);
  }
  // Another objective may ship something else: only the whole comparison tells.
  if (all !== true && canonicalJson(tree.config.objective) === canonicalJson(baseline.objective)) {
    progress.stage(`router ${baseline.policy.candidate}`);
    const refitted = await refitShipped(tree, baseline.policy);
    if (refitted !== undefined) return refitted;
  }
  progress.stage('routers');
  return evaluateTree(tree);
}
