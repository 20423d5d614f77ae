import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import { countTokens } from '../../harness/count-tokens.ts';
import type { Dataset, DatasetSource, LoadOptions } from '../../harness/dataset.ts';
import { contaminatedPrompts, leftOutNote } from './contaminated-prompts.ts';
import { MODEL_IDS } from './models.ts';
import { type Judgement, judgementsIn } from './mt-bench-judgements.ts';
import { type Question, questionsIn } from './mt-bench-questions.ts';
import { type RouteLlmOptions, routeLlmDataset, routeLlmFolder } from './routellm-dataset.ts';
import type { GradedPrompt } from './two-model-table.ts';

/** Judges score from 1 to 10. */
export const MT_BENCH_SCALE = { min: 1, max: 10 } as const;

/**
 * MT-Bench as RouteLLM evaluates it: 72 conversations of two turns, scored by GPT-4. A conversation is routed once, by
 * its first question, and stays with its model: quality is the mean over both turns, tokens and cost cover both.
 */
export function routeLlmMtBench(options: RouteLlmOptions = {}): DatasetSource {
  const name = 'routellm-mt-bench';
  return { name, load: async (load = {}) => loadMtBench(name, routeLlmFolder(options), load) };
}

async function loadMtBench(name: string, folder: string, { onProgress }: LoadOptions): Promise<Dataset> {
  const leftOut = await contaminatedPrompts(join(folder, 'mt_bench_contaminated_prompts.jsonl'));
  onProgress?.(0, name);
  const questions = await questionsIn(join(folder, 'mt_bench_question.jsonl'));
  const file = join(folder, 'mt_bench_judgements.jsonl');
  const judgements = await judgementsIn(file, questions);
  // RouteLLM leaves a conversation out when either of its questions is contaminated.
  const kept = [...questions.values()].filter(({ turns }) => !turns.some((turn) => leftOut.has(turn)));
  const prompts = kept.map((question) => conversationOf(file, question, judgements));
  const dataset = routeLlmDataset(folder, prompts, {
    card: {
      name,
      title: 'RouteLLM: MT-Bench',
      description: 'Scores of GPT-4-1106 and Mixtral-8x7B in conversations of two turns; task = category.',
      scale: MT_BENCH_SCALE,
    },
    estimates: ['token counts: o200k tokenizer on questions and responses of both turns'],
    notes: [
      leftOutNote(kept.length, questions.size),
      'a conversation is routed by its first question; its quality is the mean over both turns, its cost their sum',
    ],
  });
  return {
    ...dataset,
    async readAnswers(onAnswer) {
      kept.forEach((question, i) => {
        MODEL_IDS.forEach((model, m) => {
          onAnswer(i, m, conversationText(question, model, judgements));
        });
      });
    },
  };
}

/** Both answers, with the second question between them. */
function conversationText({ id, turns }: Question, model: string, judgements: ReadonlyMap<string, Judgement>): string {
  const [first, second] = ([1, 2] as const).map((turn) => judgements.get(`${id}/${model}/${turn}`)!.answer);
  return `${first}\n\n[second turn: ${turns[1]}]\n\n${second}`;
}

function conversationOf(file: string, question: Question, judgements: ReadonlyMap<string, Judgement>): GradedPrompt {
  const [first, second] = question.turns;
  const byModel = MODEL_IDS.map((model) =>
    ([1, 2] as const).map((turn) => judgementOf(file, judgements, question.id, model, turn)),
  );
  const firstTokens = countTokens(first);
  const secondTokens = countTokens(second);
  return {
    id: `mt-bench/${question.id}`,
    task: question.category,
    prompt: first,
    quality: byModel.map((turns) => toUnit(mean(turns.map(({ score }) => score)))),
    // The second turn sends the first question and its answer again.
    inputTokens: byModel.map((turns) => 2 * firstTokens + countTokens(turns[0]!.answer) + secondTokens),
    outputTokens: byModel.map((turns) => turns.reduce((sum, { answer }) => sum + countTokens(answer), 0)),
  };
}

function judgementOf(
  file: string,
  judgements: ReadonlyMap<string, Judgement>,
  question: number,
  model: string,
  turn: number,
): Judgement {
  const judgement = judgements.get(`${question}/${model}/${turn}`);
  if (judgement !== undefined) return judgement;
  throw new BenchError(`${file} holds no judgement of question ${question}, turn ${turn}, by ${model}`);
}

function toUnit(score: number): number {
  return (score - MT_BENCH_SCALE.min) / (MT_BENCH_SCALE.max - MT_BENCH_SCALE.min);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
