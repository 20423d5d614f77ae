import { chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';

/**
 * Moves a finished staging folder into place and points `latest` to it, unless told to leave that alone. Each step is a rename, so that whoever looks finds
 * a whole run, the old one or the new one. Synchronous, so that no signal handler can end the process between two steps.
 *
 * @returns the folder of the run
 * @throws {BenchError} when something else than a link is called `latest`; the run itself is in place then
 */
export function publishRun(staging: string, output: string, name: string, options: { latest?: boolean } = {}): string {
  const folder = join(output, name);
  const aside = mkdtempSync(join(output, '.replaced-'));
  try {
    chmodSync(staging, 0o755); // a temporary folder is for its owner only, a run is for the team
    moveIfThere(folder, join(aside, 'run'));
    renameSync(staging, folder);
    if (options.latest === false) return folder;
    const link = join(aside, 'latest');
    symlinkSync(name, link, 'dir');
    pointLatestTo(link, output, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function pointLatestTo(link: string, output: string, folder: string): void {
  try {
    renameSync(link, join(output, 'latest'));
  } catch (cause) {
    throw new BenchError(`${join(output, 'latest')} is no link to a run, and cannot become one`, {
      cause,
      hint: `Move it away. The new run is complete, in ${folder}.`,
    });
  }
}
