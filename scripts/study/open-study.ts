import type { BenchConfig } from '../../harness/config.ts';
import { chosenRouters } from '../bench/chosen-routers.ts';
import type { FittedCandidate } from '../bench/fit-candidates.ts';
import { isRedacted } from '../bench/is-redacted.ts';
import { openBench } from '../bench/open-bench.ts';
import { poolData, pricedModels, splitPool } from '../bench/prepare-data.ts';
import type { BenchOptions } from '../bench/run-bench.ts';
import { type RunIdentity, runIdentity } from '../bench/run-identity.ts';
import { redactedSpec } from '../redact/redacted-spec.ts';
import { evaluateSplit } from './evaluate-split.ts';
import { memoTools } from './memo-tools.ts';
import { datasetFacts, type StudySetting } from './study-setting.ts';

export interface OpenStudy {
  readonly setting: StudySetting;
  /** The run that a bench with this config makes. */
  readonly identity: RunIdentity;
  close(): void;
}

/**
 * Loads what a study works with and fits the routers on the split of the config: what comes out tells which run the study is
 * about, and is the first point of every study.
 */
export async function openStudy(config: BenchConfig, options: BenchOptions): Promise<OpenStudy> {
  const { dataset, tools: plain } = await openBench(config, options);
  const { completer } = plain;
  try {
    options.progress.stage('split');
    const tools = memoTools(plain);
    const data = poolData(dataset, config, tools, options);
    const split = splitPool(data, config);
    const start = {
      config,
      data,
      facts: datasetFacts(dataset, data),
      routers: chosenRouters(config.routers, options.only),
      leaveOutMisfits: options.leaveOutMisfits === true,
      tools,
      split,
    };
    options.progress.stage('routers');
    const base = await evaluateSplit(start, split, config.seed);
    const table = { ...data.table, models: pricedModels(data.table, split.train).models };
    const identity = runIdentity(config, { dataset, table }, asBenched(base.fitted, config), plain);
    return { setting: { ...start, base }, identity, close: () => completer.close() };
  } catch (error) {
    completer.close();
    throw error;
  }
}

/** Of a redacted run the routers are known by what their policies hold. */
export function asBenched(fitted: readonly FittedCandidate[], config: BenchConfig): readonly FittedCandidate[] {
  if (!isRedacted(config)) return fitted;
  return fitted.map((each) => ({ ...each, spec: redactedSpec(each.candidate.name, each.spec) }));
}
