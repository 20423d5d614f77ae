import { BenchError } from '../../harness/bench-error.ts';
import type { Model } from '../../harness/model.ts';
import { nearest } from '../../harness/nearest-word.ts';
import { type Example, isAnswered, type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';
import { type GradeExample, gradeExample } from '../grade-example.ts';
import { growingOutcomes, type Outcome } from '../growing-outcomes.ts';
import { outcomeCost } from '../outcome-cost.ts';
import { throwProblem } from '../problem.ts';
import type { ReadOptions } from '../read-limits.ts';
import { type ObjectRow, readObjects } from '../read-objects.ts';
import { isAbsent, NOT_ANSWERED, readOutcome, type Scale } from '../read-outcome.ts';
import { unansweredModels } from '../unanswered-models.ts';
import { OUTCOME_KEYS } from './native-rows.ts';
import type { ReadExamples } from './read-examples.ts';

export interface OutcomeContext extends ReadExamples {
  /** Of the card: says which keys there may be. */
  readonly version: keyof typeof OUTCOME_KEYS;
  readonly models: readonly Model[];
  readonly scale: Scale;
  readonly grade: GradeExample;
  /** Receives each response; texts are not kept otherwise. Indices of example and model. */
  readonly onResponse?: ((example: number, model: number, response: string) => void) | undefined;
  /** Receives the name of each served model that is not the one asked for. */
  readonly onServedModel?: ((example: number, model: number, servedModel: string) => void) | undefined;
  /** Told of each answer that could not be graded, before its response: in the table it is missing. */
  readonly onUngraded?: ((example: number, model: number) => void) | undefined;
}

/** Reads `outcomes.jsonl[.gz]` into a table. A row that breaks the format is a problem, and left out. */
export async function readOutcomes(file: string, context: OutcomeContext, options: ReadOptions): Promise<OutcomeTable> {
  const { examples, models } = context;
  const onProblem = options.onProblem ?? throwProblem;
  const outcomes = growingOutcomes(models.length, examples.length);
  const modelIndex = new Map(models.map((model, m) => [model.id, m]));
  const keys: readonly string[] = OUTCOME_KEYS[context.version];
  const allowed = new Set(keys);
  for await (const line of readObjects(file, options)) {
    const report = reporter(file, line, options);
    const example = context.indexOf.get(line.value.example as string);
    const model = modelIndex.get(line.value.model as string);
    const unknown = Object.keys(line.value).find((key) => !allowed.has(key));
    if (unknown !== undefined) {
      report(unknown, `unknown key; allowed are ${keys.join(', ')}`, newerKey(unknown));
    } else if (example === undefined)
      report('example', unknownName(line.value.example, 'the examples', context.indexOf));
    else if (model === undefined) report('model', unknownName(line.value.model, 'the card', modelIndex));
    else {
      const outcome = await checkedOutcome(file, line, examples[example]!, models[model]!, context, options);
      if (outcome === undefined) continue;
      if (!outcomes.record(example, model, outcome)) {
        report('model', `"${models[model]!.id}" has two outcomes for the example "${examples[example]!.id}"`);
        continue;
      }
      const { response, servedModel } = line.value;
      if (isUngraded(line.value)) context.onUngraded?.(example, model);
      if (typeof response === 'string') context.onResponse?.(example, model, response);
      if (typeof servedModel === 'string' && !isAbsent(servedModel))
        context.onServedModel?.(example, model, servedModel);
    }
  }
  const table = outcomes.finish(examples, models);
  for (const { id } of unansweredModels(table)) {
    onProblem({ file, field: 'model', message: `the model "${id}" has no answered outcome at all`, severity: 'error' });
  }
  return table;
}

async function checkedOutcome(
  file: string,
  line: ObjectRow,
  example: Example,
  model: Model,
  context: OutcomeContext,
  options: ReadOptions,
): Promise<Outcome | undefined> {
  const { row, value } = line;
  const report = reporter(file, line, options);
  const { response } = value;
  if (response !== undefined && response !== null && typeof response !== 'string') {
    return report('response', 'a text is expected');
  }
  if (!isAbsent(value.servedModel) && !isModelName(value.servedModel)) {
    return report('servedModel', 'the name of a model is expected, of at most 300 characters');
  }
  const raw =
    typeof response === 'string' && isAbsent(value.status) && isAbsent(value.errorCode)
      ? { ...value, status: 'ok' }
      : value;
  const outcome = readOutcome(raw, { file, row }, context.scale, options.onProblem ?? throwProblem);
  if (outcome === undefined || !isAnswered(outcome.status)) return outcome;
  if (isUngraded(value)) return { ...outcome, status: STATUS.missing, ...NOT_ANSWERED };
  const quality = Number.isNaN(outcome.quality)
    ? await graded(response, example, context.grade, report)
    : outcome.quality;
  const costUsd = Number.isNaN(outcome.costUsd) ? priced(outcome, model, report) : outcome.costUsd;
  return quality === undefined || costUsd === undefined ? undefined : { ...outcome, quality, costUsd };
}

/** A quality that is there holds, whatever stands beside it. */
function isUngraded({ ungraded, quality }: ObjectRow['value']): boolean {
  return !isAbsent(ungraded) && isAbsent(quality);
}

function isModelName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 300;
}

/** What to do about a key that a later version of the format has. */
function newerKey(key: string): string | undefined {
  const versions = Object.entries(OUTCOME_KEYS) as [string, readonly string[]][];
  const since = versions.find(([, keys]) => keys.includes(key))?.[0];
  return since === undefined ? undefined : `The key is there since version ${since}: say so in card.json.`;
}

type Report = (field: string, message: string, hint?: string) => undefined;

function reporter(file: string, { row }: ObjectRow, options: ReadOptions): Report {
  const onProblem = options.onProblem ?? throwProblem;
  return (field, message, hint) => {
    onProblem({ file, row, field, message, severity: 'error', hint });
    return undefined;
  };
}

async function graded(
  response: string | null | undefined,
  example: Example,
  grade: GradeExample,
  report: Report,
): Promise<number | undefined> {
  if (typeof response !== 'string' || (example.grading === undefined && grade === gradeExample)) {
    return report(
      'quality',
      `an answered outcome has no quality, and ${typeof response === 'string' ? `the example "${example.id}" no grading` : 'no response to grade'}`,
      'Give quality, or a response here and a grading in the example, or have a judge grade it: signalbox grade --judge. What was not answered has status "missing" or "error".',
    );
  }
  try {
    return (await grade(response, example)).quality;
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return report('response', `cannot be graded: ${error.message}`, error.hint);
  }
}

function priced(outcome: Outcome, model: Model, report: Report): number | undefined {
  if (model.price === undefined) {
    return report(
      'costUsd',
      `the model "${model.id}" has no price in the card, and this outcome carries no cost`,
      'Give the model a price in card.json, or each of its outcomes a costUsd.',
    );
  }
  const cost = outcomeCost(model.price, outcome);
  if (!Number.isNaN(cost)) return cost;
  return report('costUsd', 'is absent, and so is inputTokens or outputTokens to compute it from');
}

function unknownName(name: unknown, where: string, known: ReadonlyMap<string, number>): string {
  // Long texts are no names, and finding the nearest of very many takes long.
  const comparable = typeof name === 'string' && name.length <= 100 && known.size <= 10_000;
  const near = comparable ? nearest(name, [...known.keys()]) : undefined;
  const shown = JSON.stringify(name) ?? 'nothing';
  return `${shown.slice(0, 200)} is not in ${where}${near === undefined ? '' : ` (did you mean "${near}"?)`}`;
}
