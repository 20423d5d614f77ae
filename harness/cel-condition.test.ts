import { describe, expect, it } from 'vitest';
import { BenchError } from './bench-error.ts';
import { compileCondition, type MetadataTypes, metadataTypes } from './cel-condition.ts';
import { PromptFeatures } from './prompt-features.ts';
import type { RouteRequest, Scalar } from './request.ts';

const METADATA: MetadataTypes = { tier: 'string', seats: 'double', 'data-class': 'string', mixed: 'dyn', vip: 'bool' };
const tools = { countTokens: (text: string) => text.split(' ').length };

function holds(expression: string, text: string, metadata: Record<string, Scalar> = {}) {
  const request: RouteRequest = { messages: [{ role: 'user', content: text }], metadata };
  return compileCondition(expression, METADATA).test(new PromptFeatures(request, tools), metadata);
}

describe('compileCondition', () => {
  it('compares features with whole numbers as they read', () => {
    expect(holds('prompt.tokens == 3 && prompt.words + 1 > 3', 'one two three')).toBe(true);
    expect(holds('prompt.turns in [1, 2]', 'x')).toBe(true);
    expect(holds('prompt.turns != 1', 'x')).toBe(false);
  });

  it('reads metadata, also under keys that are no identifiers', () => {
    expect(
      holds('metadata.tier == "gold" && metadata["data-class"] == "public"', '', {
        tier: 'gold',
        'data-class': 'public',
      }),
    ).toBe(true);
    expect(holds('metadata.mixed == 3 || metadata.mixed == "3"', '', { mixed: '3' })).toBe(true);
    expect(holds('has(metadata.vip) && metadata.vip', '', {})).toBe(false);
  });

  it('says why a condition cannot be decided', () => {
    expect(holds('metadata.seats > 3', '', {})).toEqual({ reason: 'No such key: seats' });
    expect(holds('metadata.seats > 3', '', { seats: 'many' })).toHaveProperty('reason');
    expect(holds('!(metadata.seats > 3)', '', {})).toHaveProperty('reason');
  });

  it('never reads inherited fields', () => {
    const condition = compileCondition('metadata.constructor == "x"', { constructor: 'string' } as MetadataTypes);
    const request: RouteRequest = { messages: [{ role: 'user', content: '' }], metadata: {} };
    expect(condition.test(new PromptFeatures(request, tools), {})).toHaveProperty('reason');
  });

  it.each([
    ['prompt.tokenz > 3', /No such key: tokenz[\s\S]*\^/],
    ['metadata.teir == "gold"', /No such key: teir[\s\S]*\^/],
    ['prompt.tokens > "3"', /no such overload[\s\S]*\^/],
    ['prompt.tokens', /true or false/],
    ['prompt.tokens >', /condition:/],
    ['[1, 2].exists(x, x > 1)', /exists\(\) is not available/],
    ['prompt.text.split("").size() > 1', /split\(\) is not available/],
    ['prompt.text.matches(prompt.text)', /written out/],
    ['prompt.text.matches("(")', /regex/],
    ['prompt.text.matchesInLinearTime("a")', /not available/],
    [`${'!'.repeat(9_999)}true`, /condition/],
  ])('refuses %s', (expression, message) => {
    expect(() => compileCondition(expression, METADATA)).toThrow(BenchError);
    expect(() => compileCondition(expression, METADATA)).toThrow(message);
  });

  it('matches a pattern that would hang a backtracking engine', () => {
    expect(holds('prompt.text.matches("(a+)+b$")', `${'a'.repeat(50_000)}c`)).toBe(false);
    expect(holds('(prompt.text + "!").matches("^he.*!$")', 'hello')).toBe(true);
    expect(holds('prompt.text.matches("\\\\bsum\\\\b")', 'the sum of')).toBe(true);
  });
});

describe('metadataTypes', () => {
  it('declares what occurs, and a field with values of several types as dyn', () => {
    const request = (metadata: Record<string, Scalar>): RouteRequest => ({ messages: [], metadata });
    expect(metadataTypes([request({ b: 1, a: 'x' }), request({ b: true, c: false })])).toEqual({
      a: 'string',
      b: 'dyn',
      c: 'bool',
    });
  });
});

describe('PromptFeatures', () => {
  const features = (text: string) =>
    new PromptFeatures({ messages: [{ role: 'user', content: text }], metadata: {} }, tools);

  it.each([
    ['```\nx\n```', true],
    ['def f(x):\n  return x + 1', true],
    ['const a = 1;\nconst b = 2;', true],
    ['Write a poem about the sea.\nMake it short.', false],
    ['What is the class of 1990?', false],
    ['', false],
  ])('tells code from prose: %j', (text, code) => {
    expect(features(text).code).toBe(code);
  });

  it('counts words, questions and turns', () => {
    expect(features('  one two\n three ').words).toBe(3);
    expect(features('Really?! Why?? 何？').questions).toBe(3);
    expect(features('x').turns).toBe(1);
  });

  it('names the language', () => {
    expect(features('The quick brown fox jumps over the lazy dog and runs away from it').language).toBe('eng');
    expect(features('Wie lange dauert es, bis die Lieferung bei mir zu Hause ankommt?').language).toBe('deu');
    expect(features('').language).toBe('und');
  });

  it('counts tokens only when asked, and once', () => {
    let calls = 0;
    const request: RouteRequest = { messages: [{ role: 'user', content: 'a b' }], metadata: {} };
    const prompt = new PromptFeatures(request, { countTokens: () => ++calls });
    expect(prompt.words).toBe(2);
    expect(calls).toBe(0);
    expect(prompt.tokens + prompt.tokens).toBe(2);
  });
});
