import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { readNative } from './native/read-native.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';
import { validateDataset } from './validate.ts';

const CARD = {
  format: 'signalbox/dataset',
  version: 1,
  name: 'toy',
  title: 'Toy',
  models: [{ id: 'small' }, { id: 'big', price: { inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 2 } }],
};
const EXAMPLES = ['{"id":"a","prompt":"hi"}', '{"id":"b","prompt":"ho"}'];
const OUTCOMES = [
  '{"example":"a","model":"small","quality":1,"costUsd":0.5}',
  '{"example":"a","model":"big","quality":0,"inputTokens":1000000,"outputTokens":500000}',
  '{"example":"b","model":"small","quality":0.5,"costUsd":0.25}',
  '{"example":"b","model":"big","quality":1,"costUsd":1}',
];

describe('a native dataset that is broken', () => {
  const folder = temporaryFolder();
  const write = async (parts: { card?: unknown; examples?: string[]; outcomes?: string[] }) => {
    const { card = CARD, examples = EXAMPLES, outcomes = OUTCOMES } = parts;
    await writeFile(join(folder(), 'card.json'), typeof card === 'string' ? card : JSON.stringify(card));
    await writeFile(join(folder(), 'examples.jsonl'), examples.join('\n'));
    await writeFile(join(folder(), 'outcomes.jsonl'), outcomes.join('\n'));
  };
  const message = async () => {
    const error = await readNative(folder()).then(
      () => new Error('it was read'),
      (thrown: Error) => thrown,
    );
    expect(error.name).toBe('BenchError');
    return error.message.replaceAll(`${folder()}/`, '');
  };
  const withOutcome = (line: string) => write({ outcomes: [...OUTCOMES.slice(0, 3), line] });

  beforeEach(() => write({}));

  it('is read when nothing is broken, costs computed from tokens and the price of the card', async () => {
    const { table } = await readNative(folder());
    expect([...table.costUsd]).toEqual([0.5, 2, 0.25, 1]);
  });

  it('names the row of an id that stands twice', async () => {
    await write({ examples: [...EXAMPLES, '{"id":"a","prompt":"again"}'] });
    expect(await message()).toBe('examples.jsonl, row 3, field "id": the id "a" stands twice');
  });

  it('names the row of a second outcome for one example and model', async () => {
    await write({ outcomes: [...OUTCOMES, OUTCOMES[0]!] });
    expect(await message()).toBe('outcomes.jsonl, row 5, field "model": "small" has two outcomes for the example "a"');
  });

  it('names a model that the card lacks, and the one that was probably meant', async () => {
    await withOutcome('{"example":"b","model":"bigg","quality":1,"costUsd":1}');
    expect(await message()).toBe(
      'outcomes.jsonl, row 4, field "model": "bigg" is not in the card (did you mean "big"?)',
    );
  });

  it('names an example that does not exist', async () => {
    await withOutcome('{"example":"zzz","model":"big","quality":1,"costUsd":1}');
    expect(await message()).toBe('outcomes.jsonl, row 4, field "example": "zzz" is not in the examples');
  });

  it('names a quality outside the scale of the card', async () => {
    await withOutcome('{"example":"b","model":"big","quality":7,"costUsd":1}');
    expect(await message()).toBe('outcomes.jsonl, row 4, field "quality": 7 is outside the scale 0..1');
    await write({ card: { ...CARD, scale: { min: 1, max: 10 } }, outcomes: OUTCOMES });
    expect(await message()).toBe('outcomes.jsonl, row 2, field "quality": 0 is outside the scale 1..10');
  });

  it.each(['costUsd', 'latencyMs', 'inputTokens', 'outputTokens', 'cachedInputTokens'])(
    'names a negative or infinite %s',
    async (field) => {
      for (const [text, shown] of [
        ['-1', '-1'],
        ['1e999', 'Infinity'],
        ['"much"', '"much"'],
      ]) {
        const rest = field === 'costUsd' ? '' : ',"costUsd":1';
        await withOutcome(`{"example":"b","model":"big","quality":1,"${field}":${text}${rest}}`);
        expect(await message()).toBe(`outcomes.jsonl, row 4, field "${field}": ${shown} is not a finite number ≥ 0`);
      }
    },
  );

  it('names a status that is none', async () => {
    await withOutcome('{"example":"b","model":"big","quality":1,"costUsd":1,"status":"fine"}');
    expect(await message()).toContain('"fine" is not one of missing, ok, refused, truncated, empty, error');
  });

  it('names a key with a typing error', async () => {
    await withOutcome('{"example":"b","model":"big","qualty":1,"costUsd":1}');
    expect(await message()).toContain(
      'row 4, field "qualty": unknown key; allowed are example, model, status, quality',
    );
  });

  it('names the line that was cut', async () => {
    await withOutcome('{"example":"b","model":"big","qua');
    expect(await message()).toContain('outcomes.jsonl, row 4: not a complete JSON object');
  });

  it('says that a file is empty', async () => {
    await write({ outcomes: [] });
    expect(await message()).toBe('outcomes.jsonl: the file is empty');
    await write({ examples: ['', '   ', ''] });
    expect(await message()).toBe('examples.jsonl: the file is empty');
  });

  it('names a model without any answered outcome', async () => {
    await write({ outcomes: OUTCOMES.filter((line) => line.includes('small')) });
    expect(await message()).toBe('outcomes.jsonl, field "model": the model "big" has no answered outcome at all');
  });

  it('names a model that has neither a price nor a cost', async () => {
    await write({ outcomes: ['{"example":"a","model":"small","quality":1,"inputTokens":3,"outputTokens":1}'] });
    expect(await message()).toContain('field "costUsd": the model "small" has no price in the card');
  });

  it('says that there are neither tokens nor a cost', async () => {
    await withOutcome('{"example":"b","model":"big","quality":1}');
    expect(await message()).toContain('row 4, field "costUsd": is absent, and so is inputTokens or outputTokens');
  });

  it('takes a provider error for missing and never for quality 0 or cost 0', async () => {
    await withOutcome('{"example":"b","model":"big","status":"error","errorCode":429,"quality":0,"costUsd":0}');
    const { table, notes } = await readNative(folder());
    expect([table.status[3], table.quality[3], table.costUsd[3]]).toEqual([5, Number.NaN, Number.NaN]);
    expect(notes).toEqual(['1 of 4 outcomes were not answered (missing or provider error)']);
  });

  it('refuses keys that reach a prototype, wherever they stand', async () => {
    await write({ examples: ['{"id":"a","prompt":"hi","metadata":{"__proto__":{"admin":true}}}'] });
    expect(await message()).toContain('examples.jsonl, row 1: the key "__proto__" is not allowed');
    await write({ card: '{"format":"signalbox/dataset","constructor":1}' });
    expect(await message()).toContain('card.json: the key "constructor" is not allowed');
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('names what is wrong in the card', async () => {
    await write({ card: { ...CARD, scale: { min: 1, max: 1 } } });
    expect(await message()).toBe('card.json, field "scale": min is below max');
    await write({ card: { ...CARD, name: '../escape' } });
    expect(await message()).toContain('card.json, field "name": kebab-case is expected');
    await write({ card: { ...CARD, models: [{ id: 'x' }, { id: 'x' }] } });
    expect(await message()).toBe('card.json, field "models": two models have the same id');
    await write({ card: '{"format":' });
    expect(await message()).toContain('card.json: not JSON');
  });

  it('grades responses of outcomes without quality, and says where that is not possible', async () => {
    await write({
      examples: ['{"id":"a","prompt":"2+2?","grading":{"grader":"numeric","reference":4}}', EXAMPLES[1]!],
      outcomes: ['{"example":"a","model":"small","response":"4","costUsd":1}', ...OUTCOMES.slice(1)],
    });
    const responses: unknown[] = [];
    const { table } = await readNative(folder(), { onResponse: (...all) => responses.push(all) });
    expect(table.quality[0]).toBe(1);
    expect(responses).toEqual([[0, 0, '4']]);
    await withOutcome('{"example":"b","model":"big","response":"4","costUsd":1}');
    expect(await message()).toContain(
      'row 4, field "quality": an answered outcome has no quality, and the example "b" no grading',
    );
  });

  it('collects every problem when it is validated', async () => {
    await write({
      examples: [...EXAMPLES, '{"id":"a","prompt":"again"}', '{"id":"c"}'],
      outcomes: [...OUTCOMES, '{"example":"b","model":"other"}', '{"exa'],
    });
    const problems = await validateDataset(folder());
    expect(problems.map(({ row, field }) => [row, field])).toEqual([
      [3, 'id'],
      [4, 'prompt'],
      [5, 'model'],
      [6, undefined],
    ]);
  });

  it('stops collecting at a thousand problems', async () => {
    await write({ examples: Array.from({ length: 3000 }, () => '{"id":') });
    expect(await validateDataset(folder())).toHaveLength(1000);
  });

  it('refuses lines, files and gzip bombs beyond a limit', async () => {
    const refusal = (limits: object) =>
      readNative(folder(), { limits }).then(
        () => 'it was read',
        (error: Error) => error.message,
      );
    expect(await refusal({ maxLineBytes: 20 })).toContain('examples.jsonl, row 1: the line is longer than 20 bytes');
    expect(await refusal({ maxFileBytes: 20 })).toContain('examples.jsonl: too large: 49 bytes');
    await writeFile(join(folder(), 'outcomes.jsonl.gz'), gzipSync(`${' '.repeat(5e6)}\n`.repeat(4)));
    expect(await refusal({})).toContain('both outcomes.jsonl and outcomes.jsonl.gz are there');
  });
});
