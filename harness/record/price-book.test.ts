import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { costAt } from '../model.ts';
import { priceBook } from './price-book.ts';
import { readPriceFile } from './price-file.ts';

describe('priceBook', () => {
  // OpenAI's list price since August 2024, as recorded in genai-prices.
  it('knows the list price of a public model, with the date it was looked up for', () => {
    expect(priceBook().priceOf('gpt-4o-mini-2024-07-18')).toEqual({
      usdPerRequest: 0,
      inputUsdPerMillionTokens: 0.15,
      cachedInputUsdPerMillionTokens: 0.075,
      outputUsdPerMillionTokens: 0.6,
      asOf: '2026-09-23',
      source: 'price-book',
    });
    expect(priceBook().contextTokensOf('gpt-4o')).toBe(128_000);
  });

  it('finds a model under provider/model', () => {
    const { priceOf } = priceBook();
    expect(priceOf('openai/gpt-4o')).toEqual(priceOf('gpt-4o'));
  });

  it('names a model that nobody knows, and says how to give its price', () => {
    const { priceOf, find } = priceBook();
    expect(find('house-model-7')).toBeUndefined();
    expect(() => priceOf('house-model-7')).toThrow(
      expect.objectContaining({
        message: 'no price is known for the model "house-model-7"',
        hint: expect.stringContaining('"house-model-7": [input, output]'),
      }),
    );
    expect(find('__proto__')).toBeUndefined();
  });

  it('lets override files win, the first of them first', () => {
    const first = { asOf: '2026-01-31', prices: { 'gpt-4o': [1, 2] as [number, number] } };
    const second = {
      asOf: '2025-01-31',
      prices: {
        'gpt-4o': [5, 5] as [number, number],
        own: { input: 1, output: 2, cachedInput: 0.5, perRequest: 0.01 },
      },
    };
    const { priceOf } = priceBook({ overrides: [first, second] });
    expect(priceOf('gpt-4o')).toMatchObject({ inputUsdPerMillionTokens: 1, asOf: '2026-01-31', source: 'override' });
    expect(costAt(priceOf('own'), 1e6, 1e6, 4e5)).toBeCloseTo(0.01 + 0.6 + 0.2 + 2, 12);
  });

  it('refuses a date that is none', () => {
    expect(() => priceBook({ asOf: 'yesterday' })).toThrow('"yesterday" is not an ISO date');
  });
});

describe('readPriceFile', () => {
  const file = (content: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'signalbox-prices-')), 'prices.json');
    writeFileSync(path, content);
    return path;
  };

  it('reads prices as pairs or in full', () => {
    const prices = { a: [1, 2], b: { input: 1, output: 2, cachedInput: 0.1 } };
    expect(readPriceFile(file(JSON.stringify({ note: 'ours', asOf: '2026-01-31', prices }))).prices).toEqual(prices);
  });

  it('names the file and the field of what it does not understand', () => {
    expect(() => readPriceFile(file('{"asOf":"2026-01-31","prices":{"a":[1,-2]}}'))).toThrow(
      /prices\.json: [\s\S]*prices\.a/,
    );
    expect(() => readPriceFile(file('{"asOf":"soon","prices":{}}'))).toThrow(/asOf/);
    expect(() => readPriceFile(file('{"asOf":'))).toThrow(/prices\.json: not a price file/);
    expect(() => readPriceFile('/nowhere/prices.json')).toThrow(/nowhere\/prices\.json: not a price file/);
  });
});
