import { chmod, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Moves a finished staging folder into place and points `latest` to it. Each step is a rename, so that whoever looks finds
 * a whole run, the old one or the new one.
 *
 * @returns the folder of the run
 */
export async function publishRun(staging: string, output: string, name: string): Promise<string> {
  const folder = join(output, name);
  const aside = await mkdtemp(join(output, '.replaced-'));
  try {
    await chmod(staging, 0o755); // a temporary folder is for its owner only, a run is for the team
    await rename(folder, join(aside, 'run')).catch(ignoreMissing);
    await rename(staging, folder);
    const link = join(aside, 'latest');
    await symlink(name, link, 'dir');
    await rename(link, join(output, 'latest'));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return folder;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
