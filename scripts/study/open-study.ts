import type { BenchConfig } from '../../harness/config.ts';
import { chosenRouters } from '../bench/chosen-routers.ts';
import type { FittedCandidate } from '../bench/fit-candidates.ts';
import { isRedacted } from '../bench/is-redacted.ts';
import { type BenchRunTools, openBench } from '../bench/open-bench.ts';
import { poolData, pricedModels, splitPool } from '../bench/prepare-data.ts';
import type { BenchOptions } from '../bench/run-bench.ts';
import { type RunIdentity, runIdentity } from '../bench/run-identity.ts';
import { redactedSpec } from '../redact/redacted-spec.ts';
import { evaluateSplit } from './evaluate-split.ts';
import { memoTools } from './memo-tools.ts';
import { datasetFacts, type StudyData, type StudySetting } from './study-setting.ts';

export interface OpenStudy {
  readonly setting: StudySetting;
  /** The run that a bench with this config makes. */
  readonly identity: RunIdentity;
  /** What evaluating the run once took, by the clock: changes no result. */
  readonly seconds: number;
  close(): void;
}

/**
 * Loads what a study works with and fits the routers on the split of the config: what comes out tells which run the study is
 * about, and is the first point of every study.
 */
export async function openStudy(config: BenchConfig, options: BenchOptions): Promise<OpenStudy> {
  const { setting: start, tools, close } = await openStudyData(config, options);
  try {
    options.progress.stage('routers');
    const { data, split } = start;
    const began = performance.now();
    const base = await evaluateSplit(start, split, config.seed);
    const seconds = (performance.now() - began) / 1000;
    const table = { ...data.table, models: pricedModels(data.table, split.train).models };
    const identity = runIdentity(config, { dataset: data.dataset, table }, asBenched(base.fitted, config), tools);
    return { setting: { ...start, base }, identity, seconds, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Loads what a study works with. */
export async function openStudyData(
  config: BenchConfig,
  options: BenchOptions,
): Promise<{ readonly setting: StudyData; readonly tools: BenchRunTools; close(): void }> {
  const { dataset, tools: plain } = await openBench(config, options);
  const close = () => plain.completer.close();
  try {
    options.progress.stage('split');
    const tools = memoTools(plain);
    const data = poolData(dataset, config, tools, options);
    const setting = {
      config,
      data,
      facts: datasetFacts(dataset, data),
      routers: chosenRouters(config.routers, options.only),
      leaveOutMisfits: options.leaveOutMisfits === true,
      tools,
      split: splitPool(data, config),
    };
    return { setting, tools: plain, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Of a redacted run the routers are known by what their policies hold. */
export function asBenched(fitted: readonly FittedCandidate[], config: BenchConfig): readonly FittedCandidate[] {
  if (!isRedacted(config)) return fitted;
  return fitted.map((each) => ({ ...each, spec: redactedSpec(each.candidate.name, each.spec) }));
}
