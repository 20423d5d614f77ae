import { cp, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import { pricesFingerprint } from '../bench/fingerprints.ts';
import { publishRun } from '../bench/publish-run.ts';
import { stagingFolder } from '../bench/staging-folder.ts';
import { keepEvaluation } from '../kept/keep-evaluation.ts';
import { copyPrompts } from '../kept/prompts-file.ts';
import { type KeptRun, readEvaluation } from '../kept/read-evaluation.ts';
import { readTestDecisions } from '../kept/read-test-decisions.ts';
import { shareEqualFiles } from '../kept/share-equal-files.ts';
import { codeVersion } from '../package-version.ts';
import { compareRuns, type RunComparison } from './compare-runs.ts';
import { type NewPrices, priceChanges } from './price-changes.ts';
import { type PriceChanges, pricedModels, repriceInput } from './reprice-input.ts';
import { usageNotes } from './usage-notes.ts';

export interface RepriceOptions {
  readonly prices: NewPrices;
  /** The new prices in words, for the notes of the new run. */
  readonly words: string;
  /** Folder of the runs; beside the old run when left out. */
  readonly output?: string | undefined;
}

export interface RepricedRun {
  readonly results: Results;
  readonly comparison: RunComparison;
  /** Folder of the new run. `latest` stays where it is. */
  readonly folder: string;
}

/**
 * Evaluates a run again at other prices, and decides again: sweep, operating points, what ships. Nothing is asked, fitted or
 * assessed. The new run stands beside the old one and can be priced again itself.
 *
 * @throws {BenchError} when the run was made by an older version or is damaged, or a price or token count is not known
 */
export async function repriceRun(run: string, { prices, words, output }: RepriceOptions): Promise<RepricedRun> {
  const old = await realpath(run).catch((cause) => {
    throw new BenchError(`there is no run ${run}`, { cause, hint: 'Name the folder of a run, such as runs/latest.' });
  });
  const kept = await readEvaluation(old);
  const changes = priceChanges(pricedModels(kept.input), prices);
  const input = repricedInput(kept, changes, words);
  const evaluation = evaluate(input);
  const { results } = evaluation;
  const comparison = compareRuns(kept, input, results, changes.values());
  // Only now: charts and routers take longer to load than prices to be refused.
  const { writeReport } = await import('../../reports/write-report.ts');
  const { reshipPolicy } = await import('./reship-policy.ts');
  const runs = resolve(output ?? dirname(old));
  const staging = await stagingFolder(runs);
  try {
    const { path } = staging;
    await cp(join(old, 'candidates'), join(path, 'candidates'), { recursive: true });
    await reshipPolicy(join(path, 'policy'), { ...evaluation, run: old, kept, input });
    await writeFile(join(path, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
    await writeFile(join(path, 'reprice.json'), `${JSON.stringify(comparison, null, 1)}\n`);
    await keepEvaluation(path, { ...evaluation, input, policyFolder: ({ name }) => kept.policies.get(name)! });
    await copyPrompts(old, path);
    await writeReport(results, path, { decisions: await readTestDecisions(path, results) });
    await shareEqualFiles(path);
    return { results, comparison, folder: publishRun(path, runs, results.name, { latest: false }) };
  } finally {
    await staging.remove();
  }
}

function repricedInput({ input, results: old }: KeptRun, changes: PriceChanges, words: string): EvaluationInput {
  const repriced = repriceInput(input, changes);
  const prices = pricesFingerprint(repriced.table.models);
  const fingerprints = { ...old.fingerprints, prices, code: codeVersion() };
  const notes = [
    ...input.dataset.notes,
    `re-priced from the run ${old.name} (${words}): nothing was asked, fitted or assessed again`,
    ...usageNotes(input.table, changes),
  ];
  return {
    ...repriced,
    name: repricedName(old.dataset.name, [fingerprints, notes]),
    fingerprints,
    dataset: { ...input.dataset, notes },
  };
}

/** Names the folder: one for each content, and never that of a run that was benched. */
function repricedName(dataset: string, content: unknown): string {
  const stem = dataset.replace(/[^a-z0-9-]+/gi, '-').slice(0, 100);
  return `${stem}-repriced-${fingerprint(JSON.stringify(content)).slice(0, 8)}`;
}
