import type { Model } from '../model.ts';
import type { Assessment } from '../router.ts';
import { isBetter, predictedCosts, utility } from './decide.ts';
import { type Choices, REFUSED } from './outcomes.ts';

/** Assessments of many requests, packed so that a sweep touches nothing but numbers. Row-major. */
export interface Predictions {
  readonly rows: number;
  readonly width: number;
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  /** The model that a ranking picks, −1 when it picks none, `SCORED` where scores decide. */
  readonly ranked: Int16Array;
  /** 1 = allowed; absent where nothing is forbidden. */
  readonly allowed?: Uint8Array;
  readonly billUsd: Float64Array;
  readonly billLatencyMs: Float64Array;
  /** False when every assessment is a ranking: then the tradeoff changes nothing. */
  readonly scored: boolean;
}

/** Marks a row whose choice depends on the tradeoff. */
export const SCORED = -2;

/**
 * @param inputTokens per row, as `assessments`
 * @param allowed rows × models, 1 = allowed
 * @throws {Error} when an assessment does not fit the pool: a bug of its router
 */
export function packPredictions(
  assessments: readonly Assessment[],
  models: readonly Model[],
  inputTokens: Float64Array,
  allowed?: Uint8Array,
): Predictions {
  const rows = assessments.length;
  const width = models.length;
  const scored = assessments.some(({ kind }) => kind === 'scores');
  const quality = new Float64Array(scored ? rows * width : 0);
  const costUsd = new Float64Array(quality.length);
  const ranked = new Int16Array(rows).fill(SCORED);
  for (let i = 0; i < rows; i++) {
    const assessment = assessments[i]!;
    if (assessment.kind === 'scores') {
      costUsd.set(predictedCosts(assessment, models, inputTokens[i]!), i * width);
      quality.set(assessment.quality, i * width);
    } else {
      ranked[i] = assessment.models.find((model) => allowed?.[i * width + model] !== 0) ?? REFUSED;
    }
  }
  const billUsd = Float64Array.from(assessments, ({ bill }) => bill.usd);
  const billLatencyMs = Float64Array.from(assessments, ({ bill }) => bill.latencyMs);
  const packed = { rows, width, quality, costUsd, ranked, billUsd, billLatencyMs, scored };
  return allowed === undefined ? packed : { ...packed, allowed };
}

/** The first of `decide` for every row: the same rule over packed numbers, in linear time. */
export function choose(predictions: Predictions, tradeoff: number): Choices {
  const { rows, width, quality, costUsd, ranked, allowed } = predictions;
  const choices = new Int16Array(rows);
  for (let i = 0; i < rows; i++) {
    if (ranked[i] !== SCORED) {
      choices[i] = ranked[i]!;
      continue;
    }
    let best = REFUSED;
    let bestUtility = Number.NEGATIVE_INFINITY;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let model = 0, cell = i * width; model < width; model++, cell++) {
      if (allowed !== undefined && allowed[cell] === 0) continue;
      const cost = costUsd[cell]!;
      const worth = utility(quality[cell]!, cost, tradeoff);
      if (isBetter(worth, cost, bestUtility, bestCost)) {
        best = model;
        bestUtility = worth;
        bestCost = cost;
      }
    }
    choices[i] = best;
  }
  return choices;
}
