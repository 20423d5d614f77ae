import { sqliteLibrary } from './sqlite-library.ts';

/** False where better-sqlite3 is not installed or has no binary for this machine: tests that need it are skipped. */
export function sqliteLoads(): boolean {
  try {
    sqliteLibrary();
    return true;
  } catch {
    return false;
  }
}
