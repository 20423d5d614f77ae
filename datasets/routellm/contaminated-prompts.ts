import { readRows } from '../tables/read-rows.ts';
import { textOf } from './routellm-cells.ts';

/**
 * The prompts that RouteLLM leaves out of its evaluation, because near-copies of them stand in its routers' training
 * data. They are matched by their exact text, as RouteLLM does.
 */
export async function contaminatedPrompts(file: string): Promise<ReadonlySet<string>> {
  const prompts = new Set<string>();
  for await (const row of readRows(file)) prompts.add(textOf(file, row, 'eval_prompt'));
  return prompts;
}

/** In words, for the notes of a dataset. */
export function leftOutNote(kept: number, all: number): string {
  return `${all - kept} of ${all} prompts left out as contaminated, as RouteLLM does`;
}
