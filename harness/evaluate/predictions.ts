import type { Model } from '../model.ts';
import type { Assessment } from '../router.ts';
import type { PackedCascade } from './cascade-step.ts';
import { type Contenders, contendersOf, type PackedScores, SCORED } from './contenders.ts';
import { isBetter, predictedCosts, utility } from './decide.ts';
import { type Bills, type Choices, REFUSED } from './outcomes.ts';

/** Assessments of many requests, packed so that a sweep touches nothing but numbers. */
export interface Predictions extends PackedScores, Bills {
  /** What a sweep compares. */
  readonly contenders: Contenders;
  /** False when every assessment is a ranking: then the tradeoff changes nothing. */
  readonly scored: boolean;
  /** Present where every assessment is a cascade: then the tradeoff is an acceptance level. */
  readonly cascade?: PackedCascade;
}

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
  const billUsd = new Float64Array(rows);
  const billLatencyMs = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const assessment = assessments[i]!;
    billUsd[i] = assessment.bill.usd;
    billLatencyMs[i] = assessment.bill.latencyMs;
    if (assessment.kind === 'scores') {
      costUsd.set(predictedCosts(assessment, models, inputTokens[i]!), i * width);
      quality.set(assessment.quality, i * width);
    } else if (assessment.kind === 'ranking') {
      ranked[i] = assessment.models.find((model) => allowed?.[i * width + model] !== 0) ?? REFUSED;
    }
  }
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
    ...(allowed === undefined ? {} : { allowed }),
    ...(cascade === undefined ? {} : { cascade }),
  };
  return { ...packed, contenders: contendersOf(packed) };
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
export function choose({ rows, ranked, contenders }: Predictions, tradeoff: number): Choices {
  const { starts, models, quality, costUsd } = contenders;
  const choices = new Int16Array(rows);
  for (let i = 0; i < rows; i++) {
    if (ranked[i] !== SCORED) {
      choices[i] = ranked[i]!;
      continue;
    }
    let best = REFUSED;
    let bestUtility = Number.NEGATIVE_INFINITY;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      const cost = costUsd[k]!;
      const worth = utility(quality[k]!, cost, tradeoff);
      if (isBetter(worth, cost, bestUtility, bestCost)) {
        best = models[k]!;
        bestUtility = worth;
        bestCost = cost;
      }
    }
    choices[i] = best;
  }
  return choices;
}
