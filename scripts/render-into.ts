import { chmod, cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BenchError } from '../harness/bench-error.ts';

/** Renders beside the target first, so that a failure leaves the old report whole. */
export async function renderInto(target: string, render: (folder: string) => Promise<void>): Promise<void> {
  const parent = resolve(target, '..');
  if (!(await stat(parent).catch(() => undefined))?.isDirectory()) {
    throw new BenchError(`the folder ${parent} does not exist`);
  }
  const staging = await mkdtemp(join(parent, '.report-'));
  try {
    await render(staging);
    if (await stat(target).catch(() => undefined)) await cp(staging, target, { recursive: true });
    else await chmod(staging, 0o755).then(() => rename(staging, target)); // a temporary folder is for its owner only
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
