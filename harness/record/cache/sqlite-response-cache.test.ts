import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchError } from '../../bench-error.ts';
import { random } from '../../random.ts';
import { MIGRATIONS, openCacheFile } from './open-cache-file.ts';
import { answer, failure, keyOf } from './recorded-response.fixture.ts';
import { describeResponseCache } from './response-cache.contract.ts';
import type { RecordedResponse, ResponseCache } from './response-cache.ts';
import { sqliteLibrary } from './sqlite-library.ts';
import { sqliteLoads } from './sqlite-loads.fixture.ts';
import { openResponseCache } from './sqlite-response-cache.ts';

let folder = '';
const file = () => join(folder, 'a', 'responses.sqlite');

it('says how to get better-sqlite3 where it is missing', async () => {
  const { code, stderr } = await startCommitting('never-made/responses.sqlite', 'a', 1, { node: WITHOUT_SQLITE }).ended;
  expect(stderr).toMatch(/needs the package better-sqlite3.*\n.*npm install better-sqlite3.*compiler/);
  expect(code).toBe(1);
});

describe.skipIf(!sqliteLoads())('SQLite response cache (skipped where better-sqlite3 cannot be loaded)', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-cache-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describeResponseCache('as every cache of responses', () => {
    const own = mkdtempSync(join(tmpdir(), 'signalbox-cache-'));
    return {
      open: () => openResponseCache(join(own, 'responses.sqlite')),
      remove: () => rmSync(own, { recursive: true, force: true }),
    };
  });

  describe('with several processes', () => {
    it('stores what two of them commit at once to a new file', async () => {
      const children = [startCommitting(file(), 'a', 300), startCommitting(file(), 'b', 300)];
      for (const { code, stderr } of await Promise.all(children.map(({ ended }) => ended))) {
        expect([code, stderr]).toEqual([0, '']);
      }
      const cache = openResponseCache(file());
      expect(cache.stats().answers).toBe(601);
      expect(cache.verify()).toEqual([]);
      expect(cache.get(keyOf('shared'))?.text).toMatch(/^[ab]0$/);
      cache.close();
    });

    it('loses nothing that was committed when a process is killed', async () => {
      for (const round of ['a', 'b', 'c']) {
        const child = startCommitting(file(), round, 1_000_000);
        await child.hasSaid(round === 'b' ? 500 : 50);
        child.kill();
        const { stdout } = await child.ended;
        const said = stdout.split('\n').slice(0, -1);
        const cache = openResponseCache(file());
        expect(said.filter((name) => cache.get(keyOf(name)) === undefined)).toEqual([]);
        expect(cache.verify()).toEqual([]);
        cache.close();
      }
    });

    it.skipIf(process.platform === 'win32')('tells of a full disk, and keeps what was committed', async () => {
      const { code, stdout, stderr } = await startCommitting(file(), 'a', 100_000, { size: 20_000, largestFile: 1024 })
        .ended;
      expect(stderr).toMatch(/responses\.sqlite could not be read or written; the disk may be full/);
      expect(code).toBe(1);
      const said = stdout.split('\n').slice(0, -1);
      expect(said.length).toBeGreaterThan(5);
      const cache = openResponseCache(file());
      expect(said.filter((name) => cache.get(keyOf(name)) === undefined)).toEqual([]);
      expect(cache.verify()).toEqual([]);
      cache.close();
    });
  });

  describe('with a damaged entry', () => {
    beforeEach(() => {
      const cache = openResponseCache(file());
      cache.commit([answer('a'), answer('b', { text: 'Four hundred and two.' }), failure('c')]);
      cache.close();
      alterBytes(file(), 'Four hundred and two.', 'Five hundred and two.');
    });

    it('finds it, and treats it as absent', () => {
      const cache = openResponseCache(file());
      expect(cache.verify()).toEqual([keyOf('b')]);
      expect(cache.get(keyOf('b'))).toBeUndefined();
      expect([...cache.entries()].map(({ key }) => key)).toEqual([keyOf('a'), keyOf('c')].sort());
      cache.close();
    });

    it('lets it be claimed and replaced', () => {
      const cache = openResponseCache(file());
      expect(cache.claim(keyOf('b'), 'one', 0, 100)).toBe(true);
      cache.commit([answer('b')]);
      expect(cache.get(keyOf('b'))).toEqual(answer('b'));
      expect(cache.verify()).toEqual([]);
      cache.close();
    });
  });

  it('never gives out what was not stored, wherever bytes of the file are altered', () => {
    const stored = new Map(Array.from({ length: 40 }, (_, i) => answer(`${i}`)).map((each) => [each.key, each]));
    const cache = openResponseCache(file());
    cache.commit([...stored.values()]);
    cache.close();
    const sound = readFileSync(file());
    const rng = random(7);
    for (let round = 0; round < 150; round++) {
      const bytes = Buffer.from(sound);
      for (let i = 0; i < 20; i++) bytes[rng.integer(bytes.length)] = rng.integer(256);
      writeFileSync(file(), bytes);
      expectSoundOrBenchError(file(), stored);
      for (const rest of ['-wal', '-shm']) rmSync(file() + rest, { force: true });
    }
  });

  it('finds an entry that its key no longer leads to', () => {
    const cache = openResponseCache(file());
    cache.commit([answer('a'), answer('b')]);
    cache.close();
    // The key stands in the row and in the index of keys; which comes first in the file is up to SQLite.
    const sound = readFileSync(file());
    for (const at of [sound.indexOf(keyOf('b')), sound.lastIndexOf(keyOf('b'))]) {
      const bytes = Buffer.from(sound);
      bytes[at] = '~'.charCodeAt(0);
      writeFileSync(file(), bytes);
      const altered = openResponseCache(file());
      for (const name of ['a', 'b']) expect(altered.get(keyOf(name)) ?? answer(name)).toEqual(answer(name));
      expect(altered.verify()).not.toEqual([]);
      altered.close();
    }
  });

  describe('opening a file', () => {
    it('refuses a newer schema and changes nothing', () => {
      openCacheFile(file(), [...MIGRATIONS, 'CREATE TABLE more (x)']).close();
      expectRefused(file(), /schema version 3; this Signalbox knows versions up to 2/);
    });

    it('finds every answer of a file of version 1, and its damage', () => {
      const { insert, ...db } = versionOne(file());
      for (const each of [answer('a'), failure('b'), answer('c'), answer('d', { latencyMs: 3 })]) insert(each);
      db.close();
      alterBytes(file(), 'The answer to c.', 'The answer to x.');
      const cache = openResponseCache(file());
      const kept = ['a', 'b', 'd'].map(keyOf);
      expect(kept.map((key) => cache.get(key))).toEqual([answer('a'), failure('b'), answer('d', { latencyMs: 3 })]);
      expect(cache.verify()).toEqual([keyOf('c')]);
      const timed = answer('e', { firstTokenMs: 80, meanLogProbability: -0.25 });
      cache.commit([answer('c'), timed]);
      cache.close();
      const again = openResponseCache(file());
      expect([again.get(keyOf('c')), again.get(keyOf('e'))]).toEqual([answer('c'), timed]);
      expect(again.verify()).toEqual([]);
      again.close();
    });

    it('notices an altered time or log-probability, also where there was none', () => {
      const cache = openResponseCache(file());
      cache.commit([answer('a'), answer('b', { firstTokenMs: 80 }), answer('c', { meanLogProbability: -1 })]);
      cache.close();
      const db = new (sqliteLibrary())(file());
      const alter = (column: string, value: number | null, name: string) =>
        db.prepare(`UPDATE responses SET ${column} = ? WHERE key = ?`).run(value, keyOf(name));
      alter('mean_log_probability', -0.5, 'a');
      alter('first_token_ms', null, 'b');
      alter('mean_log_probability', -0.9, 'c');
      db.close();
      const altered = openResponseCache(file());
      expect(altered.verify()).toHaveLength(3);
      expect(altered.get(keyOf('b'))).toBeUndefined();
      altered.close();
    });

    it('brings an older schema up to date and keeps what is stored', () => {
      const cache = openResponseCache(file());
      cache.commit([answer('a')]);
      cache.close();
      const db = openCacheFile(file(), [...MIGRATIONS, 'ALTER TABLE responses ADD COLUMN more TEXT']);
      expect(db.prepare('SELECT key, more FROM responses').all()).toEqual([{ key: keyOf('a'), more: null }]);
      db.close();
    });

    it('refuses a file that is no database, whole or cut', () => {
      const text = join(folder, 'notes.txt');
      for (const content of ['xy', 'Only some notes.\n'.repeat(500)]) {
        writeFileSync(text, content);
        expectRefused(text, /no SQLite database, so no response cache/);
      }
      openResponseCache(file()).close();
      writeFileSync(file(), readFileSync(file()).subarray(0, 5000));
      expect(() => openResponseCache(file())).toThrow(BenchError);
    });

    it('refuses the database of another program', () => {
      const path = join(folder, 'other.sqlite');
      const db = new (sqliteLibrary())(path);
      db.exec('CREATE TABLE notes (text TEXT)');
      db.close();
      expectRefused(path, /database of another program/);
    });

    it('refuses a folder, and a path below a file', () => {
      expect(() => openResponseCache(folder)).toThrow(BenchError);
      writeFileSync(join(folder, 'file'), '');
      expect(() => openResponseCache(join(folder, 'file', 'responses.sqlite'))).toThrow(BenchError);
    });
  });
});

