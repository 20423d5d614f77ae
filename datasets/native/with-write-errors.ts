import { BenchError } from '../../harness/bench-error.ts';

/**
 * Does the work of writing into a folder.
 *
 * @throws {BenchError} where the disk or the rights are in the way
 */
export async function withWriteErrors<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, errno } = cause as NodeJS.ErrnoException;
    // An error of the system; whatever else goes wrong has nothing to do with the folder.
    if (!(cause instanceof Error) || typeof errno !== 'number') throw cause;
    const isFull = code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT';
    throw new BenchError(`${dir}: the dataset could not be written: ${cause.message}`, {
      hint: isFull
        ? 'Free some space and run the command again; no answer that was recorded is lost.'
        : 'Name a folder that you may write: --out FOLDER.',
      cause,
    });
  }
}
