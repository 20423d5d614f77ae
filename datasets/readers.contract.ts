import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../harness/dataset.ts';
import { STATUS } from '../harness/outcome-table.ts';
import { openDataset } from './open-dataset.ts';
import { validateDataset } from './validate.ts';

/** One row per example and model, as a long table or `outcomes.jsonl` would hold it. */
export interface ToyRow {
  readonly id: string;
  readonly prompt: string;
  readonly task: string;
  readonly tier: string;
  readonly model: string;
  /** Absent: not answered. */
  readonly quality?: number;
  readonly costUsd?: number;
  readonly latencyMs?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** Commas, quotes, newlines, non-ASCII text, a model name with a slash, a missing answer, a quality of 0. */
export const TOY_ROWS: readonly ToyRow[] = [
  toy('a', 'Say "hi", please', 'chat', 'free', 'meta/tiny', 1, 0.25, 100),
  toy('a', 'Say "hi", please', 'chat', 'free', 'big', 0.5, 2, 900),
  toy('b', 'Zwei\nZeilen – größer', 'code', 'pro', 'meta/tiny', 0, 0.5, 110),
  toy('b', 'Zwei\nZeilen – größer', 'code', 'pro', 'big', 1, 4, 950.5),
  toy('c', '日本語 🙂', 'chat', 'pro', 'meta/tiny', 0.125, 0.125, 120),
  { id: 'c', prompt: '日本語 🙂', task: 'chat', tier: 'pro', model: 'big' },
];

function toy(
  id: string,
  prompt: string,
  task: string,
  tier: string,
  model: string,
  quality: number,
  costUsd: number,
  latencyMs: number,
): ToyRow {
  return { id, prompt, task, tier, model, quality, costUsd, latencyMs, inputTokens: 7, outputTokens: 3 };
}

/**
 * What every reader does with the same toy data, whatever file it stands in.
 *
 * @param write writes `TOY_ROWS` into a folder and returns the path to open
 */
export function readerContract(name: string, write: (folder: string) => Promise<string>): void {
  describe(`reading ${name}`, () => {
    let folder: string;
    let path: string;
    let dataset: Dataset;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'signalbox-reader-'));
      path = await write(folder);
      dataset = await openDataset(path).load();
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('keeps ids, texts and tasks to the letter', () => {
      expect(dataset.table.examples.map(({ id, task }) => [id, task])).toEqual([
        ['a', 'chat'],
        ['b', 'code'],
        ['c', 'chat'],
      ]);
      expect(dataset.table.examples.map(({ request }) => request.messages)).toEqual(
        ['Say "hi", please', 'Zwei\nZeilen – größer', '日本語 🙂'].map((content) => [{ role: 'user', content }]),
      );
    });

    it('shows routers the metadata that was named, and nothing else', () => {
      expect(dataset.table.examples.map(({ request }) => request.metadata)).toEqual(
        ['free', 'pro', 'pro'].map((tier) => ({ tier })),
      );
    });

    it('puts every outcome into its cell', () => {
      const { table } = dataset;
      expect(table.models.map(({ id }) => id)).toEqual(['meta/tiny', 'big']);
      expect([...table.quality]).toEqual([1, 0.5, 0, 1, 0.125, Number.NaN]);
      expect([...table.costUsd]).toEqual([0.25, 2, 0.5, 4, 0.125, Number.NaN]);
      expect([...table.latencyMs]).toEqual([100, 900, 110, 950.5, 120, Number.NaN]);
      expect([...table.inputTokens]).toEqual([7, 7, 7, 7, 7, Number.NaN]);
      expect([...table.outputTokens]).toEqual([3, 3, 3, 3, 3, Number.NaN]);
    });

    it('takes an answer that is not there for missing, and quality 0 for an answer', () => {
      const { ok, missing } = STATUS;
      expect([...dataset.table.status]).toEqual([ok, ok, ok, ok, ok, missing]);
    });

    it('gives the same dataset and fingerprint each time', async () => {
      expect((await openDataset(path).load()).fingerprint).toBe(dataset.fingerprint);
    });

    it('has no error to report', async () => {
      expect((await validateDataset(path)).filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('reports progress up to the end', async () => {
      const shares: number[] = [];
      await openDataset(path).load({ onProgress: (share) => shares.push(share) });
      expect(shares.at(-1)).toBeCloseTo(1);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
    });
  });
}
