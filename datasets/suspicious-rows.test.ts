import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isAnswered, STATUS, type StatusName } from '../harness/outcome-table.ts';
import type { NativeCardInput } from './native/native-card.ts';
import type { NativeOutcome } from './native/native-rows.ts';
import { readNative } from './native/read-native.ts';
import { writeNative } from './native/write-native.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';
import { validateDataset } from './validate.ts';

const PRICE = { inputUsdPerMillionTokens: 1, cachedInputUsdPerMillionTokens: 0.5, outputUsdPerMillionTokens: 2 };
const CARD: NativeCardInput = {
  format: 'signalbox/dataset',
  version: 2,
  name: 'toy',
  title: 'Toy',
  models: [{ id: 'small', price: PRICE }, { id: 'large' }],
};
const COUNT = 40;

/** What nobody would suspect: every number follows from the text. */
function sound(i: number): NativeOutcome {
  const [inputTokens, outputTokens] = [10 + 3 * i, 5 + 2 * i];
  const costUsd = (inputTokens + 2 * outputTokens) / 1e6;
  const response = 'word '.repeat(outputTokens);
  return {
    example: `q${i}`,
    model: 'small',
    quality: 1,
    response,
    inputTokens,
    outputTokens,
    costUsd,
    latencyMs: 100 + i,
  };
}

describe('suspicious outcomes', () => {
  const folder = temporaryFolder();
  const write = (change: (i: number) => Partial<NativeOutcome>, card = CARD) => {
    const numbers = Array.from({ length: COUNT }, (_, i) => i);
    return writeNative(folder(), {
      card,
      examples: numbers.map((i) => ({
        id: `q${i}`,
        task: 'default',
        request: {
          messages: [{ role: 'user', content: `Question ${i}: ${'word '.repeat(10 + 3 * i)}` }],
          metadata: {},
        },
      })),
      outcomes: numbers.flatMap((i) => [
        { ...sound(i), ...change(i) },
        { example: `q${i}`, model: 'large', quality: 1, costUsd: 0.01 },
      ]),
    });
  };
  const found = async () =>
    (await validateDataset(folder())).map(({ severity, field, message }) => [severity, field, message]);
  const warnings = async (change: (i: number) => Partial<NativeOutcome>) => {
    await write(change);
    return found();
  };

  it('are none where the numbers follow from the texts', async () => {
    expect(await warnings(() => ({}))).toEqual([]);
  });

  it('are free answers of a model that has a price', async () => {
    expect(await warnings((i) => (i < 3 || i > 37 ? { costUsd: 0 } : {}))).toEqual([
      ['warning', 'costUsd', '5 of 40 answers (12 %) of "small" cost 0, and the model has a price, e.g. "q0"'],
    ]);
    await write(() => ({ costUsd: 0 }), { ...CARD, models: [{ id: 'small' }, { id: 'large' }] });
    expect(await found()).toEqual([]);
    const free = { inputUsdPerMillionTokens: 0, outputUsdPerMillionTokens: 0 };
    await write(() => ({ costUsd: 0 }), { ...CARD, models: [{ id: 'small', price: free }, { id: 'large' }] });
    expect(await found()).toEqual([]);
  });

  it('are costs that are not tokens × price', async () => {
    expect(await warnings((i) => (i === 4 ? { costUsd: (sound(i).costUsd ?? 0) / 2 } : {}))).toEqual([
      [
        'warning',
        'costUsd',
        '1 of 40 answers (2 %) of "small" cost more or less than the price of the model says ' +
          '(in all 0.0000240 USD recorded, 0.0000480 USD by tokens × price), e.g. "q4"',
      ],
    ]);
    expect(await warnings((i) => ({ costUsd: (sound(i).costUsd ?? 0) * 1.009 }))).toEqual([]);
    expect(await warnings((i) => ({ cachedInputTokens: 10, costUsd: (sound(i).costUsd ?? 0) - 10 * 0.5e-6 }))).toEqual(
      [],
    );
  });

  it('are token counts that do not follow the text', async () => {
    const messages = async (change: (i: number) => Partial<NativeOutcome>) =>
      (await warnings((i) => ({ costUsd: undefined as never, ...change(i) }))).map(([, , message]) => message);
    expect(await messages(() => ({ inputTokens: 100 }))).toEqual([
      '40 of 40 answers (100 %) of "small" have 100 input tokens, although the prompts differ in length, e.g. "q0"',
    ]);
    expect(await messages((i) => (i === 0 ? {} : { outputTokens: 64 }))).toEqual([
      '39 of 40 answers (97 %) of "small" have 64 output tokens, whatever the question, e.g. "q1"',
    ]);
    expect(await messages((i) => (i < 2 ? { outputTokens: 0 } : {}))).toEqual([
      '2 of 40 answers (5 %) of "small" have 0 output tokens and are not empty, e.g. "q0"',
    ]);
    expect(await messages(() => ({ outputTokens: 1, response: 'B' }))).toEqual([]);
    expect(await messages(() => ({ outputTokens: 0, response: '', status: 'empty' }))).toEqual([]);
  });

  it('are cached tokens beyond the input, which are an error', async () => {
    const [problem] = await warnings((i) => (i === 0 ? { cachedInputTokens: 11 } : {}));
    expect(problem).toEqual([
      'error',
      'cachedInputTokens',
      '11 is more than the 10 input tokens that they are a part of',
    ]);
  });

  it('are latencies of 0, and the same one everywhere', async () => {
    expect(await warnings((i) => (i === 7 ? { latencyMs: 0 } : {}))).toEqual([
      ['warning', 'latencyMs', '1 of 40 answers (2 %) of "small" took 0 ms, e.g. "q7"'],
    ]);
    expect(await warnings(() => ({ latencyMs: 250 }))).toEqual([
      [
        'warning',
        'latencyMs',
        '40 of 40 answers (100 %) of "small" took 250 ms exactly, whatever the question, e.g. "q0"',
      ],
    ]);
  });

  it('are answers of another model than was asked; one dated version of it is none', async () => {
    expect(await warnings((i) => (i < 2 ? { servedModel: 'tiny' } : {}))).toEqual([
      [
        'warning',
        'servedModel',
        '2 of 40 answers (5 %) of "small" came from another model than was asked ("tiny" 2 times), e.g. "q0"',
      ],
    ]);
    expect(await warnings(() => ({ servedModel: 'small-2026-01-31' }))).toEqual([]);
    const twoVersions = await warnings((i) => ({ servedModel: i < 30 ? 'small-20260131' : 'small-20260228' }));
    expect(twoVersions[0]![2]).toContain('("small-20260131" 30 times, "small-20260228" 10 times)');
  });

  it('are not looked for in what was not answered', async () => {
    const status: StatusName = 'error';
    expect(await warnings((i) => (i < 9 ? { status, costUsd: 0, latencyMs: 0, outputTokens: 0 } : {}))).toEqual([]);
  });
});

