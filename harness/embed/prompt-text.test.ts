import { describe, expect, it } from 'vitest';
import type { Example } from '../outcome-table.ts';
import type { RouteRequest } from '../request.ts';
import { fitPromptText, PLAIN_PROMPT_TEXT, promptText, redactedPromptText } from './prompt-text.ts';

const INSTRUCTION = 'The following are multiple choice questions about biology.\n\n';
const CLOSING = '\n\nAnswer with a single letter only.';

function request(text: string): RouteRequest {
  return { messages: [{ role: 'user', content: text }], metadata: {} };
}

function examples(task: string, texts: readonly string[]): Example[] {
  return texts.map((text, i) => ({ id: `${task}-${i}`, task, request: request(text) }));
}

const QUESTIONS = Array.from({ length: 40 }, (_, i) => `${String.fromCharCode(65 + (i % 26))}${i} is of kind ${i}`);

describe('prompt text', () => {
  it('is the last user message, trimmed', () => {
    const messages = [
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'reply' },
      { role: 'user', content: '  second\n' },
    ] as const;
    expect(promptText({ messages, metadata: {} }, PLAIN_PROMPT_TEXT)).toBe('second');
  });

  it('leaves out the instruction and the closing line that the prompts of a task share', () => {
    const fitted = fitPromptText(
      examples(
        'mmlu',
        QUESTIONS.map((question) => INSTRUCTION + question + CLOSING),
      ),
    );
    expect(promptText(request(`${INSTRUCTION}Why is grass green?${CLOSING}`), fitted)).toBe('Why is grass green?');
  });

  it('leaves out a prefix that only a fifth of the prompts share', () => {
    const texts = QUESTIONS.map((question, i) => (i < 8 ? INSTRUCTION + question : `${i} ${question}`));
    expect(fitPromptText(examples('mixed', texts)).prefixes).toEqual([INSTRUCTION]);
  });

  it('keeps a prefix that fewer share', () => {
    const texts = QUESTIONS.map((question, i) => (i < 7 ? INSTRUCTION + question : `${i} ${question}`));
    expect(fitPromptText(examples('mixed', texts)).prefixes).toEqual([]);
  });

  it('learns a long form and the short form that it begins with, and strips the longest that fits', () => {
    const long = `${INSTRUCTION}Example: what is a leaf? An organ.\n\n`;
    const texts = QUESTIONS.map((question, i) => (i % 2 === 0 ? long : INSTRUCTION) + question);
    const fitted = fitPromptText(examples('mmlu', texts));
    expect(promptText(request(`${long}Why?`), fitted)).toBe('Why?');
    expect(promptText(request(`${INSTRUCTION}Why?`), fitted)).toBe('Why?');
  });

  it('learns nothing from a task of fewer than 20 prompts, nor from what is shorter than 20 characters', () => {
    expect(
      fitPromptText(
        examples(
          'few',
          QUESTIONS.slice(0, 19).map((q) => INSTRUCTION + q),
        ),
      ),
    ).toEqual(PLAIN_PROMPT_TEXT);
    expect(
      fitPromptText(
        examples(
          'short',
          QUESTIONS.map((q) => `Tell me: ${q}`),
        ),
      ).prefixes,
    ).toEqual([]);
  });

  it('does not split a word', () => {
    const texts = Array.from(
      { length: 30 },
      (_, i) => `Please explain to a child the word photo${'abc'[i % 3]}${i} now`,
    );
    expect(fitPromptText(examples('words', texts)).prefixes).toEqual(['Please explain to a child the word ']);
  });

  it('keeps the text where stripping would leave nothing', () => {
    const fitted = fitPromptText(
      examples(
        'mmlu',
        QUESTIONS.map((question) => INSTRUCTION + question),
      ),
    );
    expect(promptText(request(INSTRUCTION), fitted)).toBe(INSTRUCTION.trim());
  });

  it('survives a file', () => {
    const fitted = fitPromptText(
      examples(
        'mmlu',
        QUESTIONS.map((question) => INSTRUCTION + question),
      ),
    );
    expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
  });

  it('strips the same by hashes, which quote nothing', () => {
    const texts = QUESTIONS.map((question) => INSTRUCTION + question + CLOSING);
    const fitted = fitPromptText(examples('mmlu', texts));
    const redacted = redactedPromptText(fitted);
    expect(JSON.stringify(redacted)).not.toMatch(/multiple choice|single letter/);
    const others = ['', INSTRUCTION, CLOSING, INSTRUCTION.slice(0, -3), `${INSTRUCTION}\ud800 why?`, 'something else'];
    for (const text of [...texts, ...others]) {
      expect(promptText(request(text), redacted)).toBe(promptText(request(text), fitted));
    }
    expect(redactedPromptText(redacted)).toEqual(redacted);
  });

  it('keeps the head and the tail of a long prompt', () => {
    const words = Array.from({ length: 2000 }, (_, i) => `${i}`).join(' ');
    const text = promptText(request(words), PLAIN_PROMPT_TEXT);
    expect(text.startsWith('0 1 2 3')).toBe(true);
    expect(text.endsWith('1998 1999')).toBe(true);
    expect(text.length).toBeLessThan(words.length / 3);
  });
});
