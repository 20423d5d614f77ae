import { closeSync, openSync } from 'node:fs';
import { Parser } from 'pickleparser';
import { BenchError } from '../../harness/bench-error.ts';
import type { DataFrame } from './data-frame.ts';
import { frameColumns } from './frame-columns.ts';
import { PickledFrame, pandasNames } from './pandas-names.ts';
import { WindowedReader } from './windowed-reader.ts';

export interface DataFrameOptions {
  /** Texts longer than this many bytes of UTF-8 are skipped and read as ''. Default: none is skipped. */
  readonly maxStringBytes?: number;
}

/**
 * Reads a pandas DataFrame from a pickle of protocol 2 to 5 (`df.to_pickle(path, compression=None)`), without Python.
 * Nothing in a pickle is executed: the names of the pandas and numpy constructors are mapped to stand-ins that collect
 * data, and any other name is an error.
 *
 * @throws {BenchError} naming the file, if it is no pickle, is cut, names anything else, or its blocks don't fit
 */
export function readDataFrame(path: string, options: DataFrameOptions = {}): DataFrame {
  const fd = open(path);
  try {
    const reader = new WindowedReader(fd, options.maxStringBytes ?? Number.POSITIVE_INFINITY);
    return frameColumns(parse(reader), reader.size);
  } catch (cause) {
    throw explain(path, cause);
  } finally {
    closeSync(fd);
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw new BenchError(`${path} cannot be opened: ${(cause as Error).message}`, { cause });
  }
}

function parse(reader: WindowedReader): PickledFrame {
  checkHeader(reader);
  const parser = new Parser({
    nameResolver: { resolve: pandasNames(reader.size) },
    unpicklingTypeOfDictionary: 'Map',
  });
  const value = parser.read<unknown>(reader);
  if (!(value instanceof PickledFrame)) throw new BenchError('it holds something else than a DataFrame');
  return value;
}

function checkHeader(reader: WindowedReader): void {
  const isPickle = reader.size >= 2 && reader.byte() === 0x80;
  const protocol = isPickle ? reader.byte() : 0;
  if (protocol < 2 || protocol > 5) {
    throw new BenchError('it is not a pickle of protocol 2 to 5', {
      hint: 'Write it with pandas: df.to_pickle(path, compression=None).',
    });
  }
}

/** Whatever goes wrong on the way is the file's fault: the parser throws plain errors on bytes that make no sense. */
function explain(path: string, cause: unknown): BenchError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const hint = cause instanceof BenchError ? cause.hint : undefined;
  return new BenchError(`${path} cannot be read as a pandas pickle: ${message}`, { hint, cause });
}
