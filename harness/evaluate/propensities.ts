import type { Model, ModelMask } from '../model.ts';
import type { Assessment } from '../router.ts';
import { decide } from './decide.ts';
import { fromJsonTradeoff, type OperatingPoint } from './operating-point.ts';

type ExploringPoint = OperatingPoint & { readonly explore?: number | undefined };

/**
 * The exact chance of each model to be chosen for one request: the shares of the mix whose decision it is, times
 * 1 − explore, plus an even share of `explore` among the allowed models. Over all draws, not given the draw of the mix: both
 * make unbiased estimates, and this one has the smaller weights.
 *
 * @param assessment of any kind but a cascade, whose answering model depends on answers
 * @param inputTokens of the request
 * @returns one per model of the pool, summing to 1; all 0 where the policy refuses, which is certain and never explored
 */
export function propensities(
  assessment: Exclude<Assessment, { kind: 'cascade' }>,
  models: readonly Model[],
  inputTokens: number,
  allowed: ModelMask,
  point: ExploringPoint,
): Float64Array {
  const choiceAt = (tradeoff: number) => decide(assessment, models, inputTokens, allowed, tradeoff)[0];
  return propensitiesOf(choiceAt, models.length, allowed, point);
}

/**
 * The same of any rule that chooses by tradeoff.
 *
 * @param choiceAt the choice at a tradeoff, `undefined` = refused
 * @param explorable whom exploration draws from, evenly
 */
export function propensitiesOf(
  choiceAt: (tradeoff: number) => number | undefined,
  models: number,
  explorable: ModelMask,
  { mix, explore = 0 }: ExploringPoint,
): Float64Array {
  const chances = new Float64Array(models);
  let rest = 1;
  for (const [part, { tradeoff, share }] of mix.entries()) {
    const choice = choiceAt(fromJsonTradeoff(tradeoff));
    if (choice === undefined) return chances.fill(0);
    // As the draw has it: what the parts before leave is the last one's.
    const own = part === mix.length - 1 ? rest : share;
    chances[choice]! += (1 - explore) * own;
    rest -= own;
  }
  const count = explorable.reduce((sum, one) => sum + one, 0);
  return chances.map((chance, model) => Math.min(1, chance + (explorable[model] === 1 ? explore / count : 0)));
}
