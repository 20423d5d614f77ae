import { join } from 'node:path';
import { BenchError } from '../harness/bench-error.ts';
import { downloadFile } from './fetch/download-file.ts';
import { isComplete } from './fetch/is-complete.ts';
import { withRetries } from './fetch/with-retries.ts';
import { fetchFolder } from './public-files.ts';
import { type PublicFile, publicFilesOf } from './public-manifest.ts';

export interface FetchOptions {
  /** The data folder; files go into subfolders of it. Default: where the importers look, see `fetchFolder`. */
  readonly into?: string;
  /** A mirror that holds the files at their paths in the data folder. Default: GitHub, at the pinned commits. */
  readonly baseUrl?: string;
  /** Called with the share of the bytes that are there, 0..1, and the file being fetched. */
  readonly onProgress?: (share: number, what: string) => void;
  readonly signal?: AbortSignal;
  /** A server that sends nothing for this long is given up. Default 30 s. */
  readonly idleMs?: number;
  /** How often each address is tried. Default 4. */
  readonly attempts?: number;
  /** Pause before the second attempt, doubled before each further one. Default 500 ms. */
  readonly pauseMs?: number;
}

export interface Fetched {
  /** Paths relative to the data folder. */
  readonly downloaded: readonly string[];
  /** Files that were there already, with the right content. */
  readonly kept: readonly string[];
}

/**
 * Downloads the files of a public dataset and verifies size and sha256 of each against the manifest. Files that are
 * there with the right content are kept, so that an interrupted fetch goes on where it stopped.
 *
 * @throws {BenchError} for an unknown dataset, a server that cannot be reached, and a content that is not the expected
 */
export async function fetchDataset(name: string, options: FetchOptions = {}): Promise<Fetched> {
  const files = publicFilesOf(name);
  const report = progressOf(files, options);
  const downloaded: string[] = [];
  const kept: string[] = [];
  for (const file of files) {
    const target = join(options.into ?? fetchFolder(), file.path);
    if (await isComplete(target, file)) {
      kept.push(file.path);
    } else {
      await fetchFile(file, target, options, (bytes) => report.add(bytes, file.path));
      downloaded.push(file.path);
    }
    report.done(file);
  }
  return { downloaded, kept };
}

async function fetchFile(
  file: PublicFile,
  target: string,
  options: FetchOptions,
  onBytes: (count: number) => void,
): Promise<void> {
  const { attempts = 4, pauseMs = 500, idleMs = 30_000, signal = new AbortController().signal } = options;
  const failures: unknown[] = [];
  for (const url of addressesOf(file, options.baseUrl)) {
    const attempt = () => downloadFile(url, file, target, { signal, idleMs, onBytes });
    try {
      return await withRetries(attempt, { signal, attempts, pauseMs });
    } catch (failure) {
      signal.throwIfAborted();
      failures.push(describe(url, failure));
    }
  }
  throw new BenchError(`${file.path} could not be fetched: ${failures.join('; ')}`, {
    hint: `Expected ${file.bytes} bytes with sha256 ${file.sha256}. Try again, name a mirror, or put the file at ${target} yourself.`,
  });
}

function addressesOf(file: PublicFile, baseUrl: string | undefined): readonly string[] {
  if (baseUrl === undefined) return file.urls;
  return [`${baseUrl.replace(/\/+$/, '')}/${file.path.split('/').map(encodeURIComponent).join('/')}`];
}

/** `fetch` hides the reason of a failed connection in its cause. */
function describe(url: string, failure: unknown): string {
  if (failure instanceof BenchError)
    return failure.message.includes(url) ? failure.message : `${url}: ${failure.message}`;
  const error = failure as Error & { code?: string };
  const cause = error.cause as (Error & { code?: string }) | undefined;
  const reason = cause?.code ?? cause?.message ?? error.code ?? error.message;
  return error.message === 'fetch failed'
    ? `${url} cannot be reached (${reason})`
    : `${url}: ${error.message} (${reason})`;
}

interface Progress {
  add(bytes: number, what: string): void;
  done(file: PublicFile): void;
}

/** Bytes of a failed attempt count only until its file is done. */
function progressOf(files: readonly PublicFile[], { onProgress }: FetchOptions): Progress {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let finished = 0;
  let current = 0;
  return {
    add(bytes, what) {
      current += bytes;
      onProgress?.(Math.min(1, (finished + current) / total), what);
    },
    done({ bytes, path }) {
      finished += bytes;
      current = 0;
      onProgress?.(finished / total, path);
    },
  };
}
