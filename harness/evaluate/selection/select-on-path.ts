import { type MeanTest, meanTest } from '../../statistics/mean-test.ts';
import { toCostQuality } from '../cost-quality.ts';
import type { OperatingPoint } from '../figures-schema.ts';
import { certifyPath, type PathClaim } from './certify-path.ts';
import { gainOverMixing } from './gain-over-mixing.ts';
import { type Path, reversed } from './path.ts';
import { type PathSelection, selectedAt } from './selected-point.ts';
import { pathClaim, type SelectionRules } from './selection-rules.ts';
import { utilityChoice } from './utility-choice.ts';

/** A router's path, and whether the router knows anything about queries at all. */
export interface RouterSelection extends PathSelection<OperatingPoint> {
  /** Mean quality gained over mixing single models at equal cost, over the path. */
  readonly overMixing: MeanTest;
  /** Whether that gain is above zero at the level of the rules. */
  readonly knows: boolean;
}

export function selectRouter(path: Path<OperatingPoint>, rules: SelectionRules): RouterSelection {
  const overMixing = meanTest(gainOverMixing(path, rules.mixing), rules.clusters);
  const knows = overMixing.pGreater <= rules.gainLevel;
  const selection =
    rules.objective.kind === 'willingness-to-pay'
      ? utilityChoice(path, rules)
      : selectOnPath(path, pathClaim(rules), rules);
  return { ...selection, overMixing, knows };
}

/** Tests a path and takes the last point that passed: the cheapest with little enough loss, or the dearest within the budget. */
export function selectOnPath<Place>(
  path: Path<Place>,
  claim: PathClaim,
  { objective, pathLevel }: SelectionRules,
): PathSelection<Place> {
  const ordered = objective.kind === 'best-under-budget' ? reversed(path) : path;
  const { tested, certified, stoppedAt } = certifyPath(ordered, claim, pathLevel);
  const last = certified.at(-1);
  return {
    tested,
    certified: certified.length,
    ...(last === undefined ? {} : { chosen: selectedAt(ordered, last) }),
    ...(stoppedAt === undefined ? {} : { stoppedAt: toCostQuality(selectedAt(ordered, stoppedAt)) }),
  };
}
