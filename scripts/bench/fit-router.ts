import { BenchError } from '../../harness/bench-error.ts';
import type { Assessments } from '../../harness/evaluate/evaluation-input.ts';
import type { Split } from '../../harness/evaluate/split.ts';
import { allowedAt, type OutcomeTable } from '../../harness/outcome-table.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { FittedRouter, Router } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';

/** Fits a router; where misfits are collected, one that the dataset does not suit is told there and `undefined` here. */
export async function fitOrLeaveOut(
  router: Router,
  train: OutcomeTable,
  tools: Tools,
  misfits: string[] | undefined,
): Promise<FittedRouter | undefined> {
  try {
    return await router.fit(train, tools);
  } catch (error) {
    if (misfits === undefined || !(error instanceof BenchError)) throw error;
    misfits.push(`router ${router.name} left out: ${error.message}`);
    return undefined;
  }
}

export function noRouterFits(leftOut: readonly string[]): BenchError {
  return new BenchError(`no router of the config fits this dataset:\n${leftOut.join('\n')}`);
}

/** Asks a fitted router about validate and test as it stands in memory, allowing it what constraints allow. */
export async function assessDirectly(
  fitted: FittedRouter,
  { table, split }: { readonly table: OutcomeTable; readonly split: Split },
  tools: Tools,
): Promise<Assessments> {
  const assess = (rows: Uint32Array) =>
    fitted.assess(
      requestsAt(table, rows),
      Array.from(rows, (row) => allowedAt(table, row)),
      tools,
    );
  return { validate: await assess(split.validate), test: await assess(split.test) };
}

export function requestsAt({ examples }: OutcomeTable, rows: Uint32Array): RouteRequest[] {
  return Array.from(rows, (row) => examples[row]!.request);
}
