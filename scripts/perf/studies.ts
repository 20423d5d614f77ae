import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publicData } from '../../harness/public-data.ts';
import { loadConfig } from '../load-config.ts';
import { terminalProgress } from '../progress.ts';
import { finishedParts } from '../study/finished-parts.ts';
import { openStudy } from '../study/open-study.ts';
import { studySplits } from '../study/study-splits.ts';
import type { Figure } from './figure.ts';
import { elapsed } from './measure.ts';

const CONFIG = fileURLToPath(new URL('../../bench.config.ts', import.meta.url));
const SEEDS = 20;

/**
 * The bundled config's learned routers on ZeroEval, repeated over 20 splits. Opening the study fits the first of them and puts
 * into the vector cache what is not there yet. Nothing where the public data are absent.
 */
export async function perfStudies(): Promise<Figure[]> {
  if (publicData() === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-perf-'));
  try {
    const config = { ...(await loadConfig(CONFIG)), dataset: 'zeroeval' };
    const learned = { ...config, routers: config.routers.filter((router) => router.learned) };
    const progress = terminalProgress({ quiet: true });
    const { setting, close } = await openStudy(learned, { leaveOutMisfits: true, progress });
    const parts = finishedParts(join(folder, 'parts.jsonl'), 'perf');
    const { seconds, cpuSeconds } = await elapsed(() => studySplits(setting, SEEDS, parts, () => {}));
    close();
    // The first split was fitted when the study was opened.
    const share = SEEDS / (SEEDS - 1);
    const figure = { value: seconds * share, cpuSeconds: cpuSeconds * share, unit: 's', target: { atMost: 60 } };
    return [{ name: `split sensitivity on ZeroEval, ${SEEDS} seeds, vectors cached`, ...figure }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
