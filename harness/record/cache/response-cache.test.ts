import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResponseQuestion, responseKey } from './response-cache.ts';

const question: ResponseQuestion = {
  provider: 'house',
  model: 'small',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is 17 % of 240?' },
  ],
  parameters: { temperature: 0, response_format: { type: 'json_schema', strict: true } },
  repetition: 0,
};

/** The same JSON with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

const parametersOf = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue());
const messagesOf = fc.array(fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.string() }));

describe('the key of a response', () => {
  it('is a SHA-256 in hex', () => {
    expect(responseKey(question)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not depend on the order of keys in the parameters', () => {
    fc.assert(
      fc.property(parametersOf, (parameters) => {
        const other = reversed(parameters) as Record<string, unknown>;
        expect(responseKey({ ...question, parameters: other })).toBe(responseKey({ ...question, parameters }));
      }),
    );
  });

  it('differs for different messages', () => {
    fc.assert(
      fc.property(messagesOf, messagesOf, (a, b) => {
        const [one, other] = [a, b].map((messages) =>
          responseKey({ ...question, messages: messages as ResponseQuestion['messages'] }),
        );
        expect(one === other).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('differs for another provider, model, parameter, repetition or order of messages', () => {
    const keys = [
      question,
      { ...question, provider: 'attic' },
      { ...question, model: 'large' },
      { ...question, parameters: { ...question.parameters, temperature: 1 } },
      { ...question, repetition: 1 },
      { ...question, messages: question.messages.toReversed() },
    ].map(responseKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
