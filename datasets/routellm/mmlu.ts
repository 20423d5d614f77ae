import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import { countTokens } from '../../harness/count-tokens.ts';
import type { Dataset, DatasetSource, LoadOptions } from '../../harness/dataset.ts';
import { readRows } from '../tables/read-rows.ts';
import { contaminatedPrompts, leftOutNote } from './contaminated-prompts.ts';
import { MODEL_IDS } from './models.ts';
import { textOf, verdictOf } from './routellm-cells.ts';
import { type RouteLlmOptions, routeLlmDataset, routeLlmFolder } from './routellm-dataset.ts';
import type { GradedPrompt } from './two-model-table.ts';

/**
 * MMLU as RouteLLM evaluates it: right or wrong of GPT-4 and Mixtral-8x7B on 14,037 questions, the task being the
 * subject. There are no responses: an answer is one token.
 */
export function routeLlmMmlu(options: RouteLlmOptions = {}): DatasetSource {
  const name = 'routellm-mmlu';
  return { name, load: async (load = {}) => loadMmlu(name, routeLlmFolder(options), load) };
}

const SUBJECTS = 57;

async function loadMmlu(name: string, folder: string, { onProgress }: LoadOptions): Promise<Dataset> {
  const leftOut = await contaminatedPrompts(join(folder, 'mmlu_contaminated_prompts.jsonl'));
  const subjects = subjectsIn(join(folder, 'mmlu_responses'));
  const prompts: GradedPrompt[] = [];
  for (const [i, subject] of subjects.entries()) {
    onProgress?.(i / subjects.length, `${name}: ${subject}`);
    for await (const prompt of questionsOf(folder, subject)) prompts.push(prompt);
  }
  const kept = prompts.filter(({ prompt }) => !leftOut.has(prompt));
  return routeLlmDataset(folder, kept, {
    card: {
      name,
      title: 'RouteLLM: MMLU',
      description: 'Right or wrong of GPT-4-1106 and Mixtral-8x7B on MMLU; task = subject.',
      scale: { min: 0, max: 1 },
    },
    estimates: ['token counts: o200k tokenizer on the prompt, one token for the answer (the files hold no responses)'],
    notes: [leftOutNote(kept.length, prompts.length)],
  });
}

/** Names of the subjects, in alphabetical order. */
function subjectsIn(folder: string): readonly string[] {
  let files: readonly string[];
  try {
    files = readdirSync(folder);
  } catch (cause) {
    throw new BenchError(`${folder} cannot be read: ${(cause as Error).message}`, { hint: FETCH, cause });
  }
  const subjects = files.flatMap((file) => /^mmlu_(\w+)\.csv$/.exec(file)?.[1] ?? []).sort();
  if (subjects.length === SUBJECTS) return subjects;
  throw new BenchError(`${folder} holds ${subjects.length} files mmlu_<subject>.csv instead of ${SUBJECTS}`, {
    hint: FETCH,
  });
}

const FETCH = 'Get the files with: signalbox datasets fetch routellm-mmlu';

async function* questionsOf(folder: string, subject: string): AsyncGenerator<GradedPrompt> {
  const file = join(folder, 'mmlu_responses', `mmlu_${subject}.csv`);
  let number = 0;
  for await (const row of readRows(file)) {
    const prompt = textOf(file, row, 'prompt');
    const inputTokens = countTokens(prompt);
    yield {
      id: `mmlu/${subject}/${number}`,
      task: subject,
      prompt,
      quality: MODEL_IDS.map((model) => verdictOf(file, row, model)),
      inputTokens: [inputTokens, inputTokens],
      outputTokens: [1, 1],
    };
    number += 1;
  }
}
