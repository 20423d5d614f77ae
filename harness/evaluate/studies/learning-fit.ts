import type { Clusters } from '../../statistics/clusters.ts';
import { meanTest } from '../../statistics/mean-test.ts';
import type { MeasuredEvaluation } from '../evaluate.ts';
import type { LearningFit } from './learning-schema.ts';

/**
 * What a learning curve keeps of one fit.
 *
 * @param part fitted on `prompts` of the training prompts
 * @param all fitted on all of them, evaluated on the same test queries
 * @param clusters independent units of the test queries
 */
export function learningFit(
  part: MeasuredEvaluation,
  all: MeasuredEvaluation,
  clusters: Clusters,
  prompts: number,
): LearningFit {
  const { candidate, kind } = part.results.policy;
  return {
    prompts,
    policy: { candidate, kind },
    routers: part.results.routers.map(({ name, aiqMinusZero }) => {
      const whole = all.aiqQuality.get(name);
      return {
        name,
        aiqMinusZero: aiqMinusZero.value,
        ...(whole !== undefined && { toAll: difference(whole, part.aiqQuality.get(name)!, clusters) }),
      };
    }),
  };
}

function difference(all: Float64Array, part: Float64Array, clusters: Clusters) {
  const { value, standardError } = meanTest(
    all.map((quality, i) => quality - part[i]!),
    clusters,
  );
  return { value, standardError };
}
