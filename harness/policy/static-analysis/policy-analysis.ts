import type { Failover } from '../../failover/failover-schema.ts';
import type { ModelId } from '../../model.ts';
import type { RouteRequest, Scalar } from '../../request.ts';
import type { Policy } from '../policy.ts';
import type { Pattern } from './patterns.ts';

export interface AnalysisInput {
  readonly constraints: Policy['constraints'];
  readonly pool: Policy['pool'];
  readonly metadata: Policy['metadata'];
  readonly failover?: Pick<Failover, 'chains'> | undefined;
  /** Whose prompts and open metadata are tried; representative ones are made up where left out. */
  readonly requests?: readonly RouteRequest[];
  /** Combinations to look at, at most. */
  readonly most?: number;
}

/** Requests that nobody may answer. */
export interface EmptyPool {
  readonly requests: Pattern;
  /** The constraints that leave nobody, each by itself; where none does, those that do so together. */
  readonly constraints: readonly string[];
  /** How many combinations it stands for. */
  readonly combinations: number;
}

/** A member of a fallback chain that a constraint forbids for a request that the chain applies to. */
export interface ReachableModel {
  readonly chain: string;
  readonly model: ModelId;
  readonly constraint: string;
  /** A choice that may be made for that request, and that the chain follows on. */
  readonly choice: ModelId;
  readonly request: Readonly<Record<string, Scalar>>;
  /** The prompt and the moment of that request in words, where the constraint asks for them. */
  readonly circumstances?: string;
  /** False where it depends on what was made up, such as a prompt's length: the member is passed over at that moment. */
  readonly always: boolean;
}

/** What happens where a request lacks a field. */
export interface MissingField {
  readonly field: string;
  /** Constraints that cannot be decided without it about some model, which denies it. */
  readonly constraints: readonly string[];
  /** Share of the combinations of all other fields that are left with nobody, 0..1. */
  readonly emptyShare: number;
}

export interface PolicyAnalysis {
  /** Combinations looked at, fields left out included. */
  readonly combinations: number;
  /** What was not looked at in full, in words. */
  readonly sampled: readonly string[];
  readonly emptyPools: readonly EmptyPool[];
  readonly reachable: readonly ReachableModel[];
  readonly missing: readonly MissingField[];
}
