import type { CandidateMetrics } from '../harness/evaluate/metrics-schema.ts';
import type { Results } from '../harness/evaluate/results.ts';
import { percent } from './format.ts';
import { plainText } from './plain-text.ts';
import { featuredRouter } from './standing.ts';

type Gap = CandidateMetrics['gap'];

/** The parts of a gap in the order of a bar, what the oracle does first. */
export const GAP_PARTS = [
  { key: 'optimal', title: 'As the oracle' },
  { key: 'dearer', title: 'Right, but dearer' },
  { key: 'wrongModel', title: 'Wrong model' },
  { key: 'unsolvable', title: 'Unsolvable' },
] as const satisfies readonly { readonly key: keyof Gap; readonly title: string }[];

export interface CandidateGap {
  readonly name: string;
  /** Not a router, but the reference model alone. */
  readonly isReference: boolean;
  readonly gap: Gap;
}

/** Routers in the order of the results, the mixture of two models, the reference model; none in results of older versions. */
export function candidateGaps({ routers, mixture, singles, referenceModel }: Results): readonly CandidateGap[] {
  const reference = singles.find(({ model }) => model === referenceModel);
  return [
    ...routers.flatMap(({ name, metrics }) => (metrics ? [{ name, isReference: false, gap: metrics.gap }] : [])),
    ...(mixture?.metrics ? [{ name: mixture.name, isReference: false, gap: mixture.metrics.gap }] : []),
    ...(reference?.metrics ? [{ name: reference.model, isReference: true, gap: reference.metrics.gap }] : []),
  ];
}

/** Where the featured router loses to the oracle; nothing in results of older versions. */
export function gapSentences(results: Results): readonly string[] {
  const router = featuredRouter(results);
  const gap = router?.metrics?.gap;
  if (router === undefined || gap === undefined) return [];
  const { unsolvable, wrongModel, dearer } = gap;
  const lost = (wrongModel.quality * 100).toFixed(1);
  return [
    `Of the test queries ${percent(unsolvable.share)} are solved by no model: no router could win them.`,
    `${plainText(router.name, 60)} sends ${percent(wrongModel.share)} to a model that another one would have bettered, which costs ${lost} points of quality, and ${percent(dearer.share)} to a model that is right, but dearer than the cheapest right one.`,
  ];
}
