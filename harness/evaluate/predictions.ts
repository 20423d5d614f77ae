import type { Model } from '../model.ts';
import type { Assessment } from '../router.ts';
import type { PackedCascade } from './cascade-step.ts';
import { isBetter, predictedCosts, utility } from './decide.ts';
import { type Bills, type Choices, REFUSED } from './outcomes.ts';

/** Assessments of many requests, packed so that a sweep touches nothing but numbers. Row-major. */
export interface Predictions extends Bills {
  readonly rows: number;
  readonly width: number;
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  /** The model that a ranking picks, −1 when it picks none, `SCORED` where scores decide. */
  readonly ranked: Int16Array;
  /** 1 = allowed; absent where nothing is forbidden. */
  readonly allowed?: Uint8Array;
  /** False when every assessment is a ranking: then the tradeoff changes nothing. */
  readonly scored: boolean;
  /** Present where every assessment is a cascade: then the tradeoff is an acceptance level. */
  readonly cascade?: PackedCascade;
}

/** Marks a row whose choice depends on the tradeoff. */
export const SCORED = -2;

/**
 * @param inputTokens per row, as `assessments`
 * @param allowed rows × models, 1 = allowed
 * @throws {Error} when an assessment does not fit the pool, or a router mixes cascades with others: a bug of the router
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
    } else if (assessment.kind === 'ranking') {
      ranked[i] = assessment.models.find((model) => allowed?.[i * width + model] !== 0) ?? REFUSED;
    }
  }
  const billUsd = Float64Array.from(assessments, ({ bill }) => bill.usd);
  const billLatencyMs = Float64Array.from(assessments, ({ bill }) => bill.latencyMs);
  const cascade = packCascade(assessments, width, allowed);
  const packed = {
    rows,
    width,
    quality,
    costUsd,
    ranked,
    billUsd,
    billLatencyMs,
    scored,
    ...(cascade === undefined ? {} : { cascade }),
  };
  return allowed === undefined ? packed : { ...packed, allowed };
}

function packCascade(
  assessments: readonly Assessment[],
  width: number,
  allowed: Uint8Array | undefined,
): PackedCascade | undefined {
  const first = assessments.find((assessment) => assessment.kind === 'cascade');
  if (first === undefined) return undefined;
  const order = new Int16Array(assessments.length * width).fill(-1);
  assessments.forEach((assessment, i) => {
    if (assessment.kind !== 'cascade' || assessment.signal !== first.signal) {
      throw new Error('a router assesses all requests by cascades over one signal, or none');
    }
    const tried = assessment.models.filter((model) => allowed?.[i * width + model] !== 0);
    order.set(tried, i * width);
  });
  return { signal: first.signal, order };
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
