import { costAt, type Model } from '../model.ts';
import type { Objective } from '../objective.ts';
import { type Example, emptyTable, type OutcomeTable, STATUS } from '../outcome-table.ts';
import { type Random, random } from '../random.ts';
import { type Assessment, FREE } from '../router.ts';
import type { Assessments, EvaluationInput } from './evaluation-input.ts';
import type { Split } from './split.ts';

export interface SyntheticOptions {
  readonly examples: number;
  readonly models: number;
  readonly seed: number;
  readonly tasks?: number;
  /** Rows per group; 1 = independent rows. */
  readonly groupSize?: number;
  /** 0 = predictions of pure noise, 1 = predictions that know the latent chance of a right answer. */
  readonly skill?: number;
  /** Routers, each with noise of its own; default 1. */
  readonly routers?: number;
  readonly objective?: Objective;
}

/**
 * A made-up evaluation for tests and speed measurements: dearer models are better on average, queries differ in
 * difficulty and in which model they suit, tasks shift models. Rows are split 60/20/20 by groups in turn.
 */
export function syntheticInput(options: SyntheticOptions): EvaluationInput {
  const { examples, models, seed, groupSize = 1, skill = 0.5, routers = 1 } = options;
  const rng = random(seed);
  const chance = new Float64Array(examples * models);
  const table = syntheticTable(options, rng, chance);
  const split = splitInTurn(examples, groupSize);
  const scores = (noise: Random): Assessments => ({
    validate: Array.from(split.validate, (row) => scoresOf(table, chance, row, skill, noise)),
    test: Array.from(split.test, (row) => scoresOf(table, chance, row, skill, noise)),
  });
  return {
    name: 'synthetic',
    seed,
    salt: 'synthetic',
    dataset: {
      card: { name: 'synthetic', title: 'Synthetic', simulated: true, scale: { min: 0, max: 1 }, estimates: [] },
      notes: [],
      examples,
      missing: [],
    },
    table,
    split,
    objective: options.objective ?? { kind: 'cheapest-within', margin: 0.01 },
    inputTokens: Float64Array.from({ length: examples }, (_, row) => table.inputTokens[row * models]!),
    candidates: Array.from({ length: routers }, (_, r) => ({
      name: r === 0 ? 'scores' : `scores-${r + 1}`,
      kind: 'synthetic',
      learned: true,
      notes: [],
      assessments: scores(rng),
      files: { assessments: 'a', decisions: 'd' },
    })),
    fingerprints: { dataset: '', prices: '', embedder: null, config: '', code: '' },
  };
}

function syntheticTable(
  { examples, models, tasks = 3, groupSize = 1 }: SyntheticOptions,
  rng: Random,
  chance: Float64Array,
): OutcomeTable {
  const pool = Array.from({ length: models }, (_, m) => modelOf(m, models));
  const rows = Array.from({ length: examples }, (_, row) => exampleOf(row, tasks, groupSize));
  const table = emptyTable(rows, pool);
  const shift = Float64Array.from({ length: tasks * models }, () => 0.1 * (rng.next() - 0.5));
  for (let row = 0; row < examples; row++) {
    const difficulty = rng.next();
    const inputTokens = 50 + rng.integer(400);
    for (let m = 0; m < models; m++) {
      const cell = row * models + m;
      const skillOfModel = 0.4 + (0.5 * (m + 1)) / models + shift[(row % tasks) * models + m]!;
      chance[cell] = Math.min(0.98, Math.max(0.02, skillOfModel + 0.6 * (0.5 - difficulty) + 0.6 * (rng.next() - 0.5)));
      table.status[cell] = STATUS.ok;
      table.quality[cell] = rng.next() < chance[cell]! ? 1 : 0;
      table.inputTokens[cell] = inputTokens;
      table.outputTokens[cell] = 20 + rng.integer(300);
      table.costUsd[cell] = costAt(pool[m]!.price!, inputTokens, table.outputTokens[cell]!);
      table.latencyMs[cell] = 100 + 5 * table.outputTokens[cell]! * (0.5 + rng.next());
    }
  }
  return table;
}

function modelOf(m: number, models: number): Model {
  const rate = 0.1 * 50 ** (m / Math.max(1, models - 1));
  const price = { usdPerRequest: 0, inputUsdPerMillionTokens: rate, outputUsdPerMillionTokens: 4 * rate };
  return { id: `model-${m}`, price: { ...price, source: 'card' } };
}

function exampleOf(row: number, tasks: number, groupSize: number): Example {
  return {
    id: `example-${row}`,
    request: { messages: [{ role: 'user', content: `query ${row}` }], metadata: {} },
    task: `task-${row % tasks}`,
    ...(groupSize > 1 ? { group: `group-${Math.floor(row / groupSize)}` } : {}),
  };
}

function scoresOf(table: OutcomeTable, chance: Float64Array, row: number, skill: number, noise: Random): Assessment {
  const models = table.models.length;
  return {
    kind: 'scores',
    quality: Float64Array.from({ length: models }, (_, m) => {
      return skill * chance[row * models + m]! + (1 - skill) * noise.next();
    }),
    outputTokens: new Float64Array(models).fill(170),
    bill: FREE,
    why: () => [],
  };
}

const IN_TURN = ['train', 'validate', 'train', 'test', 'train'] as const;

function splitInTurn(examples: number, groupSize: number): Split {
  const parts = { train: [] as number[], validate: [] as number[], test: [] as number[] };
  const units = Int32Array.from({ length: examples }, (_, row) => Math.floor(row / groupSize));
  for (let row = 0; row < examples; row++) parts[IN_TURN[units[row]! % IN_TURN.length]!].push(row);
  return {
    train: Uint32Array.from(parts.train),
    validate: Uint32Array.from(parts.validate),
    test: Uint32Array.from(parts.test),
    units,
    figures: {
      order: 'random',
      train: parts.train.length,
      validate: parts.validate.length,
      test: parts.test.length,
      nearDuplicateClusters: 0,
      largestClusterShare: 0,
      largeClusters: [],
    },
  };
}
