import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { DEFAULT_CACHE } from '../harness/record/cache/default-cache.ts';
import { answer, failure, keyOf } from '../harness/record/cache/recorded-response.fixture.ts';
import { sqliteLoads } from '../harness/record/cache/sqlite-loads.fixture.ts';
import { openResponseCache } from '../harness/record/cache/sqlite-response-cache.ts';
import { runSignalbox } from './run-signalbox.fixture.ts';

const STORED = [
  answer('a', { text: 'Four hundred and two.\nOr so.', firstTokenMs: 80, meanLogProbability: -0.25 }),
  answer('b', { model: 'large', askedAt: '2026-04-01T00:00:00.000Z', costUsd: 1.5 }),
  failure('c'),
  failure('d', { model: 'large' }),
];

describe.skipIf(!sqliteLoads())('signalbox cache (skipped where better-sqlite3 cannot be loaded)', () => {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder(), name);
  const run = (...args: string[]) => runSignalbox(folder(), 'cache', ...args);
  const fill = (name: string) => withCache(name, (cache) => cache.commit(STORED));
  const stored = (name: string) => withCache(name, (cache) => [...cache.entries()]);

  function withCache<T>(name: string, work: (cache: ReturnType<typeof openResponseCache>) => T): T {
    const cache = openResponseCache(path(name));
    try {
      return work(cache);
    } finally {
      cache.close();
    }
  }

  beforeAll(() => fill(DEFAULT_CACHE));

  it('counts what is in the cache of the project', async () => {
    const { stdout } = await run('stats');
    expect(stdout).toMatch(/^answers +2$/m);
    expect(stdout).toMatch(/^house\/large +1 +1 +1\.5000$/m);
    expect(JSON.parse((await run('stats', '--json')).stdout)).toMatchObject({ answers: 2, errors: 2, costUsd: 1.75 });
  });

  it('moves everything to another cache, without replacing what is there', async () => {
    expect((await run('export', 'out.jsonl')).stdout).toMatch(/^4 entries written/);
    withCache('other.sqlite', (cache) => cache.commit([answer('a', { text: 'Mine.' }), failure('b')]));
    const imported = await run('import', 'out.jsonl', '--cache', 'other.sqlite');
    expect(imported.stdout).toMatch(/^3 entries added, 1 left out/);
    const expected = new Map(STORED.map((response) => [response.key, response]));
    expected.set(keyOf('a'), answer('a', { text: 'Mine.' }));
    expect(new Map(stored('other.sqlite').map((response) => [response.key, response]))).toEqual(expected);
    writeFileSync(path('out.jsonl.gz'), gzipSync(readFileSync(path('out.jsonl'))));
    const again = await run('import', 'out.jsonl.gz', '--cache', 'other.sqlite');
    expect(again.stdout).toMatch(/^0 entries added, 4 left out/);
  });

  it('imports a file of version 1', async () => {
    const { firstTokenMs: _, meanLogProbability: __, ...old } = answer('a');
    const header = { format: 'signalbox-responses', version: 1 };
    writeFileSync(path('old.jsonl'), `${JSON.stringify(header)}\n${JSON.stringify(old)}\n`);
    expect((await run('import', 'old.jsonl', '--cache', 'old.sqlite')).stdout).toMatch(/^1 entries added/);
    expect(stored('old.sqlite')).toEqual([answer('a')]);
  });

  it('names file, row and field of what it cannot import, and keeps what came before', async () => {
    const header = JSON.stringify({ format: 'signalbox-responses', version: 2 });
    const faults: [lines: unknown[], message: RegExp][] = [
      [[answer('a')], /bad\.jsonl, row 1/],
      [[{ format: 'signalbox-responses', version: 3 }], /bad\.jsonl, row 1, field "version": 3 is not known/],
      [[header, answer('a'), { ...answer('b'), status: 'fine' }], /bad\.jsonl, row 3, field "status"/],
      [[header, { ...answer('b'), apiKey: 'secret' }], /bad\.jsonl, row 2: .*apiKey/],
      [[header, JSON.stringify(answer('b')).slice(0, -9)], /bad\.jsonl, row 2: not a complete JSON object/],
    ];
    for (const [lines, message] of faults) {
      const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
      writeFileSync(path('bad.jsonl'), text);
      const { code, stderr } = await run('import', 'bad.jsonl', '--cache', 'partly.sqlite');
      expect(stderr).toMatch(message);
      expect(code).toBe(1);
    }
    expect(stored('partly.sqlite')).toEqual([answer('a')]);
  });

  it('deletes what meets every filter, and nothing without one', async () => {
    fill('pruned.sqlite');
    const prune = (...filters: string[]) => run('prune', '--cache', 'pruned.sqlite', ...filters);
    const refused = await prune();
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('needs a filter')]);
    expect((await prune('--before', 'yesterday')).code).toBe(1);
    expect((await prune('--errors', '--model', 'large')).stdout).toBe('1 entries deleted.\n');
    expect((await prune('--before', '2026-04-01')).stdout).toBe('2 entries deleted.\n');
    expect(stored('pruned.sqlite')).toEqual([STORED[1]]);
  });

  it('finds damage, and says so with its exit code', async () => {
    fill('damaged.sqlite');
    expect((await run('verify', '--cache', 'damaged.sqlite')).code).toBe(0);
    const bytes = readFileSync(path('damaged.sqlite'));
    bytes.write('Five', bytes.indexOf('Four hundred'));
    writeFileSync(path('damaged.sqlite'), bytes);
    const { code, stdout } = await run('verify', '--cache', 'damaged.sqlite', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([1, { damaged: [keyOf('a')] }]);
  });

  it('makes no cache where there is none to read', async () => {
    const { code, stderr } = await run('stats', '--cache', 'missing.sqlite');
    expect([code, stderr]).toEqual([1, expect.stringContaining('There is no file missing.sqlite')]);
  });
});
