import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNative } from '../datasets/native/read-native.ts';
import { writeNative } from '../datasets/native/write-native.ts';
import { parseConfig } from '../harness/config.ts';
import { STATUS } from '../harness/outcome-table.ts';
import { sqliteLoads } from '../harness/record/cache/sqlite-loads.fixture.ts';
import { type Quoted, readQuotedRequest } from '../harness/record/quoted-request.ts';
import { fixed } from '../routers/index.ts';
import { estimateGrading, type RunGradingOptions, runGrading } from './grade/run-grading.ts';
import { runSignalbox } from './run-signalbox.fixture.ts';

const ANSWERS: Record<string, readonly [small: string, large: string]> = {
  sum: ['41', '42'],
  sum2: ['42', '42'],
  poem: ['Roses are red', 'Violets are blue, by the sea'],
  mail: ['', 'Dear Ann, thank you'],
};

describe('signalbox grade', () => {
  let folder: string;
  let server: Server | undefined;
  let asked: Quoted[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grade-'));
    asked = [];
  });
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  /** An OpenAI-compatible server whose one model replies what `judge` says. */
  async function serve(judge: (quoted: Quoted) => string): Promise<string> {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const quoted = readQuotedRequest(JSON.parse(body).messages.at(-1).content)!;
      asked.push(quoted);
      const message = { role: 'assistant', content: judge(quoted) };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          id: '1',
          object: 'chat.completion',
          created: 1,
          model: 'judge',
          choices: [{ index: 0, message, finish_reason: 'stop' }],
          usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
        }),
      );
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  }

  const judgeModel = { id: 'judge', provider: 'here', maxTokens: 50, price: { input: 10, output: 100 } };

  function configOf(baseUrl: string, judge: object): Record<string, unknown> {
    return { providers: { here: { baseUrl } }, grade: { judge: { ...judge, model: judgeModel } } };
  }

  function configCode(config: Record<string, unknown>): string {
    return `import { defineConfig, knn } from 'signalbox';
      export default defineConfig({
        dataset: './data', routers: [knn({ k: 3 })], objective: { kind: 'cheapest-within', margin: 0.01 }, seed: 1,
        ...${JSON.stringify(config)},
      });`;
  }

  async function writeData(): Promise<void> {
    const price = { inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 1 };
    const number = { grader: 'numeric', reference: 42 };
    const gradings = {
      sum: number,
      sum2: number,
      poem: { grader: 'judge', options: { rubric: 'mentions the sea' } },
      mail: { grader: 'judge' },
    };
    await writeNative(join(folder, 'data'), {
      card: {
        format: 'signalbox/dataset',
        version: 2,
        name: 'data',
        title: 'Data',
        scale: { min: 0, max: 10 },
        models: [
          { id: 'small', price },
          { id: 'large', price },
        ],
        signals: { sure: {} },
      },
      examples: Object.entries(gradings).map(([id, grading]) => ({
        id,
        request: { messages: [{ role: 'user', content: id }], metadata: {} },
        task: id.startsWith('sum') ? 'sums' : 'texts',
        grading,
      })),
      outcomes: Object.entries(ANSWERS).flatMap(([example, responses]) =>
        responses.map((response, m) => ({
          example,
          model: ['small', 'large'][m]!,
          status: response === '' ? ('empty' as const) : ('ok' as const),
          response,
          inputTokens: 5,
          outputTokens: 2,
        })),
      ),
      signals: [{ example: 'poem', model: 'small', signal: 'sure', value: 0.4 }],
    });
  }

  const graded = () => readNative(join(folder, 'graded', 'data'));

  const optionsOf = (options: Partial<RunGradingOptions>): RunGradingOptions => ({
    dataset: join(folder, 'data'),
    judge: false,
    all: false,
    cache: join(folder, 'cache.sqlite'),
    maxUsd: undefined,
    concurrency: undefined,
    retryErrors: false,
    out: join(folder, 'graded', 'data'),
    quiet: true,
    signal: new AbortController().signal,
    ...options,
  });
  const loadOf = (config: Record<string, unknown>) => async () =>
    parseConfig(
      {
        routers: [fixed({ model: 'small' })],
        objective: { kind: 'cheapest-within', margin: 0.01 },
        seed: 1,
        dataset: 'data',
        ...config,
      },
      'bench.config.ts',
    );

  /** What the command runs, without the start of a process. */
  const run = (config: Record<string, unknown>, options: Partial<RunGradingOptions> = {}) =>
    runGrading(loadOf(config), optionsOf(options));

  it('grades by rule without a config, and keeps the rest as it was', async () => {
    await writeData();
    const data = join(folder, 'data');
    const examples = readFileSync(join(data, 'examples.jsonl'), 'utf8').split('\n').slice(0, 2);
    writeFileSync(join(data, 'examples.jsonl'), `${examples.join('\n')}\n`);
    const outcomes = readFileSync(join(data, 'outcomes.jsonl'), 'utf8').split('\n').slice(0, 4);
    writeFileSync(join(data, 'outcomes.jsonl'), `${outcomes.join('\n')}\n`);
    writeFileSync(join(data, 'signals.jsonl'), '{"example":"sum","model":"small","signal":"sure","value":0.4}\n');
    const { counts } = await run({});
    expect(counts).toEqual({ byRule: 4, byJudge: 0, kept: 0, ungraded: 0 });
    const { table } = await graded();
    expect([...table.quality]).toEqual([0, 1, 1, 1]);
    expect(table.signals.get('sure')!.values[0]).toBe(0.4);
    expect(readFileSync(join(folder, 'graded', 'data', 'outcomes.jsonl'), 'utf8')).toContain('"response":"41"');
  });

  it('is what a reader names where a verdict is not recorded', async () => {
    await writeData();
    await expect(readNative(join(folder, 'data'))).rejects.toMatchObject({
      message: expect.stringMatching(/outcomes\.jsonl.*a judge grades it, and its verdict is not recorded/),
      hint: expect.stringContaining('signalbox grade --dataset'),
    });
  });

  it('grades again what has a quality only where it is told to', async () => {
    await writeData();
    const data = join(folder, 'data');
    const only = (name: string, lines: number) =>
      readFileSync(join(data, name), 'utf8').split('\n').slice(0, lines).join('\n');
    writeFileSync(
      join(data, 'outcomes.jsonl'),
      `${only('outcomes.jsonl', 4).replaceAll('"inputTokens"', '"quality":5,"inputTokens"')}\n`,
    );
    writeFileSync(join(data, 'examples.jsonl'), `${only('examples.jsonl', 2)}\n`);
    writeFileSync(join(data, 'signals.jsonl'), '{"example":"sum","model":"small","signal":"sure","value":0.4}\n');
    expect((await run({})).counts).toMatchObject({ kept: 4, byRule: 0 });
    expect([...(await graded()).table.quality]).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect((await run({}, { all: true })).counts).toMatchObject({ kept: 0, byRule: 4 });
    expect([...(await graded()).table.quality]).toEqual([0, 1, 1, 1]);
  });

  describe.skipIf(!sqliteLoads())('with a judge (skipped where better-sqlite3 cannot be loaded)', () => {
    it('asks once, bills the dataset, says how far the judge agrees with the rules, and leaves failures missing', {
      timeout: 60_000,
    }, async () => {
      await writeData();
      const url = await serve(({ answer, rubric }) => {
        if (answer!.startsWith('Dear')) return 'A lovely mail!';
        return JSON.stringify({ reason: 'so', score: rubric === undefined ? Number(answer === '42') : 0.8 });
      });
      writeFileSync(join(folder, 'bench.config.ts'), configCode(configOf(url, { kind: 'rubric' })));
      const grade = (...args: string[]) => runSignalbox(folder, 'grade', '--dataset', 'data', ...args);
      const first = await grade('--judge', '--json');
      expect(first.stderr).toBe('');
      expect(first.code).toBe(0);
      // Two models gave the same right sum: one question. The empty mail is 0 without asking.
      expect(asked).toHaveLength(6);
      const result = JSON.parse(first.stdout);
      expect(result).toMatchObject({ byRule: 4, byJudge: 3, ungraded: 1 });
      expect(result.judge.summary).toMatchObject({ answered: 6, stopped: 'done' });
      // 6 replies of 100 input tokens at 10 and 10 output tokens at 100 USD per million
      expect(result.judge.costUsd).toBeCloseTo(6 * 0.002, 12);
      expect(result.judge.failed).toEqual({ unparsable: 1 });
      const all = result.judge.agreement.at(-1);
      expect(all).toMatchObject({ judged: 8, unparsable: 1 / 8, n: 4, same: 1, kappa: 1 });
      expect(all.correlation).toBeCloseTo(1, 12);

      const { table, card, notes } = await graded();
      expect([...table.quality]).toEqual([0, 1, 1, 1, 0.8, 0.8, 0, Number.NaN]);
      expect(table.status[7]).toBe(STATUS.missing);
      expect(card.estimates).toContain('quality of answers without a deterministic grader: scores of the judge judge');
      expect(notes).toContain('1 answers could not be graded, and count as missing');

      const before = readFileSync(join(folder, 'graded', 'data', 'outcomes.jsonl'), 'utf8');
      const second = await grade('--judge');
      expect(second.stdout).toContain('0 replies now');
      expect(second.stdout).toMatch(/all +8 +12.5 % +4 +100.0 % +1.00 +1.00/);
      expect(asked).toHaveLength(6);
      expect(readFileSync(join(folder, 'graded', 'data', 'outcomes.jsonl'), 'utf8')).toBe(before);

      // What could not be graded can be graded again from where it was written.
      const from = { dataset: join(folder, 'graded', 'data'), out: join(folder, 'again') };
      const cache = join(folder, '.signalbox', 'responses.sqlite');
      const { counts } = await run(configOf(url, { kind: 'rubric' }), { ...from, cache });
      expect(counts).toMatchObject({ kept: 7, ungraded: 1 });
      expect(asked).toHaveLength(6);
    });

    it('estimates the bill without asking anybody', async () => {
      await writeData();
      const config = configOf(await serve(() => 'nothing'), { kind: 'rubric' });
      const [bill] = await estimateGrading(loadOf(config), optionsOf({ judge: true }));
      expect(bill).toMatchObject({ model: 'judge judge', requests: 6 });
      expect(bill!.mostUsd).toBeGreaterThan(6 * 50 * 1e-4);
      expect(asked).toEqual([]);
    });

    it('takes a judge that always prefers the first place for one that sees ties', async () => {
      await writeData();
      const url = await serve(() => '{"better": "A", "reason": "it is first"}');
      const { counts } = await run(configOf(url, { kind: 'pairwise', against: 'large' }));
      expect(counts).toMatchObject({ byRule: 4, byJudge: 4, ungraded: 0 });
      const { table, card } = await graded();
      expect([...table.quality].slice(4)).toEqual([0.5, 0.5, 0.5, 0.5]);
      expect(asked).toHaveLength(4);
      expect(card.estimates.at(-1)).toMatch(/beside large: 1 for a win, .5 for a tie, 0 for a loss$/);
    });

    it('gives 1 to the answer that wins in both places and 0 to the one that loses, and compares that with the rules', async () => {
      await writeData();
      const url = await serve(({ answer, other }) => {
        const isLarger = answer! > other!;
        return JSON.stringify({ reason: 'larger', better: isLarger ? 'A' : 'B' });
      });
      const { judge } = await run(configOf(url, { kind: 'pairwise', against: 'large' }), { judge: true });
      expect([...(await graded()).table.quality].slice(4)).toEqual([0, 0.5, 0, 0.5]);
      // "41" loses against "42" by rule and by judge; three comparisons of an answer with itself or its equal are ties.
      expect(judge!.agreement.find(({ task }) => task === 'sums')).toMatchObject({ n: 4, same: 1, kappa: 1 });
    });

    it('stops at the budget with what it has, and goes on where it stopped', async () => {
      await writeData();
      const config = configOf(await serve(() => '{"score": 0.5}'), { kind: 'rubric' });
      const first = await run(config, { maxUsd: 1e-6 });
      expect(first.judge).toMatchObject({ failed: { 'not asked': 3 }, summary: { stopped: 'budget', spentUsd: 0 } });
      expect(first.counts).toMatchObject({ ungraded: 3 });
      expect((await run(config)).counts).toMatchObject({ byJudge: 4, ungraded: 0 });
    });

    it.each([
      ['no judge', {}, /the config names none/],
      [
        'a model that the dataset lacks',
        configOf('http://127.0.0.1:9/v1', { kind: 'pairwise', against: 'larch' }),
        /no model "larch"/,
      ],
      ['a provider that it lacks', { grade: { judge: { kind: 'rubric', model: judgeModel } } }, /no provider "here"/],
    ])('refuses a config that names %s', async (_, config, message) => {
      await writeData();
      await expect(run(config)).rejects.toThrow(message);
    });
  });
});
