import { countTokens } from '../../harness/count-tokens.ts';
import type { Model } from '../../harness/model.ts';
import { emptyTable, type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';
import { random } from '../../harness/random.ts';
import type { Embedder, Tools } from '../../harness/tools.ts';
import { unitVectors } from './unit-vectors.ts';

/** RouterBench's shape, split 70/30. */
export const ROWS = 36_497;
export const TRAIN = 25_548;
export const MODELS = 11;
export const DIMENSIONS = 384;

export interface RouterBenchShaped {
  readonly table: OutcomeTable;
  /** One row for each example. */
  readonly vectors: Float32Array;
  readonly tools: Tools;
}

/** Random outcomes in RouterBench's shape, with vectors that are ready: nothing but routing is measured. */
export function routerBenchShaped(): RouterBenchShaped {
  const vectors = unitVectors(ROWS, DIMENSIONS, 1);
  return { table: randomTable(), vectors, tools: { embedder: vectorsByNumber(vectors), countTokens, seed: 1 } };
}

function randomTable(): OutcomeTable {
  const rng = random(3);
  const examples = range(0, ROWS).map((row) => ({
    id: String(row),
    task: 'perf',
    request: { messages: [{ role: 'user' as const, content: `${row}` }], metadata: {} },
  }));
  const table = emptyTable(examples, pool());
  for (let cell = 0; cell < table.status.length; cell++) {
    table.status[cell] = STATUS.ok;
    table.quality[cell] = rng.next() < 0.3 + 0.05 * (cell % MODELS) ? 1 : 0;
    table.outputTokens[cell] = 20 + rng.integer(200);
    table.inputTokens[cell] = 100;
    table.costUsd[cell] = (1 + (cell % MODELS)) * 1e-5;
    table.latencyMs[cell] = 100;
  }
  return table;
}

export function pool(): Model[] {
  return range(0, MODELS).map((m) => ({
    id: `model-${m}`,
    price: {
      usdPerRequest: 0,
      inputUsdPerMillionTokens: m + 1,
      outputUsdPerMillionTokens: 3 * (m + 1),
      source: 'card' as const,
    },
  }));
}

/** Knows the vector of each prompt by the number in it. */
function vectorsByNumber(vectors: Float32Array): Embedder {
  return {
    name: 'ready',
    fingerprint: '0'.repeat(64),
    dimensions: DIMENSIONS,
    rates: { usdPerMillionTokens: 0, latencyMsPerToken: 0, latencyMsPerCall: 0, asOf: '2025-01-01' },
    async embed(texts) {
      const out = new Float32Array(texts.length * DIMENSIONS);
      for (const [i, text] of texts.entries()) {
        const row = Number.parseInt(text, 10);
        out.set(vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), i * DIMENSIONS);
      }
      return out;
    },
  };
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
