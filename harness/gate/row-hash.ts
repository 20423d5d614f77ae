import { canonicalJson } from '../canonical-json.ts';
import { fingerprint } from '../fingerprint.ts';
import type { OutcomeTable } from '../outcome-table.ts';
import { HASH_LENGTH } from './baseline-schema.ts';

/**
 * A short hash of everything that a row says: request, task, group, label, grading, time, and what each model of the pool did.
 * Models are taken by id, so that neither their order nor models outside the pool matter. Sixty bits: two rows of a million
 * are mistaken for each other with a chance of one in a billion billions, and nobody gains by forging one.
 */
export function rowHash(table: OutcomeTable, row: number): string {
  const { id: _, ...example } = table.examples[row]!;
  const digest = fingerprint(canonicalJson({ ...example, outcomes: outcomesOf(table, row) }));
  return Buffer.from(digest, 'hex').toString('base64url').slice(0, HASH_LENGTH);
}

/** NaN, which is missing, becomes `null`. */
function outcomesOf(table: OutcomeTable, row: number): Record<string, readonly number[]> {
  const { models, status, quality, costUsd, latencyMs, inputTokens, cachedInputTokens, outputTokens, signals } = table;
  const columns = [status, quality, costUsd, latencyMs, inputTokens, cachedInputTokens, outputTokens];
  const ofSignals = [...signals.keys()].sort().map((name) => signals.get(name)!);
  return Object.fromEntries(
    models.map(({ id }, m) => {
      const cell = row * models.length + m;
      return [
        id,
        [...columns, ...ofSignals.flatMap((signal) => [signal.values, signal.costUsd, signal.latencyMs])].map(
          (column) => column[cell]!,
        ),
      ];
    }),
  );
}
