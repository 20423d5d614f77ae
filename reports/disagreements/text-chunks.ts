import { type CutText, cutText, textOf } from '../../harness/cut-text.ts';
import { numbering } from '../../harness/numbering.ts';
import { blockText, plainText } from '../plain-text.ts';
import type { PromptTexts } from './test-decisions.ts';

export const PROMPTS_PER_CHUNK = 64;

/** How many characters are kept of a prompt, an answer and a reason, and how many reasons. */
export interface TextLevel {
  readonly prompt: number;
  readonly answer: number;
  readonly reason: number;
  readonly reasons: number;
  /** Whether answers of models that no candidate of note chose are kept as well. */
  readonly everyAnswer: boolean;
}

/** The first is what a run keeps; the last shows at least what a prompt is about. */
export const TEXT_LEVELS: readonly TextLevel[] = [
  { prompt: 2000, answer: 2000, reason: 240, reasons: 3, everyAnswer: true },
  { prompt: 1400, answer: 1000, reason: 240, reasons: 3, everyAnswer: true },
  { prompt: 1000, answer: 500, reason: 200, reasons: 3, everyAnswer: true },
  { prompt: 1000, answer: 500, reason: 200, reasons: 3, everyAnswer: false },
  { prompt: 600, answer: 300, reason: 160, reasons: 2, everyAnswer: false },
  { prompt: 400, answer: 160, reason: 120, reasons: 1, everyAnswer: false },
  { prompt: 240, answer: 80, reason: 80, reasons: 1, everyAnswer: false },
  { prompt: 140, answer: 0, reason: 0, reasons: 0, everyAnswer: false },
];

const MOST_FIELDS = 24;

/** Texts of up to 64 prompts as they stand in the page. A text that was cut is `[text, characters before]`. */
export interface TextChunk {
  readonly prompts: readonly CutText[];
  readonly metadata: readonly (readonly (readonly [string, string])[])[];
  /** By prompt and model; 0 where there is none. */
  readonly answers: readonly (readonly (CutText | 0)[])[];
  /** Lines, and by prompt and router which of them. */
  readonly lines: readonly string[];
  readonly reasons: readonly (readonly (readonly number[])[])[];
}

/**
 * @param isNotable whether the answer of a model to a prompt is kept where not every answer is
 */
export function chunkOf(
  texts: readonly PromptTexts[],
  { start, end }: { readonly start: number; readonly end: number },
  level: TextLevel,
  isNotable: (prompt: number, model: number) => boolean,
): TextChunk {
  const own = texts.slice(start, end);
  const lines = numbering();
  const short = (text: CutText, longest: number): CutText => clean(cutText(text, longest));
  return {
    prompts: own.map(({ prompt }) => short(prompt, level.prompt)),
    metadata: own.map(({ metadata }) =>
      Object.entries(metadata)
        .slice(0, MOST_FIELDS)
        .map(([key, value]) => [plainText(key, 60), plainText(String(value), 120)] as const),
    ),
    answers: own.map(({ answers }, i) =>
      answers.map((answer, model) => {
        const isKept = level.answer > 0 && (level.everyAnswer || isNotable(start + i, model));
        return answer !== null && isKept ? short(answer, level.answer) : 0;
      }),
    ),
    reasons: own.map(({ reasons }) =>
      reasons.map((of) => lastOf(of, level.reasons).map((line) => lines.of(textOf(short(line, level.reason))))),
    ),
    lines: lines.names,
  };
}

/** The last one sums up. */
function lastOf(lines: readonly string[], most: number): readonly string[] {
  return most === 0 ? [] : [...lines.slice(0, -1).slice(0, most - 1), ...lines.slice(-1)];
}

function clean(text: CutText): CutText {
  return typeof text === 'string' ? blockText(text) : [blockText(text[0]), text[1]];
}
