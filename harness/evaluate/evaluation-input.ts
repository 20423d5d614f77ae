import type { DatasetCard } from '../dataset.ts';
import type { Objective } from '../objective.ts';
import type { OutcomeTable } from '../outcome-table.ts';
import type { Assessment } from '../router.ts';
import type { Traffic } from '../traffic.ts';
import type { Completeness } from './completeness.ts';
import type { Results } from './results.ts';
import type { Slices } from './slices.ts';
import type { Split } from './split.ts';

/** Assessments of the rows of a split, in the order of its `validate` and `test`. */
export interface Assessments {
  readonly validate: readonly Assessment[];
  readonly test: readonly Assessment[];
}

/** A router as it will ship: its assessments come through the policy as saved and opened again. */
export interface Candidate {
  readonly name: string;
  readonly kind: string;
  readonly learned: boolean;
  /** Why it may not ship, where it may not. */
  readonly notDeployable?: string;
  readonly notes: readonly string[];
  readonly assessments: Assessments;
  /** The same router refitted on shuffled outcomes; learned routers only. */
  readonly shuffled?: Assessments;
  readonly files: { readonly assessments: string; readonly decisions: string };
}

export interface EvaluationInput {
  readonly name: string;
  readonly seed: number;
  /** Salt of the policy that will ship: the draw of mixtures on test is the one that production makes. */
  readonly salt: string;
  readonly dataset: {
    readonly card: DatasetCard;
    readonly notes: readonly string[];
    /** Examples before incomplete rows were left out. */
    readonly examples: number;
    readonly missing: Completeness['missing'];
    readonly worstCase?: Completeness['worstCase'];
  };
  /** Complete rows only; every model has a price. */
  readonly table: OutcomeTable;
  /** Row indices of `table`. */
  readonly split: Split;
  readonly objective: Objective;
  /** Tokens per row of `table`, by the same estimate that production makes (`requestTokens`). */
  readonly inputTokens: Float64Array;
  /** The draw of each row of `table` for mixtures, in [0, 1); made of its request where left out. */
  readonly draws?: Float64Array;
  /** Slices of the rows of `table` by metadata; cut from its requests where left out. */
  readonly slices?: Slices;
  readonly candidates: readonly Candidate[];
  /** What a month in production looks like; changes no other figure. */
  readonly traffic?: Traffic;
  readonly fingerprints: Results['fingerprints'];
  /** Whether the run keeps no prompts, answers and metadata. */
  readonly redacted?: boolean;
}
