import { countTokens } from '../../harness/count-tokens.ts';
import { responseText } from './routerbench-cells.ts';

/** Counting takes about a second per 5 MB of text. */
const COUNTED_BYTES = 32 << 20;

/** Every how many rows answers are counted, so that a file of any size is done within seconds. */
export function countingStride(fileBytes: number): number {
  return Math.max(1, Math.ceil(fileBytes / COUNTED_BYTES));
}

/** Collects the answers of a table row by row and tells their lengths in tokens. */
export interface AnswerTokens {
  /** The next answer of model `m`; undefined where there is no text. Returns whether the answer is empty. */
  add(m: number, answer: unknown): boolean;
  /** Output tokens, row-major, NaN where there was no text. */
  tokens(): Float64Array;
}

/**
 * Answers of each `stride`-th row are counted; the others are taken from their length in characters and the tokens
 * per character of the same model's counted answers.
 */
export function answerTokens(models: number, stride: number): AnswerTokens {
  const lengths: number[] = [];
  const counted: number[] = [];
  return {
    add(m, answer) {
      const row = Math.floor(lengths.length / models);
      if (lengths.length % models !== m) throw new Error('answers must be added in row-major order');
      const text = responseText(answer);
      lengths.push(text?.length ?? Number.NaN);
      counted.push(text !== undefined && row % stride === 0 ? countTokens(text) : Number.NaN);
      return text === '';
    },
    tokens() {
      const ratios = tokensPerCharacter(models, lengths, counted);
      return Float64Array.from(counted, (tokens, i) =>
        Number.isNaN(tokens) ? Math.round(lengths[i]! * ratios[i % models]!) : tokens,
      );
    },
  };
}

function tokensPerCharacter(models: number, lengths: readonly number[], counted: readonly number[]): Float64Array {
  const tokens = new Float64Array(models);
  const characters = new Float64Array(models);
  counted.forEach((count, i) => {
    if (Number.isNaN(count)) return;
    tokens[i % models]! += count;
    characters[i % models]! += lengths[i]!;
  });
  return tokens.map((total, m) => (characters[m] === 0 ? 0 : total / characters[m]!));
}
