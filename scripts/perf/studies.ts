import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publicData } from '../../harness/public-data.ts';
import { benchArguments } from '../bench-arguments.ts';
import { loadConfig } from '../load-config.ts';
import { terminalProgress } from '../progress.ts';
import { finishedParts } from '../study/finished-parts.ts';
import { openStudy } from '../study/open-study.ts';
import { splitFitters } from '../study/split-fitters.ts';
import { studySplits } from '../study/study-splits.ts';
import type { Figure } from './figure.ts';
import { elapsed } from './measure.ts';

const CONFIG = fileURLToPath(new URL('../../bench.config.ts', import.meta.url));
const SEEDS = 20;

/**
 * The bundled config's routers on ZeroEval, repeated over 20 splits by a process for each core, as `signalbox study splits`
 * does. Opening the study fits the first of them and puts into the vector cache what is not there yet. Nothing where the
 * public data are absent.
 */
export async function perfStudies(): Promise<Figure[]> {
  if (publicData() === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-perf-'));
  try {
    const source = { config: CONFIG, arguments: { dataset: 'zeroeval', offline: true } };
    const progress = terminalProgress({ quiet: true });
    const { config, options } = benchArguments(await loadConfig(CONFIG), source.arguments, progress);
    const { setting, seconds: once, close } = await openStudy(config, options);
    const parts = finishedParts(join(folder, 'parts.jsonl'), 'perf');
    const fitters = splitFitters(setting, { source }, (SEEDS - 1) * once);
    const { seconds, cpuSeconds } = await elapsed(() => studySplits(setting, SEEDS, parts, () => {}, fitters));
    close();
    // The first split was fitted when the study was opened.
    const share = SEEDS / (SEEDS - 1);
    const figure = { value: seconds * share, cpuSeconds: cpuSeconds * share, unit: 's', target: { atMost: 60 } };
    return [{ name: `split sensitivity on ZeroEval, ${SEEDS} seeds, vectors cached`, ...figure }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