/** A file as the first release wrote it: its statements and its checksum, word for word. */
function versionOne(path: string) {
  const db = openCacheFile(path, MIGRATIONS.slice(0, 1));
  const columns =
    'key, provider, model, repetition, base_url, served_model, status, text, finish_reason, error_code, input_tokens, ' +
    'cached_input_tokens, output_tokens, reasoning_tokens, latency_ms, cost_usd, asked_at';
  const statement = db.prepare(
    `INSERT INTO responses (${columns}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insert = (r: RecordedResponse) => {
    const values = [
      ...[r.key, r.provider, r.model, r.repetition, r.baseUrl, r.servedModel, r.status, r.text, r.finishReason],
      ...[r.errorCode, r.inputTokens, r.cachedInputTokens, r.outputTokens, r.reasoningTokens, r.latencyMs],
      ...[r.costUsd, r.askedAt],
    ];
    let text = 'response row 1';
    for (const value of values) text += typeof value === 'string' ? `,${value.length}"${value}` : `,${String(value)}`;
    statement.run(...values, hash('sha256', text));
  };
  return { insert, close: () => db.close() };
}

function expectRefused(path: string, message: RegExp): void {
  const before = readFileSync(path);
  expect(() => openResponseCache(path)).toThrow(message);
  expect(() => openResponseCache(path)).toThrow(BenchError);
  expect(readFileSync(path).equals(before)).toBe(true);
}

