/** One line of the speed table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value should be at most or at least, in the same unit; left out where it is for information only. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
  /** Processor time of all threads, in seconds: says more than the clock where the cores are shared. */
  readonly cpuSeconds?: number;
}

export type Verdict = 'met' | 'missed' | '';

export function verdictOf({ value, target }: Figure): Verdict {
  if (target === undefined) return '';
  const met = 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
  return met ? 'met' : 'missed';
}
