import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import type { PublicFile } from '../public-manifest.ts';
import { openUrl } from './open-url.ts';

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** A server that sends nothing for this long is given up. */
  readonly idleMs: number;
  readonly onBytes: (count: number) => void;
}

/**
 * Downloads one file to `target`: to a temporary name beside it, renamed once size and sha256 are right, so that
 * `target` is never half a file. Reading stops as soon as there are more bytes than there should be.
 *
 * @throws {BenchError} if the content is not what the manifest says
 */
export async function downloadFile(
  url: string,
  file: PublicFile,
  target: string,
  options: DownloadOptions,
): Promise<void> {
  const idle = idleTimer(options);
  const part = `${target}.${process.pid}.part`;
  await mkdir(dirname(target), { recursive: true });
  try {
    const response = await openUrl(url, idle.signal);
    const out = await open(part, 'w');
    try {
      await receive(response, url, file, out, idle, options.onBytes);
    } finally {
      await out.close();
    }
    await rename(part, target);
  } finally {
    idle.stop();
    await rm(part, { force: true });
  }
}

async function receive(
  response: Response,
  url: string,
  file: PublicFile,
  out: FileHandle,
  idle: IdleTimer,
  onBytes: (count: number) => void,
): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    idle.restart();
    bytes += chunk.byteLength;
    if (bytes > file.bytes) throw new BenchError(`${url}: more than the expected ${file.bytes} bytes`);
    hash.update(chunk);
    await out.writeFile(chunk);
    onBytes(chunk.byteLength);
  }
  if (bytes !== file.bytes) throw new BenchError(`${url}: ${bytes} bytes instead of the expected ${file.bytes}`);
  const sha256 = hash.digest('hex');
  if (sha256 === file.sha256) return;
  throw new BenchError(`${url}: sha256 is ${sha256} instead of the expected ${file.sha256}`);
}

interface IdleTimer {
  readonly signal: AbortSignal;
  restart(): void;
  stop(): void;
}

/** Aborts when nothing has come for `idleMs`, or when the caller aborts. */
function idleTimer({ signal, idleMs }: DownloadOptions): IdleTimer {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new BenchError(`nothing came for ${idleMs / 1000} seconds`));
  let timer = setTimeout(giveUp, idleMs);
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    restart() {
      clearTimeout(timer);
      timer = setTimeout(giveUp, idleMs);
    },
    stop: () => clearTimeout(timer),
  };
}
