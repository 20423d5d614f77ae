import { countTokens } from '../../harness/count-tokens.ts';
import { costAt } from '../../harness/model.ts';
import { type Example, emptyTable, isAnswered, type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';
import { type Random, random } from '../../harness/random.ts';
import { graderFor } from '../../harness/record/graders/grade-response.ts';
import { overflowAnswer, rightAnswer, wrongAnswer } from './answers.ts';
import { goldRoute } from './gold-route.ts';
import { answersRight, drawDifficulty, type Shown } from './latent.ts';
import { drawFailures, drawLatency, drawOutputTokens } from './measures.ts';
import { POOL } from './pool.ts';
import { drawPrompts, type Prompt } from './prompts.ts';
import { visibleDifficulty } from './visible-difficulty.ts';

/** A simulated dataset together with what only the simulation knows. */
export interface Simulation {
  readonly table: OutcomeTable;
  /** Response texts, by cell; `undefined` where the provider failed. */
  readonly responses: readonly (string | undefined)[];
  /** 1 where the latent model answers right, by cell, whatever the recorded reference says. */
  readonly truth: Uint8Array;
  /** 1 for an example whose recorded reference is wrong. */
  readonly misprinted: Uint8Array;
  /** Visible difficulty per example: mean 0, standard deviation 1 within a task. */
  readonly visible: Float64Array;
}

export interface SimulationOptions {
  readonly count: number;
  readonly seed: number;
}

const MISPRINTED_SHARE = 0.01;

/** Draws prompts, and each model's answer to each. Texts, abilities and measures come from streams of their own. */
export function simulate({ count, seed }: SimulationOptions): Simulation {
  const prompts = drawPrompts(count, random(seed));
  const visible = visibleDifficulty(prompts);
  const latent = random(seed + 1);
  const misprinted = Uint8Array.from(prompts, () => Number(latent.next() < MISPRINTED_SHARE));
  const examples = prompts.map((prompt, i) => exampleOf(prompt, i, misprinted[i] === 1, visible[i]!));
  const table = emptyTable(
    examples,
    POOL.map(({ model }) => model),
  );
  const truth = drawTruth(prompts, visible, latent);
  const responses = answer(prompts, truth, table, random(seed + 2));
  measure(prompts, table, responses, random(seed + 3));
  return { table, responses, truth, misprinted, visible };
}

function exampleOf(prompt: Prompt, index: number, misprinted: boolean, visible: number): Example {
  const { draft, before, text, metadata, session, group, task, at } = prompt;
  const { grading } = draft;
  return {
    id: `sa-${String(index + 1).padStart(4, '0')}`,
    request: {
      messages: [...before, { role: 'user', content: text }],
      metadata,
      ...(session === undefined ? {} : { session }),
    },
    task: task.name,
    ...(group === undefined ? {} : { group }),
    label: goldRoute(prompt, shownOf(prompt, visible)),
    grading: misprinted ? { ...grading, reference: draft.misprint } : grading,
    at: new Date(at).toISOString(),
  };
}

/** Paraphrases share their difficulty. A prompt beyond a model's context is answered wrong by it. */
function drawTruth(prompts: readonly Prompt[], visible: Float64Array, rng: Random): Uint8Array {
  const truth = new Uint8Array(prompts.length * POOL.length);
  const difficulties = new Map<number, number>();
  for (const [i, prompt] of prompts.entries()) {
    const difficulty = difficulties.get(prompt.content) ?? drawDifficulty(visible[i]!, rng);
    difficulties.set(prompt.content, difficulty);
    for (const [m, model] of POOL.entries()) {
      const right = answersRight(model, shownOf(prompt, visible[i]!), difficulty, rng);
      truth[i * POOL.length + m] = Number(right && !overflows(prompt, m));
    }
  }
  return truth;
}

function shownOf({ task, specialist }: Prompt, visible: number): Shown {
  return { task: task.name, specialist, visible };
}

/** Long prompts are made to exceed the smallest context, and no other. */
function overflows(prompt: Prompt, model: number): boolean {
  return prompt.long && model === 0;
}

function answer(prompts: readonly Prompt[], truth: Uint8Array, table: OutcomeTable, rng: Random): string[] {
  const responses: string[] = [];
  for (const [i, prompt] of prompts.entries()) {
    const grade = graderFor(table.examples[i]!.grading!);
    for (let m = 0; m < POOL.length; m++) {
      const cell = i * POOL.length + m;
      const { text, status } = overflows(prompt, m)
        ? overflowAnswer()
        : truth[cell] === 1
          ? rightAnswer(prompt.draft, rng)
          : wrongAnswer(prompt.draft, prompt.grade, rng);
      responses.push(text);
      table.status[cell] = STATUS[status];
      table.quality[cell] = grade(text).quality;
    }
  }
  return responses;
}

function measure(
  prompts: readonly Prompt[],
  table: OutcomeTable,
  responses: (string | undefined)[],
  rng: Random,
): void {
  for (const [i, prompt] of prompts.entries()) {
    const { messages } = table.examples[i]!.request;
    const tokens = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
    const history = messages.slice(0, -1).reduce((sum, { content }) => sum + countTokens(content), 0);
    const cached = (prompt.session?.turn ?? 0) > 0 && rng.next() < 0.85 ? history : 0;
    const common = rng.normal();
    const failed = drawFailures(rng);
    for (const [m, { model, ...speed }] of POOL.entries()) {
      const cell = i * POOL.length + m;
      const visibleTokens = countTokens(responses[cell]!);
      const drawn = drawOutputTokens(prompt.task, speed.verbosity, common, rng);
      const latency = drawLatency(speed, drawn, rng);
      if (failed.has(m)) {
        responses[cell] = undefined;
        table.status[cell] = STATUS.error;
        table.quality[cell] = Number.NaN;
      }
      if (!isAnswered(table.status[cell]!)) continue;
      const output = Math.max(drawn, visibleTokens, 1);
      const input = Math.min(tokens, model.contextTokens!);
      table.inputTokens[cell] = input;
      table.cachedInputTokens[cell] = cached;
      table.outputTokens[cell] = output;
      table.latencyMs[cell] = latency;
      table.costUsd[cell] = costAt(model.price, input, output, cached);
    }
  }
}
