import type { Assessments } from './evaluation-input.ts';
import { aiqMixture, type Mixture } from './metrics/aiq.ts';
import { alwaysModel, atChoices, type Bills, type Choices } from './outcomes.ts';
import { type Predictions, packPredictions } from './predictions.ts';
import type { CostQuality } from './results.ts';
import type { Setting } from './setting.ts';
import { costQualityOf, type Step, type Sweep, stepsOf, sweep } from './sweep.ts';

/** Predictions on both splits. */
export interface SplitPredictions {
  readonly validate: Predictions;
  readonly test: Predictions;
}

/** A curve on both splits, and what its AIQ mixture, fixed on validate, does to each test query. */
export interface CurveValues {
  readonly validate: Sweep;
  readonly test: Sweep;
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
}

/** Assessments of both splits, packed. */
export function packSplits(assessments: Assessments, { models, validate, test }: Setting): SplitPredictions {
  return {
    validate: packPredictions(assessments.validate, models, validate.inputTokens, validate.outcomes.allowed),
    test: packPredictions(assessments.test, models, test.inputTokens, test.outcomes.allowed),
  };
}

/** Sweeps both splits; the mixture is fixed on validate from the router's points and the cheapest single model. */
export function curveValues(predictions: SplitPredictions, setting: Setting): CurveValues {
  const validate = sweep(predictions.validate, setting.validate.outcomes, setting);
  const test = sweep(predictions.test, setting.test.outcomes, setting);
  const step = (index: number) => ({ choices: test.choices[index]!, bills: test.bills[index]! });
  return { validate, test, ...valuesOfCurve(validate.points, step, setting) };
}

/** Only what the AIQ mixture does to each test query: a sweep of validate alone, and a few steps on test. */
export function aiqQuality(predictions: SplitPredictions, setting: Setting): Float64Array {
  const validate = stepsOf(predictions.validate, setting.validate.outcomes, setting);
  const points = Array.from(validate.tradeoffs, (tradeoff) => {
    const { choices, bills } = validate.at(tradeoff);
    return costQualityOf(choices, setting.validate.outcomes, bills);
  });
  const test = stepsOf(predictions.test, setting.test.outcomes, setting);
  return valuesOfCurve(points, (index) => test.at(test.tradeoffs[index]!), setting).quality;
}

function valuesOfCurve(validate: readonly CostQuality[], step: (index: number) => Step, setting: Setting) {
  const { cheapest, range } = setting;
  const mixture = aiqMixture([...validate, setting.validate.singles[cheapest]!], range);
  // The last index is the cheapest single model: chosen without routing, so without a bill.
  const part = (index: number) =>
    index < validate.length ? step(index) : { choices: alwaysModel(setting.test.outcomes, cheapest) };
  return mixtureValues(mixture, part, setting);
}

/** What the zero router's mixture of single models, fixed on validate, does to each test query. */
export function zeroValues(setting: Setting): Pick<CurveValues, 'quality' | 'costUsd'> {
  const mixture = aiqMixture(setting.validate.singles, setting.range);
  return mixtureValues(mixture, (model) => ({ choices: alwaysModel(setting.test.outcomes, model) }), setting);
}

function mixtureValues(
  mixture: Mixture,
  part: (index: number) => { choices: Choices; bills?: Bills },
  { test }: Setting,
): Pick<CurveValues, 'quality' | 'costUsd'> {
  const quality = new Float64Array(test.outcomes.rows);
  const costUsd = new Float64Array(test.outcomes.rows);
  for (const { index, weight } of mixture) {
    const { choices, bills } = part(index);
    const partQuality = atChoices(test.outcomes, 'quality', choices);
    const partCost = atChoices(test.outcomes, 'costUsd', choices);
    for (let i = 0; i < quality.length; i++) {
      quality[i]! += weight * partQuality[i]!;
      costUsd[i]! += weight * (partCost[i]! + (bills?.billUsd[i] ?? 0));
    }
  }
  return { quality, costUsd };
}
