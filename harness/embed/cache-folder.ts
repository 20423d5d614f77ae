import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where prepared models and vectors are kept between runs: `SIGNALBOX_CACHE`, or `~/.cache/signalbox`. */
export function cacheFolder(): string {
  const chosen = process.env.SIGNALBOX_CACHE;
  return chosen ? resolve(chosen) : join(homedir(), '.cache', 'signalbox');
}
