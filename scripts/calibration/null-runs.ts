import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { drawDataset } from './population.ts';
import type { Share } from './share.ts';

const LEVEL = 0.05;

export interface NullOptions {
  readonly runs: number;
  /** Validate and test queries, each. */
  readonly n: number;
}

export interface NullRuns {
  /** A router ships. */
  readonly recommended: Share;
  /** A router's quality or AIQ is claimed to differ, or a candidate is claimed not to be among the best. */
  readonly claimed: Share;
  /** Either. */
  readonly either: Share;
}

/** Runs on data where every model is right with the same chance on every query: whatever is recommended or claimed is an error. */
export function nullRuns({ runs, n }: NullOptions, onRun: () => void): NullRuns {
  const options = {
    train: 2 * n,
    validate: n,
    groupSize: 1,
    equallyGood: true,
    routers: { first: 0.5, second: 0.3, third: 0 },
    objective: { kind: 'cheapest-within', margin: 0.02 },
  } as const;
  const count = { recommended: 0, claimed: 0, either: 0 };
  for (let run = 0; run < runs; run++) {
    const { results } = evaluate(drawDataset(options, { fixed: 5_000_000 + run, fresh: 6_000_000 + run, test: n }));
    const recommended = results.policy.kind === 'router';
    const claimed = claimsDifference(results);
    if (recommended) count.recommended += 1;
    if (claimed) count.claimed += 1;
    if (recommended || claimed) count.either += 1;
    onRun();
  }
  const share = (happened: number): Share => ({ count: happened, runs });
  return { recommended: share(count.recommended), claimed: share(count.claimed), either: share(count.either) };
}

/** Whether the report of the run would say of any router that it is better or worse than what it is compared with. */
function claimsDifference({ significance }: Results): boolean {
  return significance?.families.some(({ tests }) => tests.some(({ holm }) => holm <= LEVEL)) ?? false;
}
