import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { BenchError } from '../../bench-error.ts';
import { withSqliteErrors } from './sqlite-error.ts';
import { type SqliteDatabase, sqliteLibrary } from './sqlite-library.ts';

/** "SGBX": how a file says that it is a cache of ours. */
export const APPLICATION_ID = 0x53474258;

/** Entry i brings a file from version i to i + 1; a new file starts at 0. Entries that were released never change. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE responses (
    key TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    repetition INTEGER NOT NULL,
    base_url TEXT NOT NULL,
    served_model TEXT,
    status TEXT NOT NULL,
    text TEXT NOT NULL,
    finish_reason TEXT,
    error_code TEXT,
    input_tokens INTEGER,
    cached_input_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER,
    latency_ms REAL NOT NULL,
    cost_usd REAL,
    asked_at TEXT NOT NULL,
    checksum TEXT NOT NULL
  );
  CREATE TABLE intents (key TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, lease_end INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO meta VALUES ('lapsed intents', 0);`,
  `ALTER TABLE responses ADD COLUMN first_token_ms REAL;
  ALTER TABLE responses ADD COLUMN mean_log_probability REAL;`,
];

/** How long one process waits for another to finish its transaction. */
const BUSY_TIMEOUT_MS = 30_000;

/**
 * Opens the database of a cache; creates file and folder, or brings an older schema up to date, where that is needed.
 *
 * @throws {BenchError} for a file that is no cache or has a newer schema (neither is changed), or that cannot be opened
 */
export function openCacheFile(path: string, migrations: readonly string[] = MIGRATIONS): SqliteDatabase {
  const Database = sqliteLibrary();
  makeFolder(path);
  return withSqliteErrors(path, () => {
    const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      const version = db.transaction(() => schemaVersion(db, path, migrations.length)).deferred();
      useWriteAheadLog(db);
      // A crash of the machine may lose the last claims; `commit` asks for more.
      db.pragma('synchronous = NORMAL', { simple: true });
      // Keys come in no order, so that each checkpoint writes much of their index again: 16 MB of log, not 4.
      db.pragma('wal_autocheckpoint = 4000', { simple: true });
      if (version < migrations.length) db.transaction(() => migrate(db, path, migrations)).immediate();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw new BenchError(`The folder of the response cache ${path} could not be made: ${(cause as Error).message}`, {
      hint: 'Name a file in a folder that you may write.',
      cause,
    });
  }
}

/** 0 for a database without anything in it. */
function schemaVersion(db: SqliteDatabase, path: string, newest: number): number {
  const application = db.pragma('application_id', { simple: true });
  const version = db.pragma('user_version', { simple: true }) as number;
  const isOurs = application === APPLICATION_ID && version >= 1;
  if (isOurs && version <= newest) return version;
  if (isOurs) {
    throw new BenchError(
      `The response cache ${path} has schema version ${version}; this Signalbox knows versions up to ${newest}. It was left as it is.`,
      { hint: 'Use the newer Signalbox that wrote it, or name another file.' },
    );
  }
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
  if (isEmpty && application === 0 && version === 0) return 0;
  throw new BenchError(`${path} is a database of another program, no response cache; it was left as it is.`, {
    hint: 'Name another file: one that does not exist yet becomes a new cache.',
  });
}

/** Two processes that open a new file at once: SQLite refuses one without waiting, although it need only try again. */
function useWriteAheadLog(db: SqliteDatabase): void {
  for (let attempt = 1; ; attempt++) {
    try {
      db.pragma('journal_mode = WAL', { simple: true });
      return;
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      if (!String(code).startsWith('SQLITE_BUSY') || attempt === 200) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Looks at the version again: another process may have been quicker. */
function migrate(db: SqliteDatabase, path: string, migrations: readonly string[]): void {
  for (const migration of migrations.slice(schemaVersion(db, path, migrations.length))) db.exec(migration);
  db.pragma(`application_id = ${APPLICATION_ID}`, { simple: true });
  db.pragma(`user_version = ${migrations.length}`, { simple: true });
}
