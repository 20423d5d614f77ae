import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import type { Dataset } from '../harness/dataset.ts';
import { STATUS } from '../harness/outcome-table.ts';
import { publicData } from '../harness/public-data.ts';
import { ZEROEVAL_TASKS } from './zeroeval/zeroeval-grading.ts';
import { ZEROEVAL_MODELS, type ZeroEvalModel } from './zeroeval/zeroeval-models.ts';
import { type ZeroEvalOptions, zeroEval } from './zeroeval.ts';

const data = publicData();
const why = data === undefined ? ' (skipped: no public data, set ROUTING_DATA)' : '';

describe.skipIf(data === undefined)(`zeroEval on the published files${why}`, () => {
  let dataset: Dataset;
  let cache: string;
  beforeAll(async () => {
    cache = mkdtempSync(join(tmpdir(), 'zeroeval-cache-'));
    vi.stubEnv('SIGNALBOX_CACHE', cache);
    dataset = await zeroEval().load();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    return rm(cache, { recursive: true, force: true });
  });

  it.each(ZEROEVAL_TASKS)('reproduces the published accuracy of all 14 models on %s', (task) => {
    const published = JSON.parse(readFileSync(join(data!, 'zeroeval', `${task}.summary.json`), 'utf8')) as {
      Model: string;
      Acc: string;
    }[];
    for (const [m, { id }] of dataset.table.models.entries()) {
      const accuracy = published.find(({ Model }) => Model === id)!.Acc;
      // Published to two decimals, rounded half to even where ours is exactly between two.
      expect(Math.abs(100 * meanQuality(dataset, task, m) - Number(accuracy)), `${id}: ${accuracy}`).toBeLessThan(
        0.00501,
      );
    }
  });

  it('has every prompt of the three tasks, answered by every model, at a cost', () => {
    const { examples, models, status, costUsd, outputTokens } = dataset.table;
    const count = (task: string) => examples.filter((example) => example.task === task).length;
    expect(ZEROEVAL_TASKS.map(count)).toEqual([1319, 800, 721]);
    expect(models.map(({ id }) => id)).toEqual(ZEROEVAL_MODELS);
    expect(status.filter((s) => s === STATUS.empty)).toHaveLength(4);
    expect(status.filter((s) => s === STATUS.ok)).toHaveLength(2840 * 14 - 4);
    expect(costUsd.every((usd) => usd > 0)).toBe(true);
    expect(outputTokens.every((tokens) => tokens >= 0)).toBe(true);
    expect(new Set(examples.map(({ id }) => id)).size).toBe(2840);
  });

  it('says how often our own rule grades otherwise', () => {
    expect(dataset.notes).toEqual([
      'gsm: of 18,466 answers zeroeval-compatible accepts 1 that signalbox refuses, and refuses 5 that it accepts',
      'crux: of 11,200 answers zeroeval-compatible accepts 19 that signalbox refuses, and refuses 128 that it accepts',
      'math-l5: of 10,094 answers zeroeval-compatible accepts 38 that signalbox refuses, and refuses 11 that it accepts',
    ]);
  });

  it('tells a router nothing of the task or the answer', () => {
    for (const { request } of dataset.table.examples) expect(request.metadata).toEqual({});
  });

  it('says that tokens and prices are estimates', () => {
    expect(dataset.card.estimates.join()).toMatch(/token counts: o200k.*assumed list prices of 2024-11-30/);
  });
});

describe('zeroEval', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'zeroeval-'));
    vi.stubEnv('SIGNALBOX_CACHE', join(root, 'cache'));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    return rm(root, { recursive: true, force: true });
  });

  const row = (id: string, output: string, answer = '# 5') => ({
    id,
    chat_history: [`What is ${id}?`],
    output: [output],
    answer,
  });
  const A = 'gpt-4o-2024-08-06';
  const B = 'claude-3-opus-20240229';

  /** Loads GSM from files with the given contents, one for each model. */
  async function loadFiles(contents: Readonly<Record<string, unknown>>, options: ZeroEvalOptions = {}) {
    const folder = mkdtempSync(join(root, 'files-'));
    await mkdir(join(folder, 'gsm'));
    for (const [model, content] of Object.entries(contents)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(join(folder, 'gsm', `${model}.json`), text);
    }
    return zeroEval({ folder, tasks: ['gsm'], models: Object.keys(contents) as ZeroEvalModel[], ...options }).load();
  }

  it('grades responses by the chosen rule and prices their tokens', async () => {
    const rows = [row('2+3', '{"answer": "2 + 3 = 5"}'), row('1+4', '')];
    const published = await loadFiles({ [A]: rows });
    const own = await loadFiles({ [A]: rows }, { grader: 'signalbox' });
    expect([...published.table.quality]).toEqual([0, 0]);
    expect([...own.table.quality]).toEqual([1, 0]);
    expect([...own.table.status]).toEqual([STATUS.ok, STATUS.empty]);
    expect(own.table.examples[0]!.grading).toMatchObject({ grader: 'stated-answer', reference: '# 5' });
    const { inputTokens, outputTokens, costUsd } = own.table;
    expect(costUsd[0]).toBeCloseTo((inputTokens[0]! * 2.5 + outputTokens[0]! * 10) / 1e6, 15);
    expect(own.fingerprint).not.toBe(published.fingerprint);
  });

  it('keeps the order of models, cheapest first, however they are named', async () => {
    const rows = [row('2+3', '5')];
    const dataset = await loadFiles({ [B]: rows, [A]: rows });
    expect(dataset.table.models.map(({ id }) => id)).toEqual([A, B]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['cut JSON', { [A]: '[{"id": "1"' }, /gsm.gpt-4o-2024-08-06\.json is not complete JSON/],
    ['an empty file', { [A]: [] }, /\.json: Too small/],
    ['a row without output', { [A]: [row('1', 'x'), { ...row('2', 'x'), output: [] }] }, /row 2, field "output"/],
    ['a doubled id', { [A]: [row('1', 'x'), row('1', 'x')] }, /row 2, field "id": "1" is there twice/],
    ['files of different lengths', { [A]: [row('1', 'x')], [B]: [row('1', 'x'), row('2', 'x')] }, /has 2 rows.*have 1/],
    [
      'different references',
      { [A]: [row('1', 'x')], [B]: [row('1', 'x', '# 6')] },
      /row 1, field "answer": not the same/,
    ],
  ])('refuses %s, naming the place', async (_, contents, message) => {
    const error = await loadFiles(contents).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(BenchError);
    expect((error as BenchError).message).toMatch(message);
  });

  it('refuses an unknown task, model or rule and suggests the nearest', () => {
    expect(() => zeroEval({ models: ['gpt-4o-2024-08-07' as ZeroEvalModel] })).toThrow(
      'unknown model "gpt-4o-2024-08-07"',
    );
    expect(() => zeroEval({ tasks: ['gsm8k' as 'gsm'] })).toThrow('unknown task "gsm8k"');
    expect(() => zeroEval({ tasks: [] })).toThrow('no task chosen');
    try {
      zeroEval({ grader: 'signal-box' as 'signalbox' });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ hint: expect.stringContaining('Did you mean "signalbox"?') });
    }
  });
});

function meanQuality({ table }: Dataset, task: string, model: number): number {
  const rows = table.examples.flatMap((example, i) => (example.task === task ? [i] : []));
  return rows.reduce((sum, i) => sum + table.quality[i * table.models.length + model]!, 0) / rows.length;
}
