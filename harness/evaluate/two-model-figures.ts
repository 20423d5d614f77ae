import { SCORED } from './contenders.ts';
import {
  apgr,
  cpt,
  cptCodeCompatible,
  pgr,
  qualityAtShare,
  strongCallCurve,
  strongCallGrid,
} from './metrics/two-model.ts';
import { alwaysModel, atChoices } from './outcomes.ts';
import type { Predictions } from './predictions.ts';
import type { Figure, RouterResult } from './results.ts';
import type { Setting } from './setting.ts';

/** RouteLLM's figures on test: only for pools of two, routers that ask one model, and where no constraint narrows the choice. */
export function twoModelFigures(predictions: Predictions, setting: Setting): RouterResult['twoModel'] {
  const { models, train, test } = setting;
  if (models.length !== 2 || predictions.cascade !== undefined || test.outcomes.allowed !== undefined) return undefined;
  const strong = train.quality[1]! > train.quality[0]! ? 1 : 0;
  const weak = 1 - strong;
  const pair = {
    weak: atChoices(test.outcomes, 'quality', alwaysModel(test.outcomes, weak)),
    strong: atChoices(test.outcomes, 'quality', alwaysModel(test.outcomes, strong)),
    winRate: winRates(predictions, weak, strong),
  };
  const curve = strongCallCurve(pair);
  const grid = strongCallGrid(pair);
  const weakMean = test.singles[weak]!.quality;
  const strongMean = test.singles[strong]!.quality;
  const atGaps = (figure: (gap: number) => Figure) => ({ 20: figure(0.2), 50: figure(0.5), 80: figure(0.8) });
  return {
    weak: models[weak]!.id,
    strong: models[strong]!.id,
    apgr: apgr(curve, weakMean, strongMean),
    apgrGrid: apgr(grid, weakMean, strongMean),
    cpt: atGaps((gap) => cpt(curve, gap, weakMean, strongMean)),
    cptGrid: atGaps((gap) => cptCodeCompatible(grid, gap, weakMean, strongMean)),
    pgrAtHalf: pgr(qualityAtShare(curve, 0.5), weakMean, strongMean),
  };
}

/** Predicted win rate of the strong model; a ranking wins or loses outright. */
function winRates({ rows, quality, ranked }: Predictions, weak: number, strong: number): Float64Array {
  const rates = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    if (ranked[i] === SCORED) rates[i] = quality[2 * i + strong]! - quality[2 * i + weak]!;
    else rates[i] = ranked[i] === strong ? 1 : -1;
  }
  return rates;
}
