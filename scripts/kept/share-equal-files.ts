import { link, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../../harness/fingerprint.ts';

/**
 * Makes one file of equal attachments: routers over the same prompts keep the same vectors, and the policy that ships is
 * one of the candidates. Hard links, where the file system has them; else copies stay copies. Nothing in a run is ever
 * written to once it is in place.
 */
export async function shareEqualFiles(folder: string): Promise<void> {
  const known = new Map<string, string>();
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const path of files
    .filter(isAttachment)
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()) {
    const content = fingerprint(await readFile(path));
    const first = known.get(content);
    if (first === undefined) known.set(content, path);
    else if (!(await linked(first, path))) return;
  }
}

function isAttachment(entry: { name: string; isFile(): boolean }): boolean {
  return entry.isFile() && entry.name.endsWith('.bin');
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, `${to}.link`);
  } catch {
    return false;
  }
  await rename(`${to}.link`, to);
  return true;
}