function expectSoundOrBenchError(path: string, stored: ReadonlyMap<string, RecordedResponse>): void {
  let cache: ResponseCache | undefined;
  try {
    cache = openResponseCache(path);
    for (const response of cache.entries()) expect(response).toEqual(stored.get(response.key));
    for (const [key, response] of stored) expect(cache.get(key) ?? response).toEqual(response);
    cache.verify();
    cache.commit([...stored.values()]);
    for (const [key, response] of stored) expect(cache.get(key) ?? response).toEqual(response);
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
  } finally {
    cache?.close();
  }
}

function alterBytes(path: string, from: string, to: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(from);
  if (at < 0) throw new Error(`"${from}" is not in ${path}.`);
  bytes.write(to, at);
  writeFileSync(path, bytes);
}

const COMMITTING = fileURLToPath(new URL('./commit-responses.fixture.ts', import.meta.url));

/** Node then finds no better-sqlite3. */
const WITHOUT_SQLITE = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    import Module from 'node:module';
    const resolve = Module._resolveFilename;
    Module._resolveFilename = function (name, ...rest) {
      if (name === 'better-sqlite3') throw new Error('not found');
      return resolve.call(this, name, ...rest);
    };`)}`,
];

interface Conditions {
  /** Characters of each text. */
  readonly size?: number;
  /** In blocks of 512 or 1024 bytes, whatever the shell counts in. */
  readonly largestFile?: number;
  readonly node?: readonly string[];
}

function startCommitting(path: string, prefix: string, count: number, conditions: Conditions = {}) {
  const { size = 100, largestFile, node = [] } = conditions;
  const run = ['--import', 'tsx', ...node, COMMITTING, path, prefix, String(count), String(size)];
  const child =
    largestFile === undefined
      ? spawn(process.execPath, run)
      : spawn('sh', ['-c', `ulimit -f ${largestFile}; exec "$0" "$@"`, process.execPath, ...run]);
  let stdout = '';
  let stderr = '';
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const hasSaid = async (lines: number) => {
    while (stdout.split('\n').length <= lines && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return { ended, hasSaid, kill: () => void child.kill('SIGKILL') };
}
