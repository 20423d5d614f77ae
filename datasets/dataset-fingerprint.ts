import { bytesOf, fingerprint } from '../harness/fingerprint.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';

/**
 * SHA-256 over the content of a table: examples with what they ask, model names, and every outcome column. Two copies
 * of one dataset agree whatever file they were read from, as long as their numbers are the same to the last bit.
 */
export function datasetFingerprint(table: OutcomeTable): string {
  return fingerprint(
    JSON.stringify(table.examples),
    JSON.stringify(table.models),
    bytesOf(table.status),
    bytesOf(table.quality),
    bytesOf(table.costUsd),
    bytesOf(table.latencyMs),
    bytesOf(table.inputTokens),
    bytesOf(table.cachedInputTokens),
    bytesOf(table.outputTokens),
  );
}
