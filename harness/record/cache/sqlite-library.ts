import { createRequire } from 'node:module';
import { BenchError } from '../../bench-error.ts';

/** What is used of better-sqlite3: written down here, so that types are checked where the package is not installed. */
export type SqliteLibrary = new (path: string, options?: { timeout?: number }) => SqliteDatabase;

export interface SqliteDatabase {
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  pragma(sql: string, options: { simple: true }): unknown;
  /** `immediate` takes the lock of the writer at once: two that read first and write later cannot end in a deadlock. */
  transaction<A extends unknown[], R>(work: (...args: A) => R): { immediate(...args: A): R; deferred(...args: A): R };
  close(): unknown;
}

export interface SqliteStatement<Row = unknown> {
  run(...parameters: unknown[]): { readonly changes: number };
  get(...parameters: unknown[]): Row | undefined;
  all(...parameters: unknown[]): Row[];
  iterate(...parameters: unknown[]): IterableIterator<Row>;
  /** The same with rows as arrays, in the order of the columns. */
  raw(): SqliteStatement<readonly unknown[]>;
}

/** @throws {BenchError} where the optional package better-sqlite3 is missing or has no binary for this machine */
export function sqliteLibrary(): SqliteLibrary {
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3') as SqliteLibrary;
    // The native part is loaded with the first database only.
    new Database(':memory:').close();
    return Database;
  } catch (cause) {
    throw new BenchError('The response cache needs the package better-sqlite3, which is not installed here.', {
      hint: 'Install it with "npm install better-sqlite3" (it needs a C++ compiler where there is no prebuilt binary).',
      cause,
    });
  }
}
