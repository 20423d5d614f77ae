import type { CriterionName } from './gate-schema.ts';

/** What makes two trees incomparable: a difference between them would say nothing about routing. */
export interface Incomparable {
  readonly what: 'rows' | 'models' | 'prices' | 'embedder';
  /** Which ones, in words. */
  readonly words: string;
}

/** One criterion before and after, over the same prompts. */
export interface TestedCriterion {
  readonly name: CriterionName;
  /** Whether margin and harm are shares of the mean before; else they are differences of values 0..1. */
  readonly relative: boolean;
  /** Means. */
  readonly before: number;
  readonly after: number;
  /** How much worse it is, below 0 where better, with its 95 % interval. */
  readonly harm: { readonly value: number; readonly low: number; readonly high: number };
  /** Lower confidence bound of the harm, at level .05 shared by all criteria: above the margin it is a regression. */
  readonly bound: number;
  readonly margin: number;
  /** The smallest margin that these prompts could hold. */
  readonly detectable: number;
  readonly prompts: number;
  readonly clusters: number;
  readonly regression: boolean;
}

/** A test prompt that another model answers now. `null` = refused. */
export interface Flip {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
  /** After minus before. */
  readonly quality: number;
  readonly costUsd: number;
}

/** A test prompt whose choice breaks a constraint that it did not break before. */
export interface Violation {
  readonly id: string;
  readonly model: string | null;
  readonly constraints: number;
}

/** Mean quality and cost of a router at its operating point; `null` where it was not measured. */
export interface RouterChange {
  readonly name: string;
  readonly before: { readonly quality: number; readonly costUsd: number } | null;
  readonly after: { readonly quality: number; readonly costUsd: number } | null;
}

interface Compared {
  /** What changed that may be compared: policy, objective, config, code. */
  readonly notes: readonly string[];
}

export interface GateComparison extends Compared {
  readonly status: 'pass' | 'regression';
  readonly prompts: number;
  readonly clusters: number;
  /** Prompts that the baseline does not have, by side. They are not compared. */
  readonly added: { readonly train: number; readonly validate: number; readonly test: number };
  readonly criteria: readonly TestedCriterion[];
  readonly untested: readonly { readonly name: CriterionName; readonly because: string }[];
  readonly violations: { readonly before: number; readonly after: number; readonly fresh: readonly Violation[] };
  /** The worst first: by quality, then by cost. */
  readonly flips: readonly Flip[];
  readonly routers: readonly RouterChange[];
}

export interface NotComparable extends Compared {
  readonly status: 'not-comparable';
  readonly because: readonly Incomparable[];
}

export type GateResult = GateComparison | NotComparable;

/** 0 fine, 2 regression, 3 not comparable; 1 is for errors. */
export const GATE_EXIT_CODE = { pass: 0, regression: 2, 'not-comparable': 3 } as const;
