import type { OutcomeTable } from '../harness/outcome-table.ts';
import { CLASS_SHRINKAGES, type ClassMeans, classMeans, crossValidateClasses } from './class-means.ts';
import type { Reading } from './class-reader.ts';
import { competitiveModels } from './competitive-models.ts';
import { FOLDS, groupFolds } from './group-folds.ts';
import type { Outcomes } from './outcome-means.ts';
import { smoothestOfBest } from './routing-error.ts';
import type { RouteMatch } from './utterance-match.ts';

/** When the reader is asked, and what class comes of the two stages. */
export interface SecondStage {
  /** Names: the routes, then those classes of the reader that are no routes. */
  readonly classes: readonly string[];
  isAmbiguous(match: RouteMatch, ambiguity: number): boolean;
  /** The reader's class where it was asked and named one; else the route. */
  classOf(match: RouteMatch, reading: Reading | undefined): number;
}

export function secondStage(
  routes: readonly { readonly name: string; readonly classify?: boolean | undefined }[],
  read: readonly { readonly name: string }[],
): SecondStage {
  const classes = [...new Set([...routes, ...read].map(({ name }) => name))];
  const place = read.map(({ name }) => classes.indexOf(name));
  return {
    classes,
    isAmbiguous: ({ route, margin }, ambiguity) => routes[route]!.classify === true || margin < ambiguity,
    classOf: ({ route }, reading) => (reading === undefined || reading.class < 0 ? route : place[reading.class]!),
  };
}

/** Shares of the training prompts that are taken to be ambiguous, from none. */
const SHARES = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1];

/**
 * Chooses how close two routes must be for the reader to be asked, by cross-validation inside train: the least asking
 * whose {@link crossValidateClasses} error cannot be told from the best. Asking costs money whatever it brings, so that
 * of two equals the one that asks less is right.
 */
export function chooseAmbiguity(
  stage: SecondStage,
  matches: readonly RouteMatch[],
  readings: readonly Reading[],
  outcomes: Outcomes,
  train: OutcomeTable,
  seed: number,
  given: number | undefined,
): { readonly ambiguity: number; readonly means: ClassMeans; readonly notes: readonly string[] } {
  const folds = groupFolds(train.examples, FOLDS, seed);
  const models = competitiveModels(train);
  const classesAt = (ambiguity: number) =>
    Int32Array.from(matches, (match, i) =>
      stage.classOf(match, stage.isAmbiguous(match, ambiguity) ? readings[i] : undefined),
    );
  const candidates = (given === undefined ? ambiguities(matches) : [given]).flatMap((ambiguity) =>
    crossValidateClasses(outcomes, classesAt(ambiguity), stage.classes.length, folds, CLASS_SHRINKAGES, models).map(
      ({ setting: shrinkage, error }) => ({ setting: { ambiguity, shrinkage }, error }),
    ),
  );
  const { setting, error } = smoothestOfBest(candidates);
  const asked = matches.filter((match) => stage.isAmbiguous(match, setting.ambiguity)).length / matches.length;
  const how = given === undefined ? 'cross-validation chose' : 'given';
  return {
    ambiguity: setting.ambiguity,
    means: classMeans(outcomes, classesAt(setting.ambiguity), stage.classes.length, setting.shrinkage),
    notes: [
      `${how} ambiguity ${setting.ambiguity.toFixed(4)}: the classifier reads ${(100 * asked).toFixed(1)} % of the training prompts; centred squared error ${error.mean.toFixed(5)}, against ${candidates[0]!.error.mean.toFixed(5)} at ambiguity ${candidates[0]!.setting.ambiguity.toFixed(4)}`,
    ],
  };
}

/** Margins below which a given share of the training prompts lies, ascending. */
function ambiguities(matches: readonly RouteMatch[]): readonly number[] {
  const margins = Float64Array.from(matches, ({ margin }) => Math.min(2, margin)).sort();
  const at = (share: number) =>
    share === 0 ? 0 : margins[Math.min(margins.length - 1, Math.floor(share * margins.length))]!;
  return [...new Set(SHARES.map(at))];
}
