import { openCacheFile } from './open-cache-file.ts';
import { type CacheStats, isAnswer, type RecordedResponse, type ResponseCache } from './response-cache.ts';
import { responseOf, rowOf, SELECT_RESPONSES, UPSERT_RESPONSE } from './response-row.ts';
import { withSqliteErrors } from './sqlite-error.ts';
import type { SqliteDatabase } from './sqlite-library.ts';

/**
 * A cache in one SQLite file, made where there is none. What `commit` stored survives the loss of power; claims survive
 * the end of the process. `stats` counts what is stored without checking it; `get`, `entries` and `verify` check.
 *
 * @throws {BenchError} where better-sqlite3 is missing, or the file is no cache, has a newer schema or cannot be opened.
 *   The methods throw one where the disk is full, the file is damaged beyond its entries, or another process holds it
 *   too long; what was committed before is kept.
 */
export function openResponseCache(path: string): ResponseCache {
  const db = openCacheFile(path);
  const guarded = <T>(work: () => T) => withSqliteErrors(path, work);
  const statements = guarded(() => prepareOrClose(db));
  const claim = db.transaction((...args: ClaimArguments) => claimIn(statements, ...args));
  const release = db.transaction((keys: readonly string[], owner: string) => {
    for (const key of keys) statements.release.run(key, owner);
  });
  const commit = db.transaction((responses: readonly RecordedResponse[]) => {
    for (const response of responses) store(statements, response);
  });
  const remove = db.transaction((keys: readonly string[]) =>
    keys.reduce((count, key) => count + statements.remove.run(key).changes, 0),
  );
  const stats = db.transaction(() => readStats(statements));
  const uncommitted = new Set<string>();
  const commitAll = (responses: readonly RecordedResponse[]) => {
    for (const { key } of responses) uncommitted.add(key);
    durably(db, () => commit.immediate(responses));
    for (const { key } of responses) uncommitted.delete(key);
  };
  const isReleasable = (key: string) => !uncommitted.has(key);
  return {
    get: (key) => guarded(() => intact(statements, key)),
    claim: (...args) => guarded(() => claim.immediate(...args)),
    release: (keys, owner) => guarded(() => release.immediate(keys.filter(isReleasable), owner)),
    commit: (responses) => guarded(() => commitAll(responses)),
    entries: () => entries(statements, guarded),
    stats: () => guarded(() => stats.deferred()),
    verify: () => guarded(() => [...damaged(statements)]),
    delete: (keys) => guarded(() => remove.immediate(keys)),
    close: () => void db.close(),
  };
}

type Statements = ReturnType<typeof prepare>;
type ClaimArguments = Parameters<ResponseCache['claim']>;

/** Rows that are read at once while others may write. */
const PAGE = 200;

