import type { EstimateOrWhy, Results } from '../../harness/evaluate/results.ts';
import type { StepOrWhy } from '../../harness/evaluate/roi/roi-schema.ts';
import { usd } from '../format.ts';
import { plainText } from '../plain-text.ts';
import type { Subject } from './monthly.ts';

/** From USD per query and unit of quality to USD per 1,000 queries and point of a hundred. */
const PER_1000_AND_POINT = 1000 / 100;

/** What the last point of quality costs: at the operating point, at the top of the curve, and without a router. */
export function lastPointSentences({ pool, referenceModel }: Results, { router }: Subject): string[] {
  const { lastPoint } = router;
  if (lastPoint === undefined || pool === undefined) return [];
  const name = plainText(router.name, 40);
  return [
    `The last point of quality, in USD per 1,000 queries: at the operating point of ${name} ${stepWords(lastPoint.atChosen)}; at the top of its curve ${stepWords(lastPoint.atTop)}; without a router, up to ${plainText(referenceModel, 40)}, ${stepWords(pool.referenceLastPoint)}.`,
  ];
}

function stepWords(step: StepOrWhy): string {
  const price: EstimateOrWhy = 'undefined' in step ? step : step.usdPerQuality;
  if ('undefined' in price) return `not defined, ${price.undefined}`;
  const [value, low, high] = [price.value, price.low, price.high].map((each) => usd(each * PER_1000_AND_POINT));
  return `${value} (${low} to ${high})`;
}
