import { meanEstimate } from '../../statistics/mean-estimate.ts';
import { ratioEstimate } from '../../statistics/ratio-estimate.ts';
import { minus } from '../chosen-figures.ts';
import type { CurveValues } from '../curve-values.ts';
import { hull, type Vertex } from '../metrics/hull.ts';
import { fromJsonTradeoff } from '../operating-point.ts';
import { alwaysModel, atChoices } from '../outcomes.ts';
import type { CostQuality, OperatingPoint } from '../results.ts';
import type { QueryValues } from '../selection/selected-point.ts';
import type { Setting } from '../setting.ts';
import type { LastPoint, StepOrWhy } from './roi-schema.ts';

/**
 * What the last point of quality costs along a router's curve. The steps are between vertices of the hull of its points
 * and the cheapest single model on validate; what they cost and bring is measured on test, so that a step that was luck
 * on validate is seen to bring nothing.
 */
export function lastPoint(
  { validate, test }: Pick<CurveValues, 'validate' | 'test'>,
  { mix }: OperatingPoint,
  setting: Setting,
): LastPoint {
  const cheapest = setting.validate.singles[setting.cheapest]!;
  const points: readonly CostQuality[] = [...validate.points, cheapest];
  const vertices = hull(points);
  const valuesAt = (index: number): QueryValues => {
    const choices = test.choices[index] ?? alwaysModel(setting.test.outcomes, setting.cheapest);
    const bill = test.bills[index]?.billUsd;
    const costUsd = atChoices(setting.test.outcomes, 'costUsd', choices);
    return {
      quality: atChoices(setting.test.outcomes, 'quality', choices),
      costUsd: bill === undefined ? costUsd : costUsd.map((usd, i) => usd + bill[i]!),
    };
  };
  const between = (from: number, to: number) => step(valuesAt(from), valuesAt(to), setting);
  const upTo = (index: number) => {
    const from = vertexBelow(vertices, points[index]!);
    return from === undefined ? NO_STEP : between(from.index, index);
  };
  const [first, second] = mix.map(({ tradeoff }) => test.tradeoffs.indexOf(fromJsonTradeoff(tradeoff)));
  return {
    atChosen: second === undefined ? upTo(first!) : between(first!, second),
    atTop: upTo(vertices[vertices.length - 1]!.index),
  };
}

/** The same without a router: up to the reference model from the cheaper ones, mixed at random. */
export function referenceLastPoint(setting: Setting): StepOrWhy {
  const { reference, validate, test } = setting;
  const from = vertexBelow(hull(validate.singles), validate.singles[reference]!);
  if (from === undefined) return { undefined: 'because no model is cheaper' };
  const valuesOf = (model: number): QueryValues => {
    const choices = alwaysModel(test.outcomes, model);
    return {
      quality: atChoices(test.outcomes, 'quality', choices),
      costUsd: atChoices(test.outcomes, 'costUsd', choices),
    };
  };
  return step(valuesOf(from.index), valuesOf(reference), setting);
}

const NO_STEP: StepOrWhy = { undefined: 'because it is the cheapest point of the curve' };

function vertexBelow(vertices: readonly Vertex[], { costUsd }: CostQuality): Vertex | undefined {
  return vertices.findLast((vertex) => vertex.costUsd < costUsd);
}

function step(from: QueryValues, to: QueryValues, { clusters }: Setting): StepOrWhy {
  const costUsd = minus(to.costUsd, from.costUsd);
  const quality = minus(to.quality, from.quality);
  const gained = meanEstimate(quality, clusters);
  const ratio = gained.high < 0 ? undefined : ratioEstimate(costUsd, quality, clusters);
  return {
    costUsd: meanEstimate(costUsd, clusters),
    quality: gained,
    usdPerQuality:
      ratio === undefined
        ? { undefined: 'because the dearer point is the worse one on test' }
        : 'undefined' in ratio
          ? { undefined: 'because the quality that it buys cannot be told apart from none on test' }
          : ratio,
  };
}
