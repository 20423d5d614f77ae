import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { lastUserText } from '../../harness/request.ts';
import { readSide } from './drift-side.ts';

const folder = temporaryFolder();

function jsonl(name: string, rows: readonly unknown[]): string {
  const file = join(folder(), name);
  writeFileSync(file, rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
  return file;
}

const user = (content: string) => [{ role: 'user', content }];

describe('a side of a comparison', () => {
  it('is a log where rows have requests, however they are written, and rows without one are counted', async () => {
    const file = jsonl('my-log.jsonl', [
      { schema: 'x/decision', request: { messages: user('one'), metadata: { tier: 'pro', odd: [1] } }, model: 'small' },
      {
        messages: [{ role: 'system', content: 'be brief' }, ...user('two')],
        session: { id: 's', turn: 3 },
        costUsd: 1,
      },
      { prompt: 'three', metadata: { tier: 'free' }, response: 'answer' },
      { note: 'nothing was asked here' },
      { prompt: ' \n' },
    ]);
    const { kind, name, table, notes } = await readSide(file);
    expect({ kind, name }).toEqual({ kind: 'log', name: 'my-log' });
    expect(table.examples.map(({ request }) => lastUserText(request))).toEqual(['one', 'two', 'three']);
    expect(table.examples.map(({ request }) => request.metadata)).toEqual([{ tier: 'pro' }, {}, { tier: 'free' }]);
    expect(table.examples[1]!.request.session).toEqual({ id: 's', turn: 3 });
    expect(table.models).toEqual([]);
    expect(notes).toEqual(['my-log: 1 rows without a request left out', 'my-log: 1 blank prompts left out']);
  });

  it('is a dataset where rows have grades', async () => {
    const file = jsonl('table.jsonl', [{ id: 'a', prompt: 'one', model: 'small', quality: 1, cost: 0.1 }]);
    expect(await readSide(file)).toMatchObject({ kind: 'dataset', table: { models: [{ id: 'small' }] } });
  });

  it.each<[string, readonly unknown[], RegExp]>([
    ['no request in any row', [{ request: { messages: [] } }, { request: {} }], /no row has a request/],
    ['a line that is cut', [{ prompt: 'a' }, '{"prompt": "b'], /row 2: not a complete JSON object/],
    ['a key that alters every object', ['{"prompt": "a", "__proto__": {"x": 1}}'], /"__proto__" is not allowed/],
    ['blank prompts only', [{ prompt: '' }, { prompt: ' ' }], /no prompt that is not blank/],
    ['nothing', [], /is empty/],
  ])('refuses %s', async (_, rows, message) => {
    await expect(readSide(jsonl('bad.jsonl', rows))).rejects.toThrow(message);
  });

  it('refuses what is not there', async () => {
    await expect(readSide('zeroevl')).rejects.toThrow(/no dataset "zeroevl"/);
    await expect(readSide(join(folder(), 'none.jsonl'))).rejects.toThrow(/no such file/);
  });
});
