/** How often something happened in simulated runs. */
export interface Share {
  readonly count: number;
  readonly runs: number;
}

/** Share with its standard error, in percent: `94.6 % ± 0.7`. */
export function shareText({ count, runs }: Share): string {
  const share = count / runs;
  return `${(100 * share).toFixed(1)} % ± ${(100 * Math.sqrt((share * (1 - share)) / runs)).toFixed(1)}`;
}
