import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import type { Dataset, DatasetCard } from '../../harness/dataset.ts';
import type { Model } from '../../harness/model.ts';
import { isAnswered, type OutcomeTable } from '../../harness/outcome-table.ts';
import { datasetFingerprint } from '../dataset-fingerprint.ts';
import { type GradeExample, gradeExample } from '../grade-example.ts';
import type { ReadOptions } from '../read-limits.ts';
import type { NativeCard } from './native-card.ts';
import { nativeFile, nativeFiles } from './native-files.ts';
import { withoutUndefined } from './native-rows.ts';
import { nativeAnswers } from './read-answers.ts';
import { readCard } from './read-card.ts';
import { readExamples } from './read-examples.ts';
import { type OutcomeContext, readOutcomes } from './read-outcomes.ts';
import { readResponses } from './read-responses.ts';
import { readSignals } from './read-signals.ts';

export interface NativeOptions extends Omit<ReadOptions, 'onProgress'> {
  /** Grades responses of outcomes without quality; default: the deterministic graders, which need a grading. */
  readonly grade?: GradeExample | undefined;
  readonly onResponse?: OutcomeContext['onResponse'];
  readonly onServedModel?: OutcomeContext['onServedModel'];
  readonly onUngraded?: OutcomeContext['onUngraded'];
  /** Called with the share done, 0..1, and what is being read. */
  readonly onProgress?: ((share: number, what: string) => void) | undefined;
}

/**
 * Reads a native dataset: the folder described in `datasets/README.md`. Files are streamed; response texts are handed
 * to `onResponse` and not kept.
 *
 * @throws {BenchError} naming file, row, field and what is allowed
 */
export async function readNative(dir: string, options: NativeOptions = {}): Promise<Dataset> {
  const dataset = await readNativeParts(dir, options);
  // Without `onProblem` every problem has been thrown, so the card was read.
  if (dataset === undefined) throw new BenchError(`${dir}: the card cannot be used`);
  return dataset;
}

/** As `readNative`; `undefined` when a collecting `onProblem` was told that the card cannot be used. */
export async function readNativeParts(dir: string, options: NativeOptions): Promise<Dataset | undefined> {
  const { onProgress, ...common } = options;
  const card = await readCard(join(dir, 'card.json'), common);
  if (card === undefined) return undefined;
  const models = card.models.map(toModel);
  const examplesFile = nativeFile(dir, 'examples.jsonl');
  const outcomesFile = nativeFile(dir, 'outcomes.jsonl');
  const read = await readExamples(examplesFile, { ...common, onProgress: (s) => onProgress?.(s * 0.3, 'examples') });
  let ungraded = 0;
  const context = {
    ...read,
    version: card.version,
    models,
    scale: card.scale,
    grade: options.grade ?? gradeExample,
    onResponse: options.onResponse,
    onServedModel: options.onServedModel,
    onUngraded: (example: number, model: number) => {
      ungraded += 1;
      options.onUngraded?.(example, model);
    },
  };
  const table = await readOutcomes(outcomesFile, context, {
    ...common,
    onProgress: (share) => onProgress?.(0.3 + share * 0.7, 'outcomes'),
  });
  const signals = await signalsOf(dir, card, table, common);
  const responses = await responsesOf(dir, common);
  const whole = { ...table, signals };
  return {
    card: toDatasetCard(card),
    table: whole,
    fingerprint: datasetFingerprint(whole),
    notes: notesOn(card, table, ungraded),
    readAnswers: nativeAnswers(outcomesFile, whole, options.limits),
    ...(responses === undefined ? {} : { responses }),
  };
}

async function signalsOf(
  dir: string,
  card: NativeCard,
  table: OutcomeTable,
  options: ReadOptions,
): Promise<OutcomeTable['signals']> {
  const declared = Object.entries(card.signals ?? {});
  if (declared.length === 0) return new Map();
  const asked = declared.map(([name, { asked }]) => [name, asked === undefined ? undefined : toModel(asked)] as const);
  return readSignals(nativeFile(dir, 'signals.jsonl'), table, new Map(asked), options);
}

async function responsesOf(dir: string, options: ReadOptions): Promise<Dataset['responses']> {
  const isThere = nativeFiles(dir, 'responses.jsonl').length > 0;
  return isThere ? readResponses(nativeFile(dir, 'responses.jsonl'), options) : undefined;
}

function toModel({ price, ...model }: NativeCard['models'][number]): Model {
  return {
    ...withoutUndefined(model),
    ...(price === undefined ? {} : { price: withoutUndefined(price) }),
  } as Model;
}

function toDatasetCard(card: NativeCard): DatasetCard {
  const { format: _, version: __, models: ___, notice: ____, signals: _____, ...rest } = card;
  return withoutUndefined(rest) as DatasetCard;
}

function notesOn(card: NativeCard, table: OutcomeTable, ungraded: number): string[] {
  const notes = card.notice === undefined ? [] : [card.notice];
  let open = 0;
  for (const status of table.status) if (!isAnswered(status)) open += 1;
  open -= ungraded;
  if (open > 0) notes.push(`${open} of ${table.status.length} outcomes were not answered (missing or provider error)`);
  if (ungraded > 0) notes.push(`${ungraded} answers could not be graded, and count as missing`);
  return notes;
}
