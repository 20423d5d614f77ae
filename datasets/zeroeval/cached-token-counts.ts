import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countTokens } from '../../harness/count-tokens.ts';
import { cacheFolder } from '../../harness/embed/cache-folder.ts';
import { bytesOf, fingerprint } from '../../harness/fingerprint.ts';

/** To be raised when `countTokens` counts differently. */
const VERSION = 'o200k token counts, version 1';

/**
 * Tokens of each text, kept on disk under the texts' own hash: counting the ten million tokens of ZeroEval takes most
 * of the time of reading it, and the second time none. A file that is not whole is counted again.
 */
export async function cachedTokenCounts(texts: readonly string[]): Promise<Uint32Array> {
  const key = fingerprint(VERSION, ...texts);
  const folder = join(cacheFolder(), 'token-counts');
  const file = join(folder, `${key}.bin`);
  const kept = await readCounts(file, key, texts.length);
  if (kept !== undefined) return kept;
  const counts = Uint32Array.from(texts, countTokens);
  await keep(folder, file, Buffer.concat([bytesOf(counts), Buffer.from(checksum(key, counts), 'hex')]));
  return counts;
}

/** `undefined` when the file is absent or not what was written under this key. */
async function readCounts(file: string, key: string, length: number): Promise<Uint32Array | undefined> {
  const bytes = await readFile(file).catch(nothingIf('ENOENT', 'EACCES', 'ENOTDIR'));
  if (bytes === undefined || bytes.byteLength < 4 * length) return undefined;
  const counts = new Uint32Array(length);
  bytesOf(counts).set(bytes.subarray(0, 4 * length));
  return bytes.subarray(4 * length).toString('hex') === checksum(key, counts) ? counts : undefined;
}

function checksum(key: string, counts: Uint32Array): string {
  return fingerprint(key, bytesOf(counts));
}

/** Written beside and renamed, so that another process never reads half a file. Without a place to write, not kept. */
async function keep(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}`;
  const unwritable = nothingIf('EACCES', 'EROFS', 'ENOTDIR', 'ENOSPC');
  await mkdir(folder, { recursive: true })
    .then(() => writeFile(draft, bytes))
    .then(() => rename(draft, file))
    .catch(unwritable);
}

/** Turns the named failures of a file operation into `undefined`; all others stay errors. */
function nothingIf(...codes: readonly string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
    return undefined;
  };
}
