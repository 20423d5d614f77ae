import type { Outcomes } from '../../harness/evaluate/outcomes.ts';
import type { Measurement } from '../../harness/gate/baseline.ts';
import type { Decided } from '../policy/decided.ts';

/** What was measured of a tree: the policy, what it decides on test, and what stands beside it. */
export interface MeasuredPolicy {
  readonly policy: Measurement['policy'];
  readonly decided: Decided;
  readonly routers: Measurement['routers'];
  readonly fingerprints: Measurement['fingerprints'];
  /** Of the test rows, the models in the order of the tree's table. */
  readonly outcomes: Outcomes;
}
