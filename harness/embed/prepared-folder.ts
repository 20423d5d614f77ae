import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Makes a folder appear whole or not at all: `fill` writes into a folder of its own, which is then renamed. When two
 * processes prepare the same folder, one of them wins and the other discards its copy. A folder already there that
 * `intact` rejects is replaced.
 */
export function prepareFolder(folder: string, fill: (temporary: string) => void, intact: () => boolean): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent, prefixOf(folder));
  const temporary = mkdtempSync(join(parent, prefixOf(folder)));
  try {
    fill(temporary);
    if (!moveInto(temporary, folder) && !intact()) replace(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function prefixOf(folder: string): string {
  return `.preparing-${basename(folder)}-`;
}

/** False where another folder already stands there. */
function moveInto(temporary: string, folder: string): boolean {
  try {
    renameSync(temporary, folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows answers EPERM where others say that the folder is not empty.
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM') return false;
    throw error;
  }
}

function replace(temporary: string, folder: string): void {
  const aside = `${temporary}-replaced`;
  renameSync(folder, aside);
  try {
    moveInto(temporary, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** What a process that was killed left behind; a recent one may belong to a process at work. */
function removeAbandoned(parent: string, prefix: string): void {
  const oldest = Date.now() - ABANDONED_AFTER_MS;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const age = statSync(join(parent, name), { throwIfNoEntry: false });
    if (age && age.mtimeMs < oldest) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
