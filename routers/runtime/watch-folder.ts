import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Calls `changed` once the files of a folder are others than before and have stood still for one look. Looks rather than
 * listens: what is renamed into place, a link that is turned and a file system in the network are all seen alike.
 *
 * @param seen what the caller has read: {@link folderState}, taken before reading
 * @returns stops looking; a call that began comes to its end
 */
export function watchFolder(
  folder: string,
  everyMs: number,
  seen: string,
  changed: () => Promise<unknown>,
): () => void {
  let known = seen;
  let before = seen;
  let isLooking = false;
  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    const now = await folderState(folder);
    if (now === before && now !== known) {
      known = now;
      await changed();
    }
    before = now;
    isLooking = false;
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** What tells that the files of a folder are the same: names, sizes, times and places on the disk. Never fails. */
export async function folderState(folder: string): Promise<string> {
  try {
    const place = await realpath(folder);
    const names = (await readdir(place)).sort();
    const files = await Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs, ino } = await stat(join(place, name));
        return [name, size, mtimeMs, ino];
      }),
    );
    return JSON.stringify([place, files]);
  } catch {
    return 'not there';
  }
}
