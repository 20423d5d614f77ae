import { bytesOf, fingerprint } from '../harness/fingerprint.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';

const EXAMPLES_AT_ONCE = 1000;

/**
 * SHA-256 over the content of a table: examples with what they ask, model names, and every outcome column. Two copies
 * of one dataset agree whatever file they were read from, as long as their numbers are the same to the last bit.
 */
export function datasetFingerprint(table: OutcomeTable): string {
  return fingerprint(
    ...exampleFingerprints(table),
    JSON.stringify(table.models),
    bytesOf(table.status),
    bytesOf(table.quality),
    bytesOf(table.costUsd),
    bytesOf(table.latencyMs),
    bytesOf(table.inputTokens),
    bytesOf(table.cachedInputTokens),
    bytesOf(table.outputTokens),
    ...Array.from(table.signals).flatMap(([name, { values, costUsd, latencyMs, asked }]) => [
      JSON.stringify([name, asked ?? null]),
      bytesOf(values),
      bytesOf(costUsd),
      bytesOf(latencyMs),
    ]),
  );
}

/** In blocks, so that the text of a large dataset is never held a second time. */
function exampleFingerprints({ examples }: OutcomeTable): string[] {
  const blocks: string[] = [];
  for (let start = 0; start < examples.length; start += EXAMPLES_AT_ONCE) {
    blocks.push(fingerprint(JSON.stringify(examples.slice(start, start + EXAMPLES_AT_ONCE))));
  }
  return blocks;
}
