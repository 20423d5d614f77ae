import { BenchError } from '../../harness/bench-error.ts';
import { benchArguments } from '../bench-arguments.ts';
import { loadConfig } from '../load-config.ts';
import { terminalProgress } from '../progress.ts';
import type { StudySource } from './forked-fitter.ts';
import { openStudyData } from './open-study.ts';
import { fitSplit, type SplitPart } from './split-part.ts';
import { settingFingerprint } from './study-setting.ts';

/** What comes back for a seed: its part, what the user can fix, or the stack of a bug. */
export type SplitAnswer =
  | { readonly part: SplitPart }
  | { readonly problem: string; readonly hint: string | undefined }
  | { readonly bug: string };

/**
 * The other side of `forkedFitter`: opens the config again, then answers each message, a seed, with what the bench says on its
 * split. Ends with the process that began it.
 */
export function workOnSplits(source: StudySource): void {
  const opened = open(source);
  // Told in the answer to the first seed.
  opened.catch(() => {});
  process.once('disconnect', () => process.exit());
  process.on('message', async (seed: number) => {
    const answer = await answerTo(seed, opened);
    if (process.connected) process.send!(answer);
  });
}

async function open({ config: file, arguments: given, fingerprint }: StudySource) {
  const { config, options } = benchArguments(await loadConfig(file), given, terminalProgress({ quiet: true }));
  const { setting } = await openStudyData(config, options);
  if (settingFingerprint(setting) === fingerprint) return setting;
  throw new BenchError(`${file} or its dataset changed while the study began`, { hint: 'Run the same command again.' });
}

async function answerTo(seed: number, opened: ReturnType<typeof open>): Promise<SplitAnswer> {
  try {
    return { part: await fitSplit(await opened, seed) };
  } catch (error) {
    if (error instanceof BenchError) return { problem: error.message, hint: error.hint };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
