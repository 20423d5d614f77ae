import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNative } from '../datasets/native/read-native.ts';
import { writeBundledPart } from '../datasets/simulated-provider/bundled-part.fixture.ts';
import {
  type FaultRates,
  type SimulatedProvider,
  simulatedProvider,
} from '../datasets/simulated-provider/simulated-provider.ts';
import { STATUS } from '../harness/outcome-table.ts';
import { random } from '../harness/random.ts';
import { openCacheFile } from '../harness/record/cache/open-cache-file.ts';
import { sqliteLoads } from '../harness/record/cache/sqlite-loads.fixture.ts';
import { openResponseCache } from '../harness/record/cache/sqlite-response-cache.ts';
import { runSignalbox, startSignalbox } from './run-signalbox.fixture.ts';

const KEY = 'sk-marked-5f1d0c7a';
const EVERY_FAULT: FaultRates = {
  rate429: 0.01,
  rate500: 0.01,
  rateHang: 0.001,
  rateCut: 0.01,
  rateMalformed: 0.009,
  rateWrongModel: 0.005,
  rateSlow: 0.005,
};

describe.skipIf(!sqliteLoads())('signalbox record (skipped where better-sqlite3 cannot be loaded)', () => {
  let folder: string;
  let server: SimulatedProvider | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'record-'));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  async function serve(prompts: number, options: { readonly faults?: FaultRates; readonly key?: string } = {}) {
    const lines = writeBundledPart(join(folder, 'served'), prompts);
    server = await simulatedProvider({ seed: 1, slowMs: 100, dataset: join(folder, 'served'), ...options });
    writeFileSync(join(folder, 'prompts.jsonl'), `${lines.join('\n')}\n`);
    const models = server.models.map((id) => ({
      id,
      provider: 'sim',
      maxTokens: 4096,
      price: { input: 1, output: 2 },
    }));
    // Long enough for a busy machine; some hang for good where there are faults.
    const timeoutSeconds = options.faults === undefined ? 20 : 2;
    const sim = { baseUrl: server.url, concurrency: 64, timeoutSeconds, simulated: true, apiKey: 'RECORD_TEST_KEY' };
    writeConfig({ sim }, models);
    return server;
  }

  function writeConfig(providers: object, models: readonly object[]): void {
    writeFileSync(
      join(folder, 'bench.config.ts'),
      `import { defineConfig, knn } from 'signalbox';
      process.env.RECORD_TEST_KEY ??= '${KEY}';
      export default defineConfig({
        dataset: './recorded/prompts', routers: [knn({ k: 3 })], objective: { kind: 'cheapest-within', margin: 0.01 }, seed: 1,
        providers: ${JSON.stringify(providers)}, record: { models: ${JSON.stringify(models)} },
      });`,
    );
  }

  const record = (...args: string[]) => ['record', '--dataset', 'prompts.jsonl', ...args];
  const cacheFile = () => join(folder, '.signalbox', 'responses.sqlite');
  const openCache = () => openResponseCache(cacheFile());
  /** As if the time had passed that a recorder leaves the questions of another one alone. */
  const endLeases = () => {
    const db = openCacheFile(cacheFile());
    db.prepare('UPDATE intents SET lease_end = 0').run();
    db.close();
  };

  it('estimates the bill without asking anybody', async () => {
    const { stats } = await serve(20);
    const { code, stdout } = await runSignalbox(folder, ...record('--dry-run', '--json'));
    const bills = JSON.parse(stdout) as { requests: number; likelyUsd: number; mostUsd: number }[];
    expect(code).toBe(0);
    expect(bills.map(({ requests }) => requests)).toEqual([20, 20, 20, 20, 20]);
    expect(bills.every(({ likelyUsd, mostUsd }) => likelyUsd > 0 && likelyUsd < mostUsd)).toBe(true);
    expect(stats().requests).toBe(0);
  });

  it('loses no answer and asks for none twice, through faults of every kind and ten kills', {
    timeout: 240_000,
  }, async () => {
    const { stats } = await serve(2000, { faults: EVERY_FAULT });
    const rng = random(7);
    let openAtKills = 0;
    for (let kill = 0; kill < 10; kill++) {
      const before = stats().requests;
      const running = startSignalbox(folder, ...record());
      let isOver = false;
      void running.ended.finally(() => {
        isOver = true;
      });
      const enough = before + 50 + rng.integer(600);
      while (!isOver && stats().requests < enough) await new Promise((resolve) => setTimeout(resolve, 50));
      running.kill('SIGKILL');
      expect(await running.ended).toMatchObject({ code: null });
      const cache = openCache();
      openAtKills += cache.stats().openIntents;
      cache.close();
    }
    const { code, stderr } = await runSignalbox(folder, ...record('--retry-errors'));
    expect(stderr).not.toContain('error:');
    expect(code).toBe(0);

    const { table, card } = await readNative(join(folder, 'recorded', 'prompts'));
    expect(card.simulated).toBe(true);
    const cache = openCache();
    expect(cache.verify()).toEqual([]);
    const entries = [...cache.entries()];
    // What a model cannot take for its length stays an error; every other question has its answer.
    expect(new Set(entries.flatMap(({ errorCode }) => errorCode ?? []))).toEqual(new Set(['context_length_exceeded']));
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    expect(cache.stats().openIntents).toBe(0);
    cache.close();
    expect(table.status).toHaveLength(10_000);
    expect(table.status.includes(STATUS.missing)).toBe(false);

    const extra = Object.values(stats().answeredByQuestion).reduce((sum, count) => sum + count - 1, 0);
    expect(openAtKills).toBeGreaterThan(0);
    expect(extra).toBeLessThanOrEqual(openAtKills);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps what it has when the disk is full, and goes on from there',
    async () => {
      const { stats } = await serve(60);
      const full = await startSignalbox({ cwd: folder, largestFile: 1024 }, ...record()).ended;
      expect(full.stderr).toMatch(
        /error: The response cache .* could not be read or written; the disk may be full.*\nhint: /,
      );
      expect(full.stderr).not.toMatch(/^\s+at /m);
      expect(full.code).toBe(1);
      const kept = openCache();
      const before = [...kept.entries()];
      const { openIntents } = kept.stats();
      expect(kept.verify()).toEqual([]);
      kept.close();
      expect(before.length).toBeGreaterThan(10);
      expect(before.length).toBeLessThan(250);

      endLeases();
      expect(await runSignalbox(folder, ...record())).toMatchObject({ code: 0 });
      const cache = openCache();
      expect(before.map(({ key }) => cache.get(key))).toEqual(before);
      expect(cache.stats()).toMatchObject({ answers: 300, openIntents: 0 });
      cache.close();
      const extra = Object.values(stats().answeredByQuestion).reduce((sum, count) => sum + count - 1, 0);
      expect(extra).toBeLessThanOrEqual(openIntents);
    },
  );

  it('comes to the same with two recorders at once', { timeout: 60_000 }, async () => {
    const { stats } = await serve(150);
    const ends = await Promise.all([
      runSignalbox(folder, ...record('--out', 'one')),
      runSignalbox(folder, ...record('--out', 'two')),
    ]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(Object.values(stats().answeredByQuestion).every((count) => count === 1)).toBe(true);
    const outcomes = (name: string) => readFileSync(join(folder, name, 'outcomes.jsonl'), 'utf8');
    expect(outcomes('one')).toBe(outcomes('two'));
  });

  it('never spends more than it may', async () => {
    await serve(100);
    const { code, stdout } = await runSignalbox(folder, ...record('--max-usd', '0.05', '--json'));
    const { spentUsd, answered, stopped } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(stopped).toBe('budget');
    expect(answered).toBeGreaterThan(5);
    expect(spentUsd).toBeLessThanOrEqual(0.05);
    const cache = openCache();
    expect(cache.stats().costUsd).toBeCloseTo(spentUsd, 9);
    cache.close();
  });

  it('writes the key nowhere', async () => {
    await serve(10, { key: KEY });
    const { code, stdout, stderr } = await runSignalbox(folder, ...record());
    expect(code).toBe(0);
    rmSync(join(folder, 'bench.config.ts'));
    const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
    const texts = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file).toString('latin1'));
    expect([...texts, stdout, stderr].filter((text) => text.includes(KEY))).toEqual([]);
  });

  it.each([
    [
      'a key that is written down',
      { sim: { baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'sk-abc' } },
      /a key is named, never written down/,
    ],
    [
      'a variable that is not set',
      { sim: { baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'NO_SUCH_KEY' } },
      /NO_SUCH_KEY holds no key/,
    ],
    ['a provider that the config lacks', { simm: { baseUrl: 'http://127.0.0.1:9/v1' } }, /Did you mean "simm"/],
  ])('refuses %s', async (_what, providers, message) => {
    writeFileSync(join(folder, 'prompts.jsonl'), '{"id":"a","prompt":"hi"}\n');
    writeConfig(providers, [{ id: 'm', provider: 'sim', maxTokens: 10, price: { input: 1, output: 1 } }]);
    const { code, stderr } = await runSignalbox(folder, ...record());
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('sk-abc');
  });

  it('names a model without price, and a provider where nobody listens', { timeout: 20_000 }, async () => {
    const { url } = await serve(3);
    await server?.close();
    const providers = { sim: { baseUrl: url } };
    writeConfig(providers, [{ id: 'no-such-model-anywhere', provider: 'sim', maxTokens: 10 }]);
    expect((await runSignalbox(folder, ...record())).stderr).toContain('no-such-model-anywhere');
    writeConfig(providers, [{ id: 'm', provider: 'sim', maxTokens: 10, price: { input: 1, output: 1 } }]);
    const { code, stdout } = await runSignalbox(folder, ...record());
    expect(code).toBe(1);
    expect(stdout).toContain(`gave up on sim: nobody answers at ${url}`);
  });
});
