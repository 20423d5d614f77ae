import { describe, expect, it } from 'vitest';
import { countTokens } from '../../harness/count-tokens.ts';
import { answerTokens, countingStride } from './answer-tokens.ts';

describe('answerTokens', () => {
  it('counts every answer at stride 1, and says which are empty', () => {
    const answers = answerTokens(2, 1);
    expect(answers.add(0, "['hello world']")).toBe(false);
    expect(answers.add(1, "['']")).toBe(true);
    expect(answers.add(0, 'plain text')).toBe(false);
    expect(answers.add(1, undefined)).toBe(false);
    expect(answers.tokens()).toEqual(Float64Array.of(2, 0, 2, Number.NaN));
  });

  it('estimates the answers in between from their length and the same model’s ratio', () => {
    const answers = answerTokens(1, 2);
    const counted = 'The answer is forty-two, as everybody knows.';
    answers.add(0, counted);
    answers.add(0, counted.repeat(10));
    expect(answers.tokens()).toEqual(Float64Array.of(countTokens(counted), 10 * countTokens(counted)));
  });

  it('counts all answers of a small file and some of a large one', () => {
    expect(countingStride(2_000_000)).toBe(1);
    expect(countingStride(442_000_000)).toBe(14);
  });
});
