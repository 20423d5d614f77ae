import type { TestRow } from './baseline.ts';
import type { CriterionName } from './gate-schema.ts';

export interface Criterion {
  readonly name: CriterionName;
  /** Whether its margin is a share of the mean before, and more is worse; else it is what may be lost of the value. */
  readonly relative: boolean;
  /** `null` where it was not recorded. */
  of(row: TestRow): number | null;
}

/** What is compared query by query. */
export const CRITERION: Readonly<Record<CriterionName, Criterion>> = {
  quality: { name: 'quality', relative: false, of: ({ quality }) => quality },
  cost: { name: 'cost', relative: true, of: ({ costUsd }) => costUsd },
  latency: { name: 'latency', relative: true, of: ({ latencyMs }) => latencyMs },
  accuracy: { name: 'accuracy', relative: false, of: ({ correct }) => correct },
};
