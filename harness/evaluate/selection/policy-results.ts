import type { Objective } from '../../objective.ts';
import { toCostQuality } from '../cost-quality.ts';
import type { Chosen, Results } from '../results.ts';
import type { RouterEvaluation } from '../router-results.ts';
import type { Setting } from '../setting.ts';
import type { SingleEvaluation } from '../single-results.ts';
import { promisedFigures } from './promised-figures.ts';
import { selectPolicy } from './select-policy.ts';
import type { WithoutRouter } from './select-without-router.ts';
import type { PathSelection } from './selected-point.ts';
import { ALPHA, type SelectionRules } from './selection-rules.ts';
import type { Selection } from './selection-schema.ts';
import { claimWords, refusalReason, routerReason } from './selection-words.ts';

/** What competes to ship, evaluated. */
export interface EvaluatedCandidates {
  readonly singles: readonly SingleEvaluation[];
  readonly routers: readonly RouterEvaluation[];
  /** What needs no router, and its figures on test. */
  readonly without: WithoutRouter;
  readonly mixture: { readonly name: string; readonly chosen: Chosen };
}

/** What ships, and how it was chosen, as both stand in `results.json`. */
export function policyResults(
  candidates: EvaluatedCandidates,
  rules: SelectionRules,
  setting: Setting,
): Pick<Results, 'policy' | 'selection'> {
  const { routers, without, mixture } = candidates;
  const contenders = routers.flatMap(({ result, selection }) =>
    selection === undefined ? [] : [{ name: result.name, selection }],
  );
  const choice = selectPolicy(contenders, without, rules);
  const selection = selectionFigures(contenders, without, rules, setting);
  const claim = claimWords(rules.objective, setting.models[setting.reference]!.id);
  const rival = { ...without.chosen, name: mixture.name };
  if ('router' in choice) {
    const { result, selection: own } = routers.find(({ result: { name } }) => name === choice.router)!;
    const reason = routerReason({ ...own!.chosen!, name: result.name }, rival, claim);
    return {
      selection,
      policy: {
        candidate: result.name,
        kind: 'router',
        ...delivered(result.chosen, rules.objective),
        promised: promisedFigures(own!.chosen!.values, setting),
        reason,
      },
    };
  }
  const reason = refusalReason(choice.refusal, { ...rival, feasible: without.feasible }, claim);
  return {
    selection: { ...selection, refusal: choice.refusal },
    policy: {
      candidate: mixture.name,
      kind: without.chosen.place.length === 1 ? 'single' : 'mixture',
      ...delivered(mixture.chosen, rules.objective),
      promised: promisedFigures(without.chosen.values, setting),
      reason,
    },
  };
}

function delivered(chosen: Chosen, objective: Objective) {
  const { feasible, qualityGained, costUsd } = chosen;
  if (objective.kind === 'willingness-to-pay') return { feasible, chosen };
  const broken =
    objective.kind === 'cheapest-within'
      ? qualityGained.high < -objective.margin
      : costUsd.low > objective.maxUsdPerQuery;
  return { feasible, chosen, broken };
}

function selectionFigures(
  contenders: readonly { readonly name: string; readonly selection: NonNullable<RouterEvaluation['selection']> }[],
  without: WithoutRouter,
  { pathLevel, gainLevel }: SelectionRules,
  { models }: Setting,
): Selection {
  return {
    alpha: ALPHA,
    pathLevel,
    gainLevel,
    routers: contenders.map(({ name, selection }) => {
      const { value, standardError, pGreater: p } = selection.overMixing;
      return {
        router: name,
        ...pathFigures(selection),
        overMixing: { value, standardError, p },
        knows: selection.knows,
      };
    }),
    mixing: {
      ...pathFigures(without),
      models: without.chosen.place.map(({ model, share }) => ({ model: models[model]!.id, share })),
      chosen: toCostQuality(without.chosen),
    },
  };
}

function pathFigures({ tested, certified, stoppedAt }: PathSelection<unknown>) {
  return { tested, certified, ...(stoppedAt === undefined ? {} : { stoppedAt }) };
}
