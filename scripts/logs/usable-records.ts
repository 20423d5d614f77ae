import { BenchError } from '../../harness/bench-error.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';

/** What a log has, and what of it cannot be used. */
export interface LogFacts {
  readonly records: number;
  /** Fingerprints of the policies that logged. */
  readonly policies: readonly string[];
  /** Records that are left out: without an answer, without a grade, without a cost. */
  readonly failed: number;
  readonly ungraded: number;
  readonly unpriced: number;
  /** Share with a grade among the answers of the model that is graded least, and most. */
  readonly gradedShares?: { readonly least: ModelShare; readonly most: ModelShare };
}

interface ModelShare {
  readonly model: string;
  readonly share: number;
}

export interface UsableRecords {
  readonly usable: readonly DecisionRecord[];
  readonly facts: LogFacts;
}

/**
 * The records that were answered, graded and priced: missing is never zero. A refusal has quality 0 and costs nothing.
 *
 * @throws {BenchError} where hardly any is
 */
export function usableRecords(records: readonly DecisionRecord[]): UsableRecords {
  const answered = records.filter((record) => record['error.type'] === undefined);
  const graded = answered.filter(({ model, quality }) => model === null || quality !== undefined);
  const usable = graded.filter(({ model, costUsd }) => model === null || costUsd !== undefined);
  const facts = {
    records: records.length,
    policies: [...new Set(records.map(({ policy }) => policy))].sort(),
    failed: records.length - answered.length,
    ungraded: answered.length - graded.length,
    unpriced: graded.length - usable.length,
    ...gradedShares(answered),
  };
  if (usable.length >= 2) return { usable, facts };
  throw new BenchError(
    `${usable.length} of ${records.length} records have an answer, a quality and a cost: ${facts.failed} failed, ${facts.ungraded} are not graded, ${facts.unpriced} have no costUsd`,
    { hint: 'Grades that were made later are joined by id: --grades FILE.' },
  );
}

/** Grading that favours a model bends every comparison with it. */
function gradedShares(answered: readonly DecisionRecord[]): Pick<LogFacts, 'gradedShares'> {
  const counts = new Map<string, { all: number; graded: number }>();
  for (const { model, quality } of answered) {
    if (model === null) continue;
    const count = counts.get(model) ?? { all: 0, graded: 0 };
    count.all += 1;
    if (quality !== undefined) count.graded += 1;
    counts.set(model, count);
  }
  const shares = Array.from(counts, ([model, { all, graded }]) => ({ model, share: graded / all }));
  shares.sort((a, b) => a.share - b.share);
  if (shares.length === 0) return {};
  return { gradedShares: { least: shares[0]!, most: shares.at(-1)! } };
}
