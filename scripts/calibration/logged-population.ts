import { decide, predictedCosts } from '../../harness/evaluate/decide.ts';
import { exploredModel } from '../../harness/evaluate/exploration.ts';
import { drawOf, type OperatingPoint, partAt, pureOperatingPoint } from '../../harness/evaluate/operating-point.ts';
import { propensities } from '../../harness/evaluate/propensities.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { allowAll } from '../../harness/model.ts';
import type { PolicyOnLog } from '../../harness/off-policy/estimate-policy.ts';
import type { Random } from '../../harness/random.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { ScoresAssessment } from '../../harness/router.ts';
import { clustersOf } from '../../harness/statistics/clusters.ts';

export const MODELS = 5;
/** A fifth of the rows is the test part, which is the population. */
const ROWS = 20_000;
/** The policy that logs mixes a frugal tradeoff with a generous one; the policy to evaluate is in between. USD per unit of quality. */
const LOGGED: OperatingPoint = {
  mix: [
    { tradeoff: 0.0003, share: 0.5 },
    { tradeoff: 0.004, share: 0.5 },
  ],
};
const EVALUATED = pureOperatingPoint(0.0012);

/** Requests with the outcome of every model, a policy that logs, and one to evaluate. Matrices are rows × models. */
export interface LoggedPopulation {
  readonly rows: number;
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  readonly inputTokens: Float64Array;
  readonly predictedQuality: Float64Array;
  readonly predictedCostUsd: Float64Array;
  /** Choice of each part of the logging mix, per row. */
  readonly choices: readonly Int16Array[];
  readonly target: Float64Array;
  /** Chances of the logging policy, by its explore share. */
  logging(explore: number): Float64Array;
  readonly truth: { readonly quality: number; readonly costUsd: number; readonly qualityDifference: number };
}

/** @param explore share that the logging policy explores with */
export function loggedPopulation(seed: number, explore: number): LoggedPopulation {
  const { table, split, candidates, inputTokens } = syntheticInput({
    examples: ROWS,
    models: MODELS,
    seed,
    skill: 0.7,
  });
  const rows = [...split.test];
  const assessments = candidates[0]!.assessments.test as readonly ScoresAssessment[];
  const everyModel = allowAll(MODELS);
  const cells = (valuesOf: (row: number, i: number) => ArrayLike<number>) => {
    const matrix = new Float64Array(rows.length * MODELS);
    for (const [i, row] of rows.entries()) matrix.set(valuesOf(row, i), i * MODELS);
    return matrix;
  };
  const chances = (point: OperatingPoint & { explore?: number }) =>
    cells((row, i) => propensities(assessments[i]!, table.models, inputTokens[row]!, everyModel, point));
  const own = (column: Float64Array) => cells((row) => column.subarray(row * MODELS, (row + 1) * MODELS));
  const [quality, costUsd, target] = [own(table.quality), own(table.costUsd), chances(EVALUATED)];
  const logging = (share: number) => chances({ ...LOGGED, explore: share });
  const known = new Map([0, explore].map((share) => [share, logging(share)]));
  const truth = { quality: expectation(target, quality), costUsd: expectation(target, costUsd) };
  return {
    rows: rows.length,
    quality,
    costUsd,
    inputTokens: Float64Array.from(rows, (row) => inputTokens[row]!),
    predictedQuality: cells((_, i) => assessments[i]!.quality),
    predictedCostUsd: cells((row, i) => predictedCosts(assessments[i]!, table.models, inputTokens[row]!)),
    choices: LOGGED.mix.map(({ tradeoff }) =>
      Int16Array.from(
        rows,
        (row, i) => decide(assessments[i]!, table.models, inputTokens[row]!, everyModel, tradeoff!)[0]!,
      ),
    ),
    target,
    logging: (share) => known.get(share)!,
    truth: { ...truth, qualityDifference: truth.quality - expectation(known.get(explore)!, quality) },
  };
}

/** Mean over rows of what the chances make of the values. */
function expectation(chances: Float64Array, values: Float64Array): number {
  return chances.reduce((sum, chance, cell) => sum + chance * values[cell]!, 0) / (chances.length / MODELS);
}

export interface LogOptions {
  readonly records: number;
  readonly conversation: number;
  readonly explore: number;
  readonly salt: string;
}

/** A log of rows drawn from the population with replacement, in conversations of rows that follow each other. */
export function drawnLog(
  population: LoggedPopulation,
  { records, conversation, explore, salt }: LogOptions,
  rng: Random,
): PolicyOnLog {
  const conversations = Int32Array.from({ length: records }, (_, i) => Math.floor(i / conversation));
  const starts = Array.from({ length: Math.ceil(records / conversation) }, () => rng.integer(population.rows));
  const rows = Array.from(conversations, (c, i) => (starts[c]! + (i % conversation)) % population.rows);
  const chosen = Int16Array.from(rows, (row, i) => {
    const request = requestOf(conversations[i]!);
    const drawn = exploredModel(explore, allowAll(MODELS), request, salt);
    return drawn ?? population.choices[partAt(LOGGED, drawOf(request, salt))]![row]!;
  });
  const take = (matrix: Float64Array) => {
    const taken = new Float64Array(records * MODELS);
    for (const [i, row] of rows.entries()) taken.set(matrix.subarray(row * MODELS, (row + 1) * MODELS), i * MODELS);
    return taken;
  };
  const atChoice = (matrix: Float64Array) => Float64Array.from(rows, (row, i) => matrix[row * MODELS + chosen[i]!]!);
  const logging = population.logging(explore);
  return {
    logged: {
      actions: MODELS,
      chosen,
      propensity: atChoice(logging),
      logging: take(logging),
      target: take(population.target),
      clusters: clustersOf(conversations),
    },
    quality: atChoice(population.quality),
    costUsd: atChoice(population.costUsd),
    loggedRoutingUsd: new Float64Array(records),
    routingUsd: new Float64Array(records),
    features: { request: Float64Array.from(rows, (row) => Math.log1p(population.inputTokens[row]!)), width: 1 },
    predictedQuality: take(population.predictedQuality),
    predictedCostUsd: take(population.predictedCostUsd),
    seed: 1,
  };
}

function requestOf(conversation: number): RouteRequest {
  return { messages: [], metadata: {}, session: { id: String(conversation), turn: 0 } };
}
