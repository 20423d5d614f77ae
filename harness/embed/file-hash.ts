import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const WINDOW_BYTES = 1 << 20;
const noteSchema = z.object({ sha256: z.string(), size: z.number(), mtimeMs: z.number() });
type Note = z.infer<typeof noteSchema>;

/**
 * SHA-256 of a file in hex. Hashing a model takes a third of a second, so the result is noted beside the file, with
 * its size and time of change, and believed as long as these two stay the same.
 */
export function fileSha256(path: string): string {
  const { size, mtimeMs } = statSync(path);
  const note = readNote(path);
  if (note && note.size === size && note.mtimeMs === mtimeMs) return note.sha256;
  const sha256 = hash(path);
  writeNote(path, { sha256, size, mtimeMs });
  return sha256;
}

function notePath(path: string): string {
  return `${path}.sha256.json`;
}

function readNote(path: string): Note | undefined {
  let text: string;
  try {
    text = readFileSync(notePath(path), 'utf8');
  } catch {
    return undefined;
  }
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A note saves time and nothing else: in a folder that cannot be written to, the file is hashed each time. */
function writeNote(path: string, note: Note): void {
  const temporary = `${notePath(path)}.${process.pid}`;
  try {
    writeFileSync(temporary, JSON.stringify(note));
    renameSync(temporary, notePath(path));
  } catch {
    rmSync(temporary, { force: true });
  }
}

function hash(path: string): string {
  const digest = createHash('sha256');
  const window = Buffer.allocUnsafe(WINDOW_BYTES);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, window); read > 0; read = readSync(file, window)) {
      digest.update(window.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return digest.digest('hex');
}
