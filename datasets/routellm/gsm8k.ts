import { join } from 'node:path';
import { countTokens } from '../../harness/count-tokens.ts';
import type { Dataset, DatasetSource, LoadOptions, ReadAnswers } from '../../harness/dataset.ts';
import { readRows } from '../tables/read-rows.ts';
import type { TableRow } from '../tables/table-row.ts';
import { contaminatedPrompts, leftOutNote } from './contaminated-prompts.ts';
import { MODEL_IDS } from './models.ts';
import { textOf, verdictOf } from './routellm-cells.ts';
import { type RouteLlmOptions, routeLlmDataset, routeLlmFolder } from './routellm-dataset.ts';
import type { GradedPrompt } from './two-model-table.ts';

/** GSM8K as RouteLLM evaluates it: GPT-4 and Mixtral-8x7B on 1,307 word problems, with their responses. */
export function routeLlmGsm8k(options: RouteLlmOptions = {}): DatasetSource {
  const name = 'routellm-gsm8k';
  return { name, load: async (load = {}) => loadGsm8k(name, routeLlmFolder(options), load) };
}

async function loadGsm8k(name: string, folder: string, { onProgress }: LoadOptions): Promise<Dataset> {
  const leftOut = await contaminatedPrompts(join(folder, 'gsm8k_contaminated_prompts.jsonl'));
  const file = join(folder, 'gsm8k_responses.csv');
  const prompts: GradedPrompt[] = [];
  for await (const row of readRows(file, { onProgress: (share) => onProgress?.(share, name) })) {
    prompts.push(problemOf(file, row, prompts.length));
  }
  const kept = prompts.filter(({ prompt }) => !leftOut.has(prompt));
  const dataset = routeLlmDataset(folder, kept, {
    card: {
      name,
      title: 'RouteLLM: GSM8K',
      description: 'Right or wrong of GPT-4-1106 and Mixtral-8x7B on grade-school word problems.',
      scale: { min: 0, max: 1 },
    },
    estimates: ['token counts: o200k tokenizer on prompt and response'],
    notes: [leftOutNote(kept.length, prompts.length)],
  });
  return { ...dataset, readAnswers: (onAnswer) => readResponses(file, kept, onAnswer) };
}

async function readResponses(
  file: string,
  kept: readonly GradedPrompt[],
  onAnswer: Parameters<ReadAnswers>[0],
): Promise<void> {
  const exampleAt = new Map(kept.map(({ id }, i) => [id, i]));
  let number = 0;
  for await (const row of readRows(file)) {
    const example = exampleAt.get(idOf(number++));
    if (example === undefined) continue;
    MODEL_IDS.forEach((model, m) => {
      onAnswer(example, m, textOf(file, row, `${model}_response`));
    });
  }
}

function idOf(number: number): string {
  return `gsm8k/${number}`;
}

function problemOf(file: string, row: TableRow, number: number): GradedPrompt {
  const prompt = textOf(file, row, 'prompt');
  const inputTokens = countTokens(prompt);
  return {
    id: idOf(number),
    task: 'gsm8k',
    prompt,
    quality: MODEL_IDS.map((model) => verdictOf(file, row, model)),
    inputTokens: [inputTokens, inputTokens],
    outputTokens: MODEL_IDS.map((model) => countTokens(textOf(file, row, `${model}_response`))),
  };
}
