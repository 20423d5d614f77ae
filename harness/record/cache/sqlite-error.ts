import { BenchError } from '../../bench-error.ts';

/**
 * Does work on the database at `path`.
 *
 * @throws {BenchError} where the disk, the rights, another process or the bytes of the file are in the way
 */
export function withSqliteErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explained(path, error);
  }
}

type Explanation = readonly [codes: RegExp, message: string, hint: string];

const EXPLANATIONS: readonly Explanation[] = [
  [
    /^SQLITE_(FULL|IOERR)/,
    'could not be read or written; the disk may be full',
    'Free some space and start again: all that was committed before is kept.',
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'is held by another process',
    'Wait for that process to end, or end it; all that was committed is kept.',
  ],
  [
    /^SQLITE_NOTADB/,
    'is no SQLite database, so no response cache; it was left as it is',
    'Name another file: one that does not exist yet becomes a new cache.',
  ],
  [
    // Our statements are constants: where one is an error, the stored schema is not the one that was written.
    /^SQLITE_(CORRUPT|ERROR)/,
    'is damaged',
    'Save what can be read with "signalbox cache export" and import it into a new cache; else restore a copy.',
  ],
  [
    /^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/,
    'could not be opened for reading and writing',
    'Check that the path names a file, that its folder exists, and that you may write both.',
  ],
];

function explained(path: string, error: unknown): unknown {
  const { code } = error as { readonly code?: unknown };
  const found = typeof code === 'string' ? EXPLANATIONS.find(([codes]) => codes.test(code)) : undefined;
  if (found === undefined) return error;
  const [, message, hint] = found;
  return new BenchError(`The response cache ${path} ${message} (${String(code)}).`, { hint, cause: error });
}
