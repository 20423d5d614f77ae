import type { Candidate, EvaluationInput } from './evaluation-input.ts';
import { mixtureName } from './mixture-results.ts';
import { packPredictions } from './predictions.ts';
import type { Results } from './results.ts';
import { routerPath } from './selection/router-path.ts';
import { selectRouter } from './selection/select-on-path.ts';
import { type RouterContender, selectPolicy } from './selection/select-policy.ts';
import { selectWithoutRouter } from './selection/select-without-router.ts';
import { type SelectionRules, selectionRules } from './selection/selection-rules.ts';
import { type Setting, settingOf } from './setting.ts';
import { sweep } from './sweep.ts';

export interface Shipped extends Pick<Results['policy'], 'candidate' | 'kind'> {
  /** Where no router ships: the models that do, one or two. */
  readonly models: readonly string[];
}

/**
 * What `evaluate` would ship, from validate alone: no figure of test, no reference curve. For questions that ask it many
 * times, such as how far a price may move.
 */
export function shippedCandidate(input: EvaluationInput): Shipped {
  const setting = settingOf(input);
  const rules = selectionRules(setting);
  const without = selectWithoutRouter(rules);
  const contenders = input.candidates
    .filter(({ notDeployable }) => notDeployable === undefined)
    .map((candidate) => contender(candidate, setting, rules));
  const choice = selectPolicy(contenders, without, rules);
  if ('router' in choice) return { candidate: choice.router, kind: 'router', models: [] };
  const { place } = without.chosen;
  return {
    candidate: mixtureName(place, setting),
    kind: place.length === 1 ? 'single' : 'mixture',
    models: place.map(({ model }) => setting.models[model]!.id),
  };
}

function contender({ name, assessments }: Candidate, setting: Setting, rules: SelectionRules): RouterContender {
  const { models, validate } = setting;
  const { outcomes, inputTokens } = validate;
  const predictions = packPredictions(assessments.validate, models, inputTokens, outcomes.allowed);
  const path = routerPath(name, sweep(predictions, outcomes, setting), outcomes);
  return { name, selection: selectRouter(path, rules) };
}
