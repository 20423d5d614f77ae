import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { STUDIES_VERSION, type Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { type BenchOptions, runBench } from '../bench/run-bench.ts';
import type { RunIdentity } from '../bench/run-identity.ts';
import { readResults } from '../read-results.ts';
import { finishedParts } from './finished-parts.ts';
import { openStudy } from './open-study.ts';
import { readStudies } from './read-studies.ts';
import { type SplitWorkers, splitFitters } from './split-fitters.ts';
import { studyLearning } from './study-learning.ts';
import { studyRobustness } from './study-robustness.ts';
import { studySplits } from './study-splits.ts';
import { writeStudies } from './write-studies.ts';

/** The studies there are, in the order in which they are made. */
export const STUDIES = ['splits', 'learning', 'robustness'] as const;
export type StudyName = (typeof STUDIES)[number];

export interface StudyOptions extends BenchOptions, SplitWorkers {
  /** Which ones; all where left out. What other studies found before stays in the file. */
  readonly studies?: readonly StudyName[];
  /** Splits to repeat the bench on, the run's own among them; default 20. */
  readonly seeds?: number;
  /** Folder of the run to study; where left out, the run of this config, which is made if there is none. */
  readonly run?: string;
}

export interface StudiedRun {
  readonly results: Results;
  readonly studies: Studies;
  readonly folder: string;
  readonly leftOut: readonly string[];
}

/**
 * Makes studies of a run and writes them beside its results, with the report rendered again. What is finished is kept at once,
 * so that an interrupted study goes on. Same inputs, same bytes.
 *
 * @throws {BenchError} when the run named was made from other data, prices, routers or settings than the config says
 */
export async function runStudies(config: BenchConfig, options: StudyOptions): Promise<StudiedRun> {
  const { progress, seeds = 20, studies: names = STUDIES } = options;
  const { setting, identity, seconds, close } = await openStudy(config, options);
  try {
    const { name } = identity;
    const folder = await runFolder(config, name, options);
    const results = await readResults(join(folder, 'results.json'));
    if (results.name !== name) throw otherRun(folder, results, identity);
    const before = await readStudies(folder, results);
    const parts = finishedParts(join(folder, 'studies.partial.jsonl'), name);
    const stage = (study: StudyName) => progress.stage(`study of ${study}`);
    const made: Pick<Studies, StudyName> = {};
    if (names.includes('splits')) {
      const fitters = splitFitters(setting, options, (seeds - 1) * seconds);
      made.splits = await studySplits(setting, seeds, parts, stage('splits'), fitters);
    }
    if (names.includes('learning')) made.learning = await studyLearning(setting, parts, stage('learning'));
    if (names.includes('robustness')) made.robustness = await studyRobustness(setting, parts, stage('robustness'));
    const studies: Studies = {
      schema: 'signalbox/studies',
      version: STUDIES_VERSION,
      run: name,
      seed: config.seed,
      ...before,
      ...made,
    };
    progress.stage('report');
    await writeStudies(folder, results, studies);
    parts.remove();
    return { results, studies, folder, leftOut: setting.base.leftOut };
  } finally {
    close();
    progress.end();
  }
}

async function runFolder(config: BenchConfig, name: string, options: StudyOptions): Promise<string> {
  if (options.run !== undefined) {
    if (existsSync(options.run)) return realpath(options.run);
    throw new BenchError(`${options.run}: there is no such folder`, { hint: 'Name a run, such as --run runs/latest.' });
  }
  const folder = join(resolve(config.output ?? 'runs'), name);
  return existsSync(join(folder, 'results.json')) ? folder : (await runBench(config, options)).folder;
}

function otherRun(folder: string, { name, fingerprints }: Results, identity: RunIdentity): BenchError {
  const kinds = Object.keys(identity.fingerprints) as (keyof Results['fingerprints'])[];
  const others = kinds.filter((kind) => identity.fingerprints[kind] !== fingerprints[kind]);
  return new BenchError(
    `${folder} is the run ${name}, and this config makes ${identity.name}: another fingerprint of ${others.join(', ')}`,
    {
      hint: 'Give the config, dataset and seed that the run was made with, or leave out --run to study what they make.',
    },
  );
}