function prepareOrClose(db: SqliteDatabase) {
  try {
    return prepare(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepare(db: SqliteDatabase) {
  return {
    get: db.prepare(`${SELECT_RESPONSES} WHERE key = ?`).raw(),
    page: db.prepare(`${SELECT_RESPONSES} WHERE key > ? ORDER BY key LIMIT ${PAGE}`).raw(),
    all: db
      .prepare(`
      SELECT stored.*, EXISTS (SELECT 1 FROM responses WHERE responses.key = stored.key)
      FROM (${SELECT_RESPONSES}) AS stored`)
      .raw(),
    upsert: db.prepare(UPSERT_RESPONSE),
    remove: db.prepare('DELETE FROM responses WHERE key = ?'),
    intent: db.prepare('SELECT owner, lease_end AS leaseEnd FROM intents WHERE key = ?'),
    intend: db.prepare('INSERT OR REPLACE INTO intents (key, owner, lease_end) VALUES (?, ?, ?)'),
    release: db.prepare('DELETE FROM intents WHERE key = ? AND owner = ?'),
    endIntent: db.prepare('DELETE FROM intents WHERE key = ?'),
    openIntents: db.prepare('SELECT count(*) AS count FROM intents'),
    countLapsed: db.prepare("UPDATE meta SET value = value + 1 WHERE name = 'lapsed intents'"),
    lapsedIntents: db.prepare("SELECT value AS count FROM meta WHERE name = 'lapsed intents'"),
    byModel: db.prepare(`
      SELECT provider, model, sum(status <> 'error') AS answers, sum(status = 'error') AS errors,
        total(CASE WHEN status <> 'error' THEN cost_usd END) AS costUsd
      FROM responses GROUP BY provider, model ORDER BY provider, model`),
  };
}

/** A claim that lapsed counts whoever takes it over: even its owner may have sent a request that was never answered. */
function claimIn(statements: Statements, ...[key, owner, now, leaseMs]: ClaimArguments): boolean {
  if (isAnswer(intact(statements, key))) return false;
  const intent = statements.intent.get(key) as { owner: string; leaseEnd: number } | undefined;
  const lapsed = intent !== undefined && intent.leaseEnd <= now;
  if (intent !== undefined && !lapsed && intent.owner !== owner) return false;
  if (lapsed) statements.countLapsed.run();
  statements.intend.run(key, owner, now + leaseMs);
  return true;
}

function store(statements: Statements, response: RecordedResponse): void {
  const { key } = response;
  const row = statements.get.get(key);
  const stored = row === undefined ? undefined : responseOf(row);
  // The index points to the row of another key, which would be replaced.
  if (stored !== undefined && stored.key !== key) throw corrupt('An entry is not where it should be.');
  if (!isAnswer(stored)) statements.upsert.run(...rowOf(response));
  const wasDamaged = row !== undefined && stored === undefined;
  if (wasDamaged && intact(statements, key) === undefined) throw corrupt('An entry cannot be replaced.');
  statements.endIntent.run(key);
}

function intact(statements: Statements, key: string): RecordedResponse | undefined {
  const row = statements.get.get(key);
  const response = row === undefined ? undefined : responseOf(row);
  // Where the index is damaged, it may lead to the intact entry of another key.
  return response?.key === key ? response : undefined;
}

/** Waits until the disk has it. Claims are spared that: one for each request would hold a recorder up. */
function durably(db: SqliteDatabase, work: () => void): void {
  db.pragma('synchronous = FULL', { simple: true });
  try {
    work();
  } finally {
    db.pragma('synchronous = NORMAL', { simple: true });
  }
}

/** In pages: an open cursor would forbid the caller to commit or delete meanwhile. */
function* entries(statements: Statements, guarded: <T>(work: () => T) => T): Generator<RecordedResponse> {
  let after = '';
  for (;;) {
    const rows = guarded(() => readPage(statements, after));
    for (const row of rows) {
      const response = responseOf(row);
      if (response !== undefined) yield response;
    }
    if (rows.length < PAGE) return;
    after = String(rows.at(-1)![0]);
  }
}

/** A damaged key may stand in the wrong place: going on from it could go round for ever. */
function readPage(statements: Statements, after: string): readonly (readonly unknown[])[] {
  const rows = statements.page.all(after);
  if (rows.length > 0 && !(String(rows.at(-1)![0]) > after)) throw corrupt('The keys are out of order.');
  return rows;
}

/** An error as SQLite reports damage. */
function corrupt(message: string): Error {
  return Object.assign(new Error(message), { code: 'SQLITE_CORRUPT' });
}

/** An entry that the index of keys does not find is lost to `get`, and so damaged too. */
function* damaged(statements: Statements): Generator<string> {
  for (const row of statements.all.iterate()) {
    const isFound = row.at(-1) === 1;
    if (!isFound || responseOf(row) === undefined) yield String(row[0]);
  }
}

function readStats(statements: Statements): CacheStats {
  const byModel = statements.byModel.all() as CacheStats['byModel'];
  const sum = (value: (model: CacheStats['byModel'][number]) => number) =>
    byModel.reduce((total, model) => total + value(model), 0);
  const count = (row: unknown) => (row as { count: number }).count;
  return {
    answers: sum(({ answers }) => answers),
    errors: sum(({ errors }) => errors),
    openIntents: count(statements.openIntents.get()),
    lapsedIntents: count(statements.lapsedIntents.get()),
    costUsd: sum(({ costUsd }) => costUsd),
    byModel,
  };
}
