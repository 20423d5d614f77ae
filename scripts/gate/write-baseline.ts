import { writeFile } from 'node:fs/promises';
import type { BenchConfig } from '../../harness/config.ts';
import { type Baseline, baselineText } from '../../harness/gate/baseline.ts';
import { type SetMargins, setMargins } from '../../harness/gate/margins.ts';
import type { BenchOptions } from '../bench/run-bench.ts';
import { evaluateTree } from './evaluate-tree.ts';
import { openGateTree } from './gate-tree.ts';
import { measurementOf } from './measurement-of.ts';
import { planningOfRun } from './planning-of-run.ts';

export interface WrittenBaseline {
  readonly baseline: Baseline;
  /** What `check` will hold it to. */
  readonly margins: SetMargins;
  readonly leftOut: readonly string[];
}

/**
 * Makes the comparison of a config in memory and writes what `check` compares with. Same inputs, same bytes.
 *
 * @throws {BenchError} when the config asks for a margin that these prompts cannot tell; nothing is written then
 */
export async function writeBaseline(
  config: BenchConfig,
  file: string,
  options: BenchOptions,
): Promise<WrittenBaseline> {
  const tree = await openGateTree(config, options);
  try {
    options.progress.stage('routers');
    const evaluated = await evaluateTree(tree);
    const measurement = measurementOf(tree, evaluated);
    const baseline = { ...measurement, planning: planningOfRun(tree, measurement, evaluated) };
    const margins = setMargins(baseline, config.gate?.margins ?? {});
    await writeFile(file, baselineText(baseline));
    return { baseline, margins, leftOut: evaluated.once.leftOut };
  } finally {
    tree.tools.completer.close();
    options.progress.end();
  }
}