describe('the name of the served model', () => {
  const folder = temporaryFolder();
  const card = { ...CARD, models: [{ id: 'small', price: PRICE }] };
  const outcome = { example: 'q', model: 'small', quality: 1, costUsd: 1, servedModel: 'tiny' };
  const write = (version: 1 | 2, row: object) =>
    writeNative(folder(), {
      card: { ...card, version },
      examples: [{ id: 'q', task: 'default', request: { messages: [{ role: 'user', content: 'hi' }], metadata: {} } }],
      outcomes: [row as NativeOutcome],
    });

  beforeEach(() => write(2, outcome));

  it('is written and read again', async () => {
    expect(JSON.parse(await readFile(join(folder(), 'outcomes.jsonl'), 'utf8'))).toEqual(outcome);
    const served: unknown[] = [];
    const { table } = await readNative(folder(), { onServedModel: (...all) => served.push(all) });
    expect(served).toEqual([[0, 0, 'tiny']]);
    expect(isAnswered(table.status[0]!) && table.status[0] === STATUS.ok).toBe(true);
  });

  it('is refused in a dataset that says it is of version 1, with what to do', async () => {
    await write(1, outcome);
    await expect(readNative(folder())).rejects.toMatchObject({
      message: expect.stringContaining('field "servedModel": unknown key'),
      hint: expect.stringContaining('since version 2'),
    });
  });

  it('is a text', async () => {
    await write(2, { ...outcome, servedModel: 7 });
    await expect(readNative(folder())).rejects.toThrow('field "servedModel": the name of a model is expected');
  });
});
