/**
 * An error that the user can fix. The command line prints `message` and `hint` without a stack and exits 1.
 * The message names the file, the row, the field and the allowed values where they apply.
 * Everything else that goes wrong is a bug: a plain `Error` with its stack.
 */
export class BenchError extends Error {
  override readonly name = 'BenchError';
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
  }
}

/** The work, whose {@link BenchError} then says what it is about: `constraint "phi": …`, with the same hint. */
export function saidOf<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    throw new BenchError(`${what}: ${error.message}`, { hint: error.hint, cause: error });
  }
}
