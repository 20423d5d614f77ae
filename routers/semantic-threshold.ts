import type { OutcomeTable } from '../harness/outcome-table.ts';
import { CLASS_SHRINKAGES, crossValidateClasses } from './class-means.ts';
import { competitiveModels } from './competitive-models.ts';
import { FOLDS, groupFolds } from './group-folds.ts';
import type { Outcomes } from './outcome-means.ts';
import { smoothestOfBest } from './routing-error.ts';
import { classAt, type RouteMatch } from './utterance-match.ts';

/** From the smoothest, at which nearly everything is left to the default. */
const THRESHOLDS = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0];

/**
 * Chooses the threshold, where it is not given, and the shrinkage of the route means by cross-validation: the
 * smoothest of the best by {@link RoutingError} of what the route (or abstention) predicts.
 */
export function chooseThreshold(
  matches: readonly RouteMatch[],
  routes: number,
  outcomes: Outcomes,
  train: OutcomeTable,
  seed: number,
  given: number | undefined,
): { threshold: number; shrinkage: number; notes: readonly string[] } {
  const folds = groupFolds(train.examples, FOLDS, seed);
  const models = competitiveModels(train);
  const candidates = (given === undefined ? THRESHOLDS : [given]).flatMap((threshold) => {
    const classOf = Int32Array.from(matches, (match) => classAt(match, threshold, routes));
    return crossValidateClasses(outcomes, classOf, routes + 1, folds, CLASS_SHRINKAGES, models).map(
      ({ setting, error }) => ({
        setting: { threshold, shrinkage: setting },
        error,
      }),
    );
  });
  const { setting, error } = smoothestOfBest(candidates);
  const claimed = matches.filter((match) => match.score >= setting.threshold).length / matches.length;
  const how = given === undefined ? 'cross-validation chose' : 'given';
  const note = `${how} threshold ${setting.threshold}: routes claim ${(100 * claimed).toFixed(1)} % of the training prompts; centred squared error ${error.mean.toFixed(5)}, against ${candidates[0]!.error.mean.toFixed(5)} at threshold ${candidates[0]!.setting.threshold}`;
  return { ...setting, notes: [note] };
}
