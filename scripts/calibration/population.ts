import type { Assessments, Candidate, EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { costAt, type Model } from '../../harness/model.ts';
import type { Objective } from '../../harness/objective.ts';
import { type Example, emptyTable, type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';
import { type Random, random } from '../../harness/random.ts';
import { type Assessment, FREE } from '../../harness/router.ts';

export interface PopulationOptions {
  /** Rows of train and of validate, drawn once. */
  readonly train: number;
  readonly validate: number;
  /** Rows of one group share their difficulty; 1 = independent rows. */
  readonly groupSize: number;
  /** Every model is right with the same chance on every query: nothing can be known, and nothing is better. */
  readonly equallyGood?: boolean;
  /** How much of the true chance each router's predictions know, 0..1. */
  readonly routers: Readonly<Record<string, number>>;
  readonly objective: Objective;
}

/** What is drawn for a dataset; each part by a seed of its own, so that parts can be kept while others are drawn anew. */
export interface DrawnParts {
  /** Seed of train and validate. */
  readonly fixed: number;
  /** Seed of test, and its rows. */
  readonly fresh: number;
  readonly test: number;
}

const TASKS = 4;
const MODELS: readonly Model[] = [0.1, 0.3, 0.8, 2.5, 6].map((rate, m) => ({
  id: `model-${m}`,
  price: { usdPerRequest: 0, inputUsdPerMillionTokens: rate, outputUsdPerMillionTokens: 4 * rate, source: 'card' },
}));

/**
 * A dataset from a population of queries that is known: difficulty, task and model decide the chance of a right answer; answers
 * are right or wrong, their lengths log-normal. Routers predict the chance through noise.
 */
export function drawDataset(options: PopulationOptions, { fixed, fresh, test }: DrawnParts): EvaluationInput {
  const { train, validate, groupSize } = options;
  const rows = train + validate + test;
  const table = emptyTable(
    Array.from({ length: rows }, (_, row) => exampleOf(row, groupSize)),
    MODELS,
  );
  const chance = new Float64Array(rows * MODELS.length);
  fill(table, chance, options, { from: 0, to: train + validate }, random(fixed));
  fill(table, chance, options, { from: train + validate, to: rows }, random(fresh));
  const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
  const split = {
    train: range(0, train),
    validate: range(train, train + validate),
    test: range(train + validate, rows),
    units: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / groupSize)),
    figures: {
      order: 'random' as const,
      train,
      validate,
      test,
      nearDuplicateClusters: 0,
      largestClusterShare: 0,
      largeClusters: [],
    },
  };
  return {
    name: 'calibration',
    seed: fixed,
    salt: `calibration/${fresh}`,
    dataset: {
      card: { name: 'calibration', title: 'Calibration', simulated: true, scale: { min: 0, max: 1 }, estimates: [] },
      notes: [],
      examples: rows,
      missing: [],
    },
    table,
    split,
    objective: options.objective,
    inputTokens: Float64Array.from({ length: rows }, (_, row) => table.inputTokens[row * MODELS.length]!),
    draws: drawsOf(rows, train + validate, fixed, fresh),
    candidates: Object.entries(options.routers).map(([name, knowledge], r) =>
      candidateOf(name, {
        validate: assessments(chance, split.validate, knowledge, random(fixed + 7919 * (r + 1))),
        test: assessments(chance, split.test, knowledge, random(fresh + 7919 * (r + 1))),
      }),
    ),
    fingerprints: { dataset: '', prices: '', embedder: null, config: '', code: '' },
  };
}

function fill(
  table: OutcomeTable,
  chance: Float64Array,
  { groupSize, equallyGood }: PopulationOptions,
  { from, to }: { readonly from: number; readonly to: number },
  rng: Random,
): void {
  let difficulty = 0;
  for (let row = from; row < to; row++) {
    if (row === from || row % groupSize === 0) difficulty = rng.next();
    const inputTokens = 40 + rng.integer(300);
    for (let m = 0; m < MODELS.length; m++) {
      const cell = row * MODELS.length + m;
      chance[cell] = equallyGood === true ? 0.7 : chanceOf(row % TASKS, m, difficulty, rng.next());
      table.status[cell] = STATUS.ok;
      table.quality[cell] = rng.next() < chance[cell]! ? 1 : 0;
      table.inputTokens[cell] = inputTokens;
      table.outputTokens[cell] = Math.ceil(Math.exp(4.6 + 0.6 * rng.normal()));
      table.costUsd[cell] = costAt(MODELS[m]!.price!, inputTokens, table.outputTokens[cell]!);
      table.latencyMs[cell] = 200 + 8 * table.outputTokens[cell]!;
    }
  }
}

/** Dearer models are better, less so on easy queries; tasks favour different models; the rest is the query's own. */
function chanceOf(task: number, model: number, difficulty: number, own: number): number {
  const skill = 0.9 + 0.02 * model - difficulty * (0.7 - 0.12 * model);
  const taste = 0.06 * Math.sin(1.7 * task + 2.3 * model);
  return Math.min(0.98, Math.max(0.02, skill + taste + 0.3 * (own - 0.5)));
}

function assessments(chance: Float64Array, rows: Uint32Array, knowledge: number, noise: Random): Assessment[] {
  const width = MODELS.length;
  const outputTokens = new Float64Array(width).fill(120);
  return Array.from(rows, (row) => ({
    kind: 'scores',
    quality: Float64Array.from({ length: width }, (_, m) => {
      return knowledge * chance[row * width + m]! + (1 - knowledge) * (0.5 + 0.08 * m + 0.3 * (noise.next() - 0.5));
    }),
    outputTokens,
    bill: FREE,
    why: () => [],
  }));
}

function candidateOf(name: string, both: Assessments): Candidate {
  const files = { assessments: '', decisions: '' };
  return { name, kind: 'simulated', learned: false, notes: [], assessments: both, files };
}

/** The draw of mixtures, by the seed of the part. */
function drawsOf(rows: number, fixedRows: number, fixed: number, fresh: number): Float64Array {
  const before = random(fixed ^ 0x5eed);
  const after = random(fresh ^ 0x5eed);
  return Float64Array.from({ length: rows }, (_, row) => (row < fixedRows ? before : after).next());
}

function exampleOf(row: number, groupSize: number): Example {
  return {
    id: `${row}`,
    request: { messages: [{ role: 'user', content: `${row}` }], metadata: {} },
    task: `task-${row % TASKS}`,
    ...(groupSize > 1 ? { group: `${Math.floor(row / groupSize)}` } : {}),
  };
}
