import { join, resolve } from 'node:path';
import type { BenchConfig } from '../../harness/config.ts';
import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { slicesOf } from '../../harness/evaluate/slices.ts';
import type { Router } from '../../harness/router.ts';
import { shareEqualFiles } from '../kept/share-equal-files.ts';
import { redactedSlices } from '../redact/redacted-slices.ts';
import { priceFlips } from '../reprice/price-flips.ts';
import { chosenRouters } from './chosen-routers.ts';
import { compliancePrice } from './compliance-price.ts';
import { type FittedCandidate, fitCandidates } from './fit-candidates.ts';
import { isRedacted } from './is-redacted.ts';
import { type BenchRunTools, type OpenOptions, openBench } from './open-bench.ts';
import { policyFacts } from './policy-facts.ts';
import { type PreparedData, prepareData } from './prepare-data.ts';
import { publishRun } from './publish-run.ts';
import { refitPolicy } from './refit-policy.ts';
import { runIdentity } from './run-identity.ts';
import { shipPolicy } from './ship-policy.ts';
import { stagingFolder } from './staging-folder.ts';
import { writeRun } from './write-run.ts';

export interface BenchOptions extends OpenOptions {
  /** Names of the routers to run; all of the config when left out. */
  readonly only?: readonly string[];
  /**
   * Leave out routers that do not fit the dataset (they name models or metadata that it lacks) instead of failing. For a
   * dataset that was named beside the config; the results' notes say what was left out and why.
   */
  readonly leaveOutMisfits?: boolean;
  /** Write a second policy beside the measured one, fitted to all examples: `policy-refitted`, which nobody measured. */
  readonly refit?: boolean;
}

export interface BenchRun {
  readonly results: Results;
  /** Folder of the run; `latest` beside it points to it. */
  readonly folder: string;
  /** A line for each router and rule that does not fit the dataset. */
  readonly leftOut: readonly string[];
}

/**
 * The whole run: dataset → split → fit → policies saved and opened → evaluate → report and policy. Everything is written
 * into a staging folder that moves into place when it is complete: an interrupted run leaves the previous one intact.
 */
export async function runBench(config: BenchConfig, options: BenchOptions): Promise<BenchRun> {
  const routers = chosenRouters(config.routers, options.only);
  const output = resolve(config.output ?? 'runs');
  try {
    const { dataset, tools } = await openBench(config, options);
    options.progress.stage('split');
    const data = prepareData(dataset, config, tools, options);
    const staging = await stagingFolder(output);
    try {
      const { results, leftOut } = await fillFolder(staging.path, { routers, data, config, tools }, options);
      return { results, leftOut, folder: publishRun(staging.path, output, results.name) };
    } finally {
      tools.completer.close();
      await staging.remove();
    }
  } finally {
    options.progress.end();
  }
}

interface ReadyToFit {
  readonly routers: readonly Router[];
  readonly data: PreparedData;
  readonly config: BenchConfig;
  readonly tools: BenchRunTools;
}

async function fillFolder(
  folder: string,
  { routers, data, config, tools }: ReadyToFit,
  { leaveOutMisfits, refit, progress }: BenchOptions,
): Promise<Omit<BenchRun, 'folder'>> {
  const facts = policyFacts(data, config);
  const candidates = { routers, leaveOutMisfits: leaveOutMisfits === true, folder };
  const { fitted, leftOut } = await fitCandidates(candidates, data, facts, config, tools, progress);
  progress.stage('evaluate');
  const whole = { ...data, notes: [...data.notes, ...leftOut] };
  const input = evaluationInput(config, whole, fitted, facts.salt, tools);
  const evaluated = evaluate(input);
  const flips = priceFlips(input, evaluated.results, progress.stage('price changes'));
  progress.stage('policy');
  const shipped = await shipPolicy(join(folder, 'policy'), { ...evaluated, fitted, data, facts, tools });
  const isBound = facts.constraints.length > 0;
  const compliance = isBound ? { compliance: await compliancePrice({ ...shipped, data, tools }) } : {};
  const evaluation = { ...evaluated, results: { ...evaluated.results, priceFlips: flips, ...compliance } };
  if (refit === true) {
    progress.stage('refit');
    await refitPolicy(join(folder, 'policy-refitted'), { results: evaluation.results, routers, data, facts, tools });
  }
  progress.stage('report');
  const replaces = join(resolve(config.output ?? 'runs'), input.name);
  const texts = isRedacted(config) ? undefined : textSource(data);
  await writeRun(folder, { ...evaluation, input, replaces, texts, progress });
  await shareEqualFiles(folder);
  return { results: evaluation.results, leftOut: [...data.rulesLeftOut, ...leftOut] };
}

/** Where the texts of a row of the evaluated table are in the dataset. */
function textSource({ dataset, missing }: PreparedData) {
  const sourceModels = dataset.table.models.map(({ id }) => id);
  return { readAnswers: dataset.readAnswers, sourceRows: missing.rows, sourceModels };
}

function evaluationInput(
  config: BenchConfig,
  data: PreparedData,
  fitted: readonly FittedCandidate[],
  salt: string,
  tools: BenchRunTools,
): EvaluationInput {
  const { dataset, missing } = data;
  const { name, fingerprints } = runIdentity(config, data, fitted, tools);
  return {
    name,
    seed: config.seed,
    salt,
    dataset: {
      card: dataset.card,
      notes: data.notes,
      examples: dataset.table.examples.length,
      missing: missing.missing,
      ...(missing.worstCase === undefined ? {} : { worstCase: missing.worstCase }),
    },
    table: data.table,
    split: data.split,
    objective: config.objective,
    inputTokens: data.inputTokens,
    candidates: fitted.map(({ candidate }) => candidate),
    ...(config.traffic === undefined ? {} : { traffic: config.traffic }),
    fingerprints,
    ...(isRedacted(config) && { redacted: true, slices: redactedSlices(slicesOf(data.table, data.split.train)) }),
  };
}
