import { join } from 'node:path';
import { BenchError } from '../harness/bench-error.ts';
import type { Dataset, DatasetCard, DatasetSource, LoadOptions } from '../harness/dataset.ts';
import { costAt, type Model } from '../harness/model.ts';
import { nearest } from '../harness/nearest-word.ts';
import { emptyTable, type OutcomeTable } from '../harness/outcome-table.ts';
import { datasetFingerprint } from './dataset-fingerprint.ts';
import { publicFile } from './public-files.ts';
import { readTask, type TaskAnswers } from './zeroeval/read-task.ts';
import { readZeroEvalAnswers } from './zeroeval/zeroeval-answers.ts';
import {
  otherRule,
  ZEROEVAL_RULES,
  ZEROEVAL_TASKS,
  type ZeroEvalRule,
  type ZeroEvalTask,
} from './zeroeval/zeroeval-grading.ts';
import { ZEROEVAL_MODELS, type ZeroEvalModel, zeroEvalModels } from './zeroeval/zeroeval-models.ts';

export interface ZeroEvalOptions {
  /** Default: all three. */
  readonly tasks?: readonly ZeroEvalTask[];
  /** Default: all fourteen. Always cheapest first. */
  readonly models?: readonly ZeroEvalModel[];
  /** `zeroeval-compatible` (default) reproduces the published accuracies; `signalbox` grades more carefully. */
  readonly grader?: ZeroEvalRule;
  /** The folder with ZeroEval's files, `{task}/{model}.json`. Default: where `datasets fetch` puts them. */
  readonly folder?: string;
}

/**
 * ZeroEval: recorded responses of 14 models of 2024 to GSM8K (1,319 prompts), CRUX (800) and MATH level 5 (721), graded
 * here. Tokens are counted and prices assumed, as the files have neither.
 *
 * @throws {BenchError} for an unknown task, model or grader
 */
export function zeroEval(options: ZeroEvalOptions = {}): DatasetSource {
  const tasks = known('task', options.tasks, ZEROEVAL_TASKS);
  const models = known('model', options.models, ZEROEVAL_MODELS);
  const [rule] = known('grader', [options.grader ?? 'zeroeval-compatible'], ZEROEVAL_RULES);
  return {
    name: 'zeroeval',
    load: (load = {}) => loadZeroEval(options.folder ?? publicFile('zeroeval'), tasks, models, rule!, load),
  };
}

/** The chosen ones, each once and in the order of `all`, so that the same choice is the same dataset. */
function known<T extends string>(what: string, chosen: readonly T[] | undefined, all: readonly T[]): readonly T[] {
  const unknown = chosen?.find((name) => !all.includes(name));
  if (unknown !== undefined || chosen?.length === 0) {
    const near = unknown === undefined ? undefined : nearest(unknown, all);
    throw new BenchError(`zeroEval: ${unknown === undefined ? `no ${what} chosen` : `unknown ${what} "${unknown}"`}`, {
      hint: `${near === undefined ? '' : `Did you mean "${near}"? `}There are ${all.join(', ')}.`,
    });
  }
  return all.filter((name) => chosen?.includes(name) ?? true);
}

async function loadZeroEval(
  folder: string,
  tasks: readonly ZeroEvalTask[],
  modelIds: readonly ZeroEvalModel[],
  rule: ZeroEvalRule,
  { onProgress }: LoadOptions,
): Promise<Dataset> {
  const models = zeroEvalModels(modelIds, join(folder, '..', 'prices.json'));
  const parts: TaskAnswers[] = [];
  let files = 0;
  for (const task of tasks) {
    const onModel = (model: string) => onProgress?.(files++ / (tasks.length * models.length), `${task}, ${model}`);
    parts.push(await readTask(folder, task, modelIds, rule, onModel));
  }
  onProgress?.(1, 'zeroeval');
  const table = tableOf(parts, models);
  return {
    card: cardOf(models, rule),
    table,
    fingerprint: datasetFingerprint(table),
    notes: parts.map((part) => differenceNote(part, rule)),
    readAnswers: (onAnswer) => readZeroEvalAnswers(folder, parts, modelIds, onAnswer),
  };
}

function tableOf(parts: readonly TaskAnswers[], models: readonly Model[]): OutcomeTable {
  const table = emptyTable(
    parts.flatMap(({ examples }) => examples),
    models,
  );
  let cell = 0;
  for (const { examples, inputTokens, answers } of parts) {
    for (let i = 0; i < examples.length; i++) {
      for (const [m, { price }] of models.entries()) {
        const { status, quality, outputTokens } = answers[m]![i]!;
        table.status[cell] = status;
        table.quality[cell] = quality;
        table.inputTokens[cell] = inputTokens[i]!;
        table.outputTokens[cell] = outputTokens;
        table.costUsd[cell] = costAt(price!, inputTokens[i]!, outputTokens);
        cell++;
      }
    }
  }
  return table;
}

function differenceNote({ task, answers }: TaskAnswers, rule: ZeroEvalRule): string {
  const all = answers.flat();
  const more = all.filter(({ quality, otherQuality }) => quality > otherQuality).length;
  const less = all.filter(({ quality, otherQuality }) => quality < otherQuality).length;
  const count = all.length.toLocaleString('en');
  return `${task}: of ${count} answers ${rule} accepts ${more} that ${otherRule(rule)} refuses, and refuses ${less} that it accepts`;
}

function cardOf(models: readonly Model[], rule: ZeroEvalRule): DatasetCard {
  const prices = models.map(
    ({ id, price }) => `${id} ${price!.inputUsdPerMillionTokens}/${price!.outputUsdPerMillionTokens}`,
  );
  const dates = [...new Set(models.map(({ price }) => price!.asOf))].join(', ');
  return {
    name: 'zeroeval',
    title: 'ZeroEval: GSM8K, CRUX, MATH level 5',
    description: `Recorded responses of 2024, graded by the rule "${rule}".`,
    licence: 'Apache-2.0',
    source: 'WildEval/ZeroEval at 8c1485e',
    simulated: false,
    scale: { min: 0, max: 1 },
    estimates: [
      'token counts: o200k tokenizer on prompt and response',
      `costs: estimated tokens at assumed list prices of ${dates} (USD per million tokens in/out: ${prices.join(', ')})`,
    ],
  };
}
