import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { costAt } from '../model.ts';
import { priceBook } from './price-book.ts';
import { type PriceFile, priceOn, readPriceFile } from './price-file.ts';

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
        hint: expect.stringContaining('"house-model-7": [{ "from":'),
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

  // Google's list price of Gemini 2.5 Pro: 1.25 / 10 up to 200,000 input tokens, 2.50 / 15 above, as in genai-prices.
  it('knows the rates of long prompts, which hold for the whole request', () => {
    const price = priceBook({ asOf: '2026-01-01' }).priceOf('gemini-2.5-pro');
    expect(price).toMatchObject({ inputUsdPerMillionTokens: 1.25, outputUsdPerMillionTokens: 10 });
    expect(price.tiers).toEqual([
      {
        aboveInputTokens: 200_000,
        inputUsdPerMillionTokens: 2.5,
        cachedInputUsdPerMillionTokens: 0.25,
        outputUsdPerMillionTokens: 15,
      },
    ]);
    expect(costAt(price, 200_000, 1000)).toBeCloseTo(0.25 + 0.01, 12);
    expect(costAt(price, 200_001, 1000, 1)).toBeCloseTo((200_000 * 2.5 + 0.25 + 15_000) / 1e6, 12);
  });

  // The library dates the cut of o3 from 10 / 40 to 2 / 8 at 2025-06-10.
  it('knows what a model of the library cost on another day', () => {
    expect(priceBook({ asOf: '2025-06-01' }).priceOf('o3')).toMatchObject({ inputUsdPerMillionTokens: 10 });
    expect(priceBook({ asOf: '2025-06-11' }).priceOf('o3')).toMatchObject({ inputUsdPerMillionTokens: 2 });
  });

  const dated: PriceFile = {
    schema: 'signalbox/prices',
    version: 2,
    prices: {
      own: [
        { from: '2026-06-01', input: 2, output: 4 },
        { from: '2026-01-01', input: 10, output: 20, batchInput: 5, batchOutput: 10 },
      ],
    },
  };

  it.each([
    ['2026-01-01', 10, '2026-01-01'],
    ['2026-05-31', 10, '2026-01-01'],
    ['2026-06-01', 2, '2026-06-01'],
    ['2030-01-01', 2, '2026-06-01'],
  ])('takes the price of a file that holds on %s', (asOf, input, from) => {
    const price = priceBook({ asOf, overrides: [dated] }).priceOf('own');
    expect(price).toMatchObject({ inputUsdPerMillionTokens: input, asOf: from, source: 'override' });
  });

  it('names the model and the dates that are known, when all of them are later', () => {
    expect(() => priceBook({ asOf: '2025-12-31', overrides: [dated] }).priceOf('own')).toThrow(
      expect.objectContaining({
        message: 'the price file has no price for the model "own" on 2025-12-31',
        hint: 'It knows prices from 2026-01-01, 2026-06-01.',
      }),
    );
  });

  it('gives batch prices when asked to, and names a model that has none', () => {
    const january = priceBook({ asOf: '2026-02-01', overrides: [dated], batch: true });
    expect(january.priceOf('own')).toEqual({
      usdPerRequest: 0,
      inputUsdPerMillionTokens: 5,
      outputUsdPerMillionTokens: 10,
      asOf: '2026-01-01',
      source: 'override',
    });
    const june = priceBook({ asOf: '2026-06-01', overrides: [dated], batch: true });
    expect(june.find('own')).toBeUndefined();
    expect(() => june.priceOf('own')).toThrow('no batch price is known for the model "own"');
    expect(() => june.priceOf('house-model-7')).toThrow('no price is known for the model "house-model-7"');
  });

  it.each(['yesterday', '2026-02-30', '2026-1-1'])('refuses the date %s', (asOf) => {
    expect(() => priceBook({ asOf })).toThrow(`"${asOf}" is not an ISO date`);
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

  const asVersion2 = (...entries: object[]) =>
    file(JSON.stringify({ schema: 'signalbox/prices', version: 2, prices: { a: entries } }));

  it('reads dated prices with tiers, fees, cached and batch rates', () => {
    const entry = {
      from: '2026-01-31',
      input: 1,
      output: 2,
      cachedInput: 0.1,
      batchInput: 0.5,
      batchOutput: 1,
      perRequest: 0.01,
      tiers: [{ aboveInputTokens: 1000, input: 2, output: 3, cachedInput: 0.2, batchInput: 1, batchOutput: 1.5 }],
    };
    expect(priceOn(readPriceFile(asVersion2(entry)), 'a', '2026-02-01')).toEqual({
      usdPerRequest: 0.01,
      inputUsdPerMillionTokens: 1,
      cachedInputUsdPerMillionTokens: 0.1,
      outputUsdPerMillionTokens: 2,
      tiers: [
        {
          aboveInputTokens: 1000,
          inputUsdPerMillionTokens: 2,
          cachedInputUsdPerMillionTokens: 0.2,
          outputUsdPerMillionTokens: 3,
          batch: { inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 1.5 },
        },
      ],
      batch: { inputUsdPerMillionTokens: 0.5, outputUsdPerMillionTokens: 1 },
      asOf: '2026-01-31',
      source: 'override',
    });
  });

  const from = '2026-01-31';
  const tier = { aboveInputTokens: 10, input: 1, output: 1 };
  it.each<[string, () => string, RegExp]>([
    [
      'two prices from one date',
      () => asVersion2({ from, input: 1, output: 1 }, { from, input: 2, output: 2 }),
      /date/,
    ],
    ['no price at all', () => asVersion2(), /prices\.a/],
    ['a date that is none', () => asVersion2({ from: '2026-02-30', input: 1, output: 1 }), /prices\.a\[0\]\.from/],
    [
      'half a batch price',
      () => asVersion2({ from, input: 1, output: 1, batchInput: 1 }),
      /batchInput and batchOutput/,
    ],
    ['tiers out of order', () => asVersion2({ from, input: 1, output: 1, tiers: [tier, tier] }), /bounds .* rise/],
    ['an unknown rate', () => asVersion2({ from, input: 1, output: 1, cached: 1 }), /cached/],
    ['a newer version', () => file('{"schema":"signalbox/prices","version":3,"prices":{}}'), /version/],
    ['no object', () => file('[]'), /expected object/],
  ])('refuses %s', (_, path, message) => {
    expect(() => readPriceFile(path())).toThrow(message);
  });
});
