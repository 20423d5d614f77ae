import type { Prompt } from './prompts.ts';

/** How much a step more, and a domain for specialists, weighs against the kind of question. */
const STEP = 0.5;
const SPECIALIST = 2.2;

/** How hard each prompt looks to somebody who knows its task: mean 0 and standard deviation 1 within each task. */
export function visibleDifficulty(prompts: readonly Prompt[]): Float64Array {
  const raw = prompts.map(
    ({ level, draft, specialist }) => STEP * level + draft.kindDifficulty + SPECIALIST * Number(specialist),
  );
  const tasks = [...new Set(prompts.map(({ task }) => task.name))];
  const scale = new Map(
    tasks.map((task) => [task, meanAndSd(raw.filter((_, i) => prompts[i]!.task.name === task))] as const),
  );
  return Float64Array.from(raw, (value, i) => {
    const { mean, sd } = scale.get(prompts[i]!.task.name)!;
    return sd === 0 ? 0 : (value - mean) / sd;
  });
}

function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  return { mean, sd };
}
