import { costAt } from '../../harness/model.ts';
import type { Example } from '../../harness/outcome-table.ts';
import { likelyInputTokens, type RecordTask } from '../../harness/record/recorder/record-task.ts';

/** Questions of one kind to one provider: a model's answers, what a router asks, a signal's verdicts. */
export interface RecordPart {
  /** For people: `gpt-4o-mini`, `router classifier`, `signal judge`. */
  readonly what: string;
  readonly provider: string;
  /** A model that is asked here and has others answer. */
  readonly answersForOthers?: string;
  /** What there is to ask about an example as things stand: a verdict needs its answer first. */
  tasksFor(example: Example): readonly RecordTask[];
}

/** Example by example, so that a recording that stops half-way has complete rows. */
export function* tasksOf(parts: readonly RecordPart[], examples: readonly Example[]): Generator<RecordTask> {
  for (const example of examples) {
    for (const part of parts) yield* part.tasksFor(example);
  }
}

/** A bill before it is run up, in USD. */
export interface EstimatedBill {
  /** A model, a router or a signal. */
  readonly model: string;
  readonly requests: number;
  /** Input tokens counted with o200k, and half of `maxTokens` as output. */
  readonly likelyUsd: number;
  /** Input tokens counted with o200k, and all of `maxTokens` as output. */
  readonly mostUsd: number;
}

/** What the questions would cost of which `isKnown` says no, each counted once. Asks nobody, needs no key. */
export function estimatedBills(
  parts: readonly RecordPart[],
  examples: readonly Example[],
  isKnown: (key: string) => boolean,
): EstimatedBill[] {
  const seen = new Set<string>();
  return parts.map((part) => {
    const bill = { model: part.what, requests: 0, likelyUsd: 0, mostUsd: 0 };
    for (const { key, question, price, maxTokens } of tasksOf([part], examples)) {
      if (seen.has(key) || isKnown(key)) continue;
      seen.add(key);
      const input = likelyInputTokens(question);
      bill.requests++;
      bill.likelyUsd += costAt(price, input, maxTokens / 2);
      bill.mostUsd += costAt(price, input, maxTokens);
    }
    return bill;
  });
}
