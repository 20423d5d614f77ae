import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BenchError } from '../../harness/bench-error.ts';
import { takeModels, takeRows } from '../../harness/outcome-table.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import type { NativeCardInput } from './native-card.ts';
import { readNative } from './read-native.ts';
import { fromCompletion } from './read-responses.ts';
import { writeNative } from './write-native.ts';

const KEY = 'ab'.repeat(32);
const price = (input: number, output: number) => ({
  inputUsdPerMillionTokens: input,
  outputUsdPerMillionTokens: output,
});
const CARD: NativeCardInput = {
  format: 'signalbox/dataset',
  version: 2,
  name: 'toy',
  title: 'Toy',
  models: [
    { id: 'small', price: price(1, 2) },
    { id: 'large', price: price(10, 20) },
  ],
  signals: { judge: { asked: { id: 'judge', price: price(100, 200) } }, agreement: {} },
};
const EXAMPLES = ['a', 'b'].map((id) => ({
  id,
  task: 'toy',
  request: { messages: [{ role: 'user' as const, content: id }], metadata: {} },
}));
const OUTCOMES = EXAMPLES.flatMap(({ id }) =>
  ['small', 'large'].map((model) => ({ example: id, model, quality: 1, inputTokens: 5, outputTokens: 5 })),
);
const SIGNALS = [
  { example: 'a', model: 'small', signal: 'judge', value: 0.75, inputTokens: 10, outputTokens: 2, latencyMs: 9 },
  { example: 'b', model: 'large', signal: 'judge', inputTokens: 10, outputTokens: 2 },
  { example: 'b', model: 'large', signal: 'agreement', value: 0.5, inputTokens: 7, outputTokens: 3 },
  { example: 'b', model: 'small', signal: 'agreement', value: 1, costUsd: 0.25 },
];
const ANSWER = {
  status: 'ok',
  text: '{"class":"toy"}',
  servedModel: 'reader',
  inputTokens: 40,
  cachedInputTokens: null,
  outputTokens: 4,
  latencyMs: 300,
  errorCode: null,
} as const;

describe('what was recorded for routers', () => {
  const folder = temporaryFolder();
  const toy = (name: string) => join(folder(), name);
  const write = (name: string) =>
    writeNative(toy(name), {
      card: CARD,
      examples: EXAMPLES,
      outcomes: OUTCOMES,
      signals: SIGNALS,
      responses: [fromCompletion(KEY, ANSWER)],
    });

  it('comes back as it was written: signals priced by who is asked, answers by key', async () => {
    await write('whole');
    const { table, responses } = await readNative(toy('whole'));
    const judge = table.signals.get('judge')!;
    expect([...judge.values]).toEqual([0.75, Number.NaN, Number.NaN, Number.NaN]);
    expect(judge.costUsd[0]).toBeCloseTo((10 * 100 + 2 * 200) / 1e6, 15);
    // Asked for, and no verdict came: paid all the same.
    expect(judge.costUsd[3]).toBe(judge.costUsd[0]);
    const agreement = table.signals.get('agreement')!;
    expect(agreement.costUsd[3]).toBeCloseTo((7 * 10 + 3 * 20) / 1e6, 15);
    expect(agreement.costUsd[2]).toBe(0.25);
    expect(responses).toEqual(new Map([[KEY, ANSWER]]));
  });

  it('follows the rows and models that are taken, and is part of the fingerprint', async () => {
    await write('taken');
    const { table, fingerprint } = await readNative(toy('taken'));
    const part = takeModels(takeRows(table, [1, 0]), [1]);
    expect([...part.signals.get('agreement')!.values]).toEqual([0.5, Number.NaN]);
    await writeNative(toy('other'), {
      card: CARD,
      examples: EXAMPLES,
      outcomes: OUTCOMES,
      signals: [{ ...SIGNALS[0]!, value: 0.7 }, ...SIGNALS.slice(1)],
    });
    const other = await readNative(toy('other'));
    expect(other.fingerprint).not.toBe(fingerprint);
    expect(other.responses).toBeUndefined();
  });

  it.each([
    [
      'signals.jsonl',
      { ...SIGNALS[0], model: 'huge' },
      /signals\.jsonl, row 1, field "model": the card has no model "huge"/,
    ],
    ['signals.jsonl', { ...SIGNALS[0], example: 'z' }, /field "example": no example has the id "z"/],
    ['signals.jsonl', { ...SIGNALS[0], signal: 'vibes' }, /field "signal": the card declares no signal "vibes"/],
    ['signals.jsonl', { ...SIGNALS[0], value: 1.5 }, /field "value"/],
    ['signals.jsonl', { ...SIGNALS[0], quality: 1 }, /quality/],
    ['responses.jsonl', { key: 'abc', latencyMs: 1 }, /field "key": a SHA-256 in hex/],
    ['responses.jsonl', { key: KEY, latencyMs: -1 }, /field "latencyMs"/],
  ])('names what is wrong in %s: %j', async (file, row, message) => {
    await write('broken');
    writeFileSync(join(toy('broken'), file), `${JSON.stringify(row)}\n`);
    const reading = readNative(toy('broken'));
    await expect(reading).rejects.toThrow(BenchError);
    await expect(reading).rejects.toThrow(message);
  });

  it('refuses a row that stands twice, and a card that declares signals without a file', async () => {
    await write('twice');
    const twice = `${JSON.stringify(SIGNALS[0])}\n`.repeat(2);
    writeFileSync(join(toy('twice'), 'signals.jsonl'), twice);
    await expect(readNative(toy('twice'))).rejects.toThrow(/row 2.*stands twice/);
    mkdirSync(toy('bare'));
    await writeNative(toy('bare'), { card: CARD, examples: EXAMPLES, outcomes: OUTCOMES });
    await expect(readNative(toy('bare'))).rejects.toThrow(/signals\.jsonl: there is no such file/);
  });
});
