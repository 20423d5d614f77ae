import { existsSync, readFileSync } from 'node:fs';

export interface Elapsed {
  readonly seconds: number;
  /** Of all threads of the process, and of the processes that it began and that ended meanwhile. */
  readonly cpuSeconds: number;
}

/** How long `work` takes, by the clock and by the processor. */
export async function elapsed(work: () => unknown): Promise<Elapsed> {
  const cpu = process.cpuUsage();
  const ofChildren = childrenCpuSeconds();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6 + childrenCpuSeconds() - ofChildren };
}

const PROC_STAT = '/proc/self/stat';
/** `USER_HZ`, which Linux has fixed. */
const TICKS_PER_SECOND = 100;

/** Processor time of processes that have ended; 0 where the system does not say. Fields 16 and 17 of proc_pid_stat(5). */
function childrenCpuSeconds(): number {
  if (!existsSync(PROC_STAT)) return 0;
  const text = readFileSync(PROC_STAT, 'utf8');
  // The name of the program, field 2, may hold blanks and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

export interface PerCall {
  /** Median by the clock, which shrugs off what other processes do meanwhile. */
  readonly ms: number;
  /** Mean processor time of all threads, in seconds. */
  readonly cpuSeconds: number;
}

/** Time of one call, over the items. */
export async function perCall<T>(items: readonly T[], work: (item: T) => unknown): Promise<PerCall> {
  const times: number[] = [];
  const { cpuSeconds } = await elapsed(async () => {
    for (const item of items) {
      const start = performance.now();
      await work(item);
      times.push(performance.now() - start);
    }
  });
  return { ms: times.sort((a, b) => a - b)[times.length >> 1]!, cpuSeconds: cpuSeconds / items.length };
}

/** Memory of the process as the system sees it, native libraries included, in MB of 10⁶ bytes. */
export function residentMb(): number {
  return process.memoryUsage.rss() / 1e6;
}

/** The most it ever was since the process began: no sampling, so no peak is missed. */
export function peakResidentMb(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
