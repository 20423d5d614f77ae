import { permutation, random } from '../random.ts';
import {
  type LogisticData,
  type LogisticFit,
  logisticRegression,
  logLoss,
  logOdds,
} from '../statistics/logistic-regression.ts';

/** How well prompts of two sides can be told apart, and how many times denser the second side is around each of the first. */
export interface DomainClassifier {
  /** Probability that a prompt of the second side is thought to be one more than a prompt of the first: .5 = no better than chance. */
  readonly auc: number;
  /** Density of the second side ÷ density of the first, at each prompt of either, the first side's first; > 0. */
  readonly densityRatio: Float64Array;
}

const FOLDS = 5;
/** From the smoothest; each fit starts from the one before. */
const PENALTIES = [1e-2, 1e-3, 1e-4];

/**
 * Logistic regression on the embedding, cross-fitted: every prompt is judged by a fit that did not see it. The penalty
 * with the least held-out loss is taken.
 *
 * @param vectors pooled, rows of length 1, the first `sizeA` of them of the one side; at least `FOLDS` a side
 */
export function domainClassifier(
  vectors: Float32Array,
  dimensions: number,
  sizeA: number,
  seed: number,
): DomainClassifier {
  const size = vectors.length / dimensions;
  const isPositive = Uint8Array.from({ length: size }, (_, row) => (row < sizeA ? 0 : 1));
  const data: LogisticData = { x: vectors, dimensions, isPositive };
  const folds = stratifiedFolds(sizeA, size, seed);
  const odds = PENALTIES.map(() => new Float64Array(size));
  for (let fold = 0; fold < FOLDS; fold++) {
    const rows = Uint32Array.from(folds.keys());
    const inside = rows.filter((row) => folds[row] !== fold);
    const held = rows.filter((row) => folds[row] === fold);
    let fit: LogisticFit | undefined;
    for (const [p, penalty] of PENALTIES.entries()) {
      fit = logisticRegression(data, inside, penalty, fit);
      for (const row of held) odds[p]![row] = logOdds(fit, data, row);
    }
  }
  const losses = odds.map((each) => balancedLoss(each, sizeA));
  const best = odds[losses.indexOf(Math.min(...losses))]!;
  return { auc: areaUnderCurve(best, sizeA), densityRatio: best.map(Math.exp) };
}

/** Each side spread evenly over the folds. */
function stratifiedFolds(sizeA: number, size: number, seed: number): Uint8Array {
  const rng = random(seed);
  const spread = (count: number) => Array.from(permutation(count, rng), (place) => place % FOLDS);
  return Uint8Array.from([...spread(sizeA), ...spread(size - sizeA)]);
}

function balancedLoss(odds: Float64Array, sizeA: number): number {
  let [lossA, lossB] = [0, 0];
  odds.forEach((value, row) => {
    if (row < sizeA) lossA += logLoss(value, 0);
    else lossB += logLoss(value, 1);
  });
  return lossA / sizeA + lossB / (odds.length - sizeA);
}

/** By ranks (Mann and Whitney 1947); a tie counts half. */
function areaUnderCurve(scores: Float64Array, sizeA: number): number {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    const rank = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) if (order[at]! >= sizeA) rankSum += rank;
    start = end;
  }
  const sizeB = scores.length - sizeA;
  return (rankSum - (sizeB * (sizeB + 1)) / 2) / (sizeA * sizeB);
}
