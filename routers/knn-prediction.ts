import type { Neighbours } from '../harness/embed/nearest.ts';
import type { Means, Outcomes } from './outcome-means.ts';

export type KnnWeights = 'uniform' | 'similarity';

/** Weight of a neighbour, ≥ 0. */
export function neighbourWeight(weights: KnnWeights, similarity: number): number {
  return weights === 'uniform' ? 1 : Math.max(0, similarity);
}

/** Weighted means over the neighbours of one query, shrunk to `prior`; the prior itself where no neighbour is known. */
export function neighbourMeans(
  { k, indices, similarity }: Neighbours,
  query: number,
  { width, quality, outputTokens }: Outcomes,
  { weights, shrinkage }: { readonly weights: KnnWeights; readonly shrinkage: number },
  prior: Means,
): Means {
  const predicted = { quality: new Float64Array(width), outputTokens: new Float64Array(width) };
  for (let m = 0; m < width; m++) {
    let qualitySum = 0;
    let qualityWeight = 0;
    let tokensSum = 0;
    let tokensWeight = 0;
    for (let j = query * k; j < (query + 1) * k; j++) {
      const weight = neighbourWeight(weights, similarity[j]!);
      const cell = indices[j]! * width + m;
      const q = quality[cell]!;
      const tokens = outputTokens[cell]!;
      if (!Number.isNaN(q)) {
        qualitySum += weight * q;
        qualityWeight += weight;
      }
      if (!Number.isNaN(tokens)) {
        tokensSum += weight * tokens;
        tokensWeight += weight;
      }
    }
    predicted.quality[m] = shrunk(qualitySum, qualityWeight, shrinkage, prior.quality[m]!);
    predicted.outputTokens[m] = Math.max(1, shrunk(tokensSum, tokensWeight, shrinkage, prior.outputTokens[m]!));
  }
  return predicted;
}

/** (Σ w·x + s·prior) / (Σ w + s). */
export function shrunk(sum: number, weight: number, strength: number, prior: number): number {
  return weight + strength > 0 ? (sum + strength * prior) / (weight + strength) : prior;
}
