import { costSaved } from '../../statistics/cost-saved.ts';
import { meanEstimate } from '../../statistics/mean-estimate.ts';
import { minus } from '../chosen-figures.ts';
import { alwaysModel, atChoices } from '../outcomes.ts';
import type { Setting } from '../setting.ts';
import type { QueryValues } from './selected-point.ts';
import type { Promised } from './selection-schema.ts';

/**
 * What validate says of a point of a path, against the reference model. What was chosen among many looks better on the data that
 * it was chosen by: to be read beside what test delivers.
 */
export function promisedFigures(
  { quality, costUsd }: QueryValues,
  { validate, validateClusters, reference }: Setting,
): Promised {
  const always = alwaysModel(validate.outcomes, reference);
  return {
    quality: meanEstimate(quality, validateClusters),
    costUsd: meanEstimate(costUsd, validateClusters),
    costSaved: costSaved(costUsd, atChoices(validate.outcomes, 'costUsd', always), validateClusters),
    qualityGained: meanEstimate(minus(quality, atChoices(validate.outcomes, 'quality', always)), validateClusters),
  };
}
