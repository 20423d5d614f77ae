import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import type { NativeOutcome } from './native-rows.ts';
import { writeNative } from './write-native.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder(), name);

function write(dir: string, outcomes: Iterable<NativeOutcome> = []): Promise<void> {
  const card = {
    format: 'signalbox/dataset' as const,
    version: 2 as const,
    name: 'toy',
    title: 'Toy',
    models: [{ id: 'small' }],
  };
  return writeNative(dir, { card, examples: [], outcomes });
}

it('says which folder it cannot write, and what to do', async () => {
  writeFileSync(at('file'), 'mine');
  await expect(write(at('file'))).rejects.toMatchObject({
    name: 'BenchError',
    message: expect.stringMatching(/file: the dataset could not be written: E/),
    hint: 'Name a folder that you may write: --out FOLDER.',
  });
  expect(readFileSync(at('file'), 'utf8')).toBe('mine');
});

it('leaves what is wrong with the rows to those who gave them, and writes no card', async () => {
  const broken = (function* (): Generator<NativeOutcome> {
    yield { example: 'a', model: 'small', quality: 1 };
    throw new Error('no such row');
  })();
  await expect(write(at('toy'), broken)).rejects.toThrow('no such row');
  expect([existsSync(at('toy/card.json')), existsSync(at('toy/outcomes.jsonl'))]).toEqual([false, false]);
});
