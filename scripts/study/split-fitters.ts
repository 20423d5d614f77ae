import { availableParallelism, freemem } from 'node:os';
import { forkedFitter, type StudySource } from './forked-fitter.ts';
import { fitSplit, type SplitPart } from './split-part.ts';
import { type StudyData, settingFingerprint } from './study-setting.ts';

/** Evaluates splits one after the other: calls must not overlap. */
export interface SplitFitter {
  fit(seed: number): Promise<SplitPart>;
  close(): Promise<void>;
}

export interface SplitWorkers {
  /** The config file and how it was changed, so that other processes can help; without it this one works alone. */
  readonly source?: Omit<StudySource, 'fingerprint'>;
  /** Processes that evaluate splits; where left out, as many as there are cores, if the work is worth it and memory allows. */
  readonly workers?: number;
}

/** Below this many seconds of work, processes of their own are not worth their start. */
const WORTH_SECONDS = 20;
/** What a worker takes of memory, as a multiple of what this process takes once the data are read. */
const HEADROOM = 1.5;

/**
 * Who evaluates the splits of a study. The clock decides how many, never what comes out.
 *
 * @param seconds that all splits are likely to take in this process
 */
export function splitFitters(
  setting: StudyData,
  { source, workers }: SplitWorkers,
  seconds: number,
): readonly SplitFitter[] {
  const count = workers ?? sensibleWorkers(seconds);
  if (source === undefined || count === 1) return [ownFitter(setting)];
  const shared = { ...source, fingerprint: settingFingerprint(setting) };
  return Array.from({ length: count }, () => forkedFitter(shared));
}

/** Evaluates in this process. */
export function ownFitter(setting: StudyData): SplitFitter {
  return { fit: (seed) => fitSplit(setting, seed), close: async () => {} };
}

/** One a core, as far as memory goes. */
function sensibleWorkers(seconds: number): number {
  if (seconds < WORTH_SECONDS) return 1;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / (HEADROOM * process.memoryUsage.rss()))));
}
