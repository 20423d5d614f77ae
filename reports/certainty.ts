import type { Estimate, EstimateOrWhy, Results } from '../harness/evaluate/results.ts';
import { LEAST_TASK_QUERIES, type Significance } from '../harness/evaluate/significance-schema.ts';
import { decimal, milliseconds } from './format.ts';

/** Behind the name of what is in the confidence set for the best. */
export const MAY_BE_BEST = '‡';
/** What marks a task with few test queries. */
export const FEW = 'few';

/** One line of the table: how a router stands against the zero router and the reference model, and whether it may be best. */
export interface CertaintyRow {
  readonly name: string;
  readonly isIn: boolean;
  readonly againstZero: Comparison;
  /** Absent for a router that may not ship. */
  readonly againstReference?: Comparison;
}

export interface Comparison {
  readonly difference: Estimate;
  readonly p: number;
  readonly holm: number;
}

/** The routers by AIQ − zero, best first; none where no claim is made. */
export function certaintyRows({ significance }: Results): CertaintyRow[] {
  const tests = (family: string) => significance?.families.find((one) => one.family === family)?.tests ?? [];
  const members = bestNames(significance, 'router');
  const rows = tests('aiq-zero').map((againstZero): CertaintyRow => {
    const againstReference = tests('quality-reference').find(({ router }) => router === againstZero.router);
    return {
      name: againstZero.router,
      isIn: members.has(againstZero.router),
      againstZero,
      ...(againstReference !== undefined && { againstReference }),
    };
  });
  return rows.sort((a, b) => b.againstZero.difference.value - a.againstZero.difference.value);
}

/** Names of the routers, or of the zero router, that may be the best. */
export function bestNames(significance: Significance | undefined, kind: 'router' | 'zero'): ReadonlySet<string> {
  const members = significance?.best?.filter((one) => one.isIn && one.kind === kind) ?? [];
  return new Set(members.map(({ name }) => name));
}

/** What the mark behind a name says; `undefined` where nothing has it. */
export function bestLine({ significance }: Results): string | undefined {
  const size = significance?.best?.filter(({ isIn }) => isIn).length ?? 0;
  if (size === 0) return undefined;
  return size === 1
    ? `${MAY_BE_BEST} the best by AIQ, with 95 % confidence.`
    : `${MAY_BE_BEST} may be the best by AIQ: these ${size} are its 95 % confidence set, and these test queries cannot tell which of them it is.`;
}

/** Whether a task has so few test queries that its figures are hints. */
export function isFew(queries: number): boolean {
  return queries < LEAST_TASK_QUERIES;
}

/** What the mark of small tasks says; `undefined` where none is small. */
export function fewLine({ tasks }: Results): string | undefined {
  return tasks.some(({ test }) => isFew(test))
    ? `Tasks marked “${FEW}” have fewer than ${LEAST_TASK_QUERIES} test prompts: their figures are hints, not findings.`
    : undefined;
}

/** A p-value: `0.032`, `<0.001`. */
export function pText(p: number): string {
  return p < 0.001 ? '<0.001' : decimal(p, 3);
}

/** A latency with its interval: `2.90 s [2.71 s to 3.20 s]`, or `not defined`; empty where there is none. */
export function latencyText(figure: EstimateOrWhy | undefined): string {
  return intervalText(figure, milliseconds);
}

/** An F1 with its interval, or `not defined`; empty where there is none. */
export function f1Text(figure: EstimateOrWhy | undefined): string {
  return intervalText(figure, (value) => decimal(value, 3));
}

function intervalText(figure: EstimateOrWhy | undefined, one: (value: number) => string): string {
  if (figure === undefined) return '';
  return 'undefined' in figure ? 'not defined' : `${one(figure.value)} [${one(figure.low)} to ${one(figure.high)}]`;
}
