import type { Objective } from '../../objective.ts';
import { type Example, emptyTable, STATUS } from '../../outcome-table.ts';
import { type Assessment, type Bill, FREE } from '../../router.ts';
import type { Candidate, EvaluationInput } from '../evaluation-input.ts';

/** Grades and costs of one query: a number per model. */
export interface ToyQuery {
  readonly quality: readonly number[];
  readonly costUsd: readonly number[];
}

export interface ToyOptions {
  readonly objective?: Objective;
  /** The model that a router takes for each query, the same on every part. */
  readonly routers?: Readonly<Record<string, readonly number[]>>;
  /** What each request costs these routers. */
  readonly billUsd?: number;
}

/** The same few queries on train, validate and test, so that every figure can be worked out by hand. */
export function toyInput(queries: readonly ToyQuery[], options: ToyOptions = {}): EvaluationInput {
  const { objective = { kind: 'cheapest-within', margin: 0 }, routers = {}, billUsd = 0 } = options;
  const n = queries.length;
  const width = queries[0]!.quality.length;
  const price = {
    usdPerRequest: 1,
    inputUsdPerMillionTokens: 0,
    outputUsdPerMillionTokens: 0,
    source: 'card',
  } as const;
  const models = Array.from({ length: width }, (_, m) => ({ id: `m${m}`, price }));
  const examples = Array.from(
    { length: 3 * n },
    (_, row): Example => ({
      id: `q${row}`,
      task: 'toy',
      request: { messages: [{ role: 'user', content: `query ${row}` }], metadata: {} },
    }),
  );
  const table = emptyTable(examples, models);
  for (let row = 0; row < 3 * n; row++) {
    table.quality.set(queries[row % n]!.quality, row * width);
    table.costUsd.set(queries[row % n]!.costUsd, row * width);
  }
  table.status.fill(STATUS.ok);
  const rows = (part: number) => Uint32Array.from({ length: n }, (_, i) => part * n + i);
  return {
    name: 'toy',
    seed: 1,
    salt: 'toy',
    dataset: {
      card: { name: 'toy', title: 'Toy', simulated: true, scale: { min: 0, max: 1 }, estimates: [] },
      notes: [],
      examples: 3 * n,
      missing: [],
    },
    table,
    split: {
      train: rows(0),
      validate: rows(1),
      test: rows(2),
      units: Int32Array.from(examples.keys()),
      figures: {
        order: 'random',
        train: n,
        validate: n,
        test: n,
        nearDuplicateClusters: 0,
        largestClusterShare: 0,
        largeClusters: [],
      },
    },
    objective,
    inputTokens: new Float64Array(3 * n).fill(1),
    candidates: Object.entries(routers).map(([name, choices]) => candidate(name, choices, { ...FREE, usd: billUsd })),
    fingerprints: { dataset: '', prices: '', embedder: null, config: '', code: '' },
  };
}

function candidate(name: string, choices: readonly number[], bill: Bill): Candidate {
  const ranked = choices.map((model): Assessment => ({ kind: 'ranking', models: [model], bill, why: () => [] }));
  return {
    name,
    kind: 'toy',
    learned: false,
    notes: [],
    assessments: { validate: ranked, test: ranked },
    files: { assessments: name, decisions: name },
  };
}
