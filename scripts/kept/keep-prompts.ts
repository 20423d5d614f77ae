import { type CutText, cutText, textOf } from '../../harness/cut-text.ts';
import type { ReadAnswers } from '../../harness/dataset.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { ModelId } from '../../harness/model.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { PromptTexts } from '../../reports/disagreements/test-decisions.ts';
import { MOST_PROMPTS, writePrompts } from './prompts-file.ts';

const LONGEST_TEXT = 2000;
/** Characters of all prompts and answers together. */
const MOST_CHARACTERS = 64 * 2 ** 20;
const MOST_REASONS = 3;
const LONGEST_REASON = 240;

export interface PromptsToKeep {
  readonly input: EvaluationInput;
  /** The dataset's, whose cells are rows and models of `sourceRows` and `sourceModels`. */
  readonly readAnswers: ReadAnswers | undefined;
  /** By row of the evaluated table: the row of the dataset. */
  readonly sourceRows: ArrayLike<number>;
  readonly sourceModels: readonly ModelId[];
}

/** Writes what was said in the test prompts and why routers decided as they did, for the browser of disagreements. */
export async function keepPrompts(folder: string, kept: PromptsToKeep): Promise<void> {
  const { table, split, candidates } = kept.input;
  const rows = split.test.subarray(0, MOST_PROMPTS);
  const models = table.models.map(({ id }) => id);
  const longest = Math.min(LONGEST_TEXT, Math.floor(MOST_CHARACTERS / (rows.length * (models.length + 1))));
  const answers = await testAnswers(kept, rows, longest);
  const texts = Array.from(rows, (row, i): PromptTexts => {
    const { request } = table.examples[row]!;
    return {
      prompt: cutText(conversation(request), longest),
      metadata: request.metadata,
      answers: models.map((_, m) => answers.get(i * models.length + m) ?? null),
      reasons: candidates.map(({ assessments }) => shortReasons(assessments.test[i]!.why(), models)),
    };
  });
  await writePrompts(folder, { models, routers: candidates.map(({ name }) => name) }, texts);
}

/** The texts of answers to `rows` by cell, cut at once: of all answers of a dataset only these are ever held. */
async function testAnswers(
  { input, readAnswers, sourceRows, sourceModels }: PromptsToKeep,
  rows: Uint32Array,
  longest: number,
): Promise<ReadonlyMap<number, CutText>> {
  const answers = new Map<number, CutText>();
  const { models } = input.table;
  const place = new Map(Array.from(rows, (row, i) => [sourceRows[row]!, i]));
  const modelAt = sourceModels.map((id) => models.findIndex((model) => model.id === id));
  await readAnswers?.((example, model, text) => {
    const [i, m] = [place.get(example), modelAt[model]!];
    if (i !== undefined && m >= 0) answers.set(i * models.length + m, detached(cutText(text, longest)));
  });
  return answers;
}

/** A slice holds on to the text that it was cut from. */
function detached(text: CutText): CutText {
  if (typeof text === 'string') return text;
  return [Buffer.from(text[0], 'utf16le').toString('utf16le'), text[1]];
}

function conversation({ messages }: RouteRequest): string {
  if (messages.length === 1) return messages[0]!.content;
  return messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
}

/** The first lines and the last, which sums up. What is predicted of each model is kept as numbers. */
function shortReasons(lines: readonly string[], models: readonly ModelId[]): string[] {
  const told = lines.filter((line) => !models.some((id) => line.startsWith(`${id}: predicted quality `)));
  const few = told.length <= MOST_REASONS ? told : [...told.slice(0, MOST_REASONS - 1), told[told.length - 1]!];
  return few.map((line) => textOf(cutText(line, LONGEST_REASON)));
}
