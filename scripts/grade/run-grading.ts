import { resolve } from 'node:path';
import { locateDataset } from '../../datasets/locate-dataset.ts';
import { nativeFile } from '../../datasets/native/native-files.ts';
import { readExamples } from '../../datasets/native/read-examples.ts';
import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Example } from '../../harness/outcome-table.ts';
import { isAnswer } from '../../harness/record/cache/response-cache.ts';
import { configuredJudge, type Judge } from '../../harness/record/judge/judge.ts';
import { isJudged } from '../../harness/record/judge/judge-grading.ts';
import { priceBook } from '../../harness/record/price-book.ts';
import { configuredPrice } from '../../harness/record/provider/asked-model.ts';
import { emptySummary, type RecordSummary } from '../../harness/record/recorder/record-summary.ts';
import { checkProvider } from '../record/provider-work.ts';
import { type EstimatedBill, estimatedBills } from '../record/record-part.ts';
import { type AskingOptions, recordParts } from '../record/record-parts.ts';
import { withCache } from '../with-cache.ts';
import { type GradeCounts, gradesOf } from './grades.ts';
import { type JudgeAgreement, judgeAgreement } from './judge-agreement.ts';
import { type RecordedAnswers, readAnswers } from './read-answers.ts';
import { readVerdicts, type Verdicts, verdictPart } from './verdicts.ts';
import { gradedFolder, writeGraded } from './write-graded.ts';

export interface GradingOptions {
  /** A folder in the native format. */
  readonly dataset: string;
  /** Ask the judge about every answer, whatever grades it. */
  readonly judge: boolean;
  /** Grade answers again that have a quality. */
  readonly all: boolean;
  readonly cache: string;
}

export interface RunGradingOptions extends GradingOptions, AskingOptions {
  readonly out: string | undefined;
}

export interface Grading {
  readonly folder: string;
  readonly counts: GradeCounts;
  /** Absent where no judge was wanted. */
  readonly judge?: JudgeReport;
}

export interface JudgeReport {
  readonly model: string;
  readonly summary: RecordSummary;
  /** Of all verdicts, whenever they were asked for. */
  readonly costUsd: number;
  readonly failed: Readonly<Record<string, number>>;
  /** Per task, then over all; empty where nothing was judged. */
  readonly agreement: readonly JudgeAgreement[];
}

const NO_VERDICTS: Verdicts = { quality: new Map(), failed: new Map(), costUsd: 0 };

/** What the verdicts would cost that are not in the cache. Asks nobody and needs no key. */
export async function estimateGrading(load: LoadConfig, options: GradingOptions): Promise<EstimatedBill[]> {
  const planned = await planGrading(load, options);
  if (planned.judge === undefined) return [];
  const { judge, answers, cells } = planned;
  return withCache(options.cache, async (cache) =>
    estimatedBills([verdictPart(judge, answers, cells)], answers.dataset.table.examples, (key) =>
      isAnswer(cache.get(key)),
    ),
  );
}

/** Asks the judge for what is missing, where one is wanted, then writes the dataset with all grades that are known. */
export async function runGrading(load: LoadConfig, options: RunGradingOptions): Promise<Grading> {
  const planned = await planGrading(load, options);
  const { answers, folder } = planned;
  const to = options.out ?? gradedFolder(answers.card.name);
  if (planned.judge === undefined) {
    const grades = gradesOf(answers, NO_VERDICTS, options.all);
    await writeGraded(folder, to, answers, grades, undefined);
    return { folder: to, counts: grades.counts };
  }
  const { judge, config, cells } = planned;
  return withCache(options.cache, async (cache) => {
    const summary = emptySummary();
    const { examples, models } = answers.dataset.table;
    await recordParts({ parts: [verdictPart(judge, answers, cells)], examples, cache }, config, options, summary);
    const verdicts = readVerdicts(judge, answers, cells, cache);
    const grades = gradesOf(answers, verdicts, options.all);
    const simulated = config.providers?.[judge.asked.provider]?.simulated === true;
    const told = grades.counts.byJudge === 0 ? undefined : { words: describeJudge(judge), simulated };
    await writeGraded(folder, to, answers, grades, told);
    const against = judge.against === undefined ? undefined : models.findIndex(({ id }) => id === judge.against);
    return {
      folder: to,
      counts: grades.counts,
      judge: {
        model: judge.asked.model.id,
        summary,
        costUsd: verdicts.costUsd,
        failed: countedBy(verdicts.failed.values()),
        agreement: judgeAgreement(answers, verdicts, against),
      },
    };
  });
}

/** The config is read only where a judge is wanted. */
export type LoadConfig = () => Promise<BenchConfig>;

type Planned = { readonly folder: string; readonly answers: RecordedAnswers } & (
  | { readonly judge: undefined }
  | { readonly judge: Judge; readonly config: BenchConfig; readonly cells: ReadonlySet<number> }
);

async function planGrading(load: LoadConfig, { dataset, judge: judgeAll, all }: GradingOptions): Promise<Planned> {
  const folder = nativeFolder(dataset);
  const mayBeJudged = ({ grading }: Example) => judgeAll || isJudged(grading);
  const { examples } = await readExamples(nativeFile(folder, 'examples.jsonl'));
  if (!examples.some(mayBeJudged))
    return { folder, answers: await readAnswers(folder, examples, () => false), judge: undefined };
  const config = await load();
  const judge = judgeOf(config);
  const answers = await readAnswers(folder, examples, mayBeJudged);
  const isWanted = (cell: number) =>
    all || Number.isNaN(answers.recorded[cell]!) || !Number.isNaN(answers.byRule[cell]!);
  return { folder, answers, judge, config, cells: new Set([...answers.texts.keys()].filter(isWanted)) };
}

function judgeOf(config: BenchConfig): Judge {
  const judge = config.grade?.judge;
  if (judge === undefined) {
    throw new BenchError('a judge is wanted, and the config names none', {
      hint: "Add grade: { judge: { kind: 'rubric', model: { id: 'gpt-4o', provider: 'openai', maxTokens: 300 } } }.",
    });
  }
  checkProvider(config, judge.model.provider);
  return configuredJudge(judge, configuredPrice(judge.model, priceBook()));
}

function nativeFolder(dataset: string): string {
  const located = locateDataset(dataset);
  if (located.kind === 'native') return resolve(located.folder);
  throw new BenchError(`${dataset} is no folder in the native format`, {
    hint: '`signalbox record` writes one; the format is described in datasets/README.md.',
  });
}

function describeJudge({ asked, against }: Judge): string {
  return against === undefined
    ? `scores of the judge ${asked.model.id}`
    : `verdicts of the judge ${asked.model.id} beside ${against}: 1 for a win, .5 for a tie, 0 for a loss`;
}

function countedBy(names: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
