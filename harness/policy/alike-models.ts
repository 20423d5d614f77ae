import type { Scalar } from '../request.ts';

/**
 * For each model the first that a constraint cannot tell from it, by the facts that it names: what holds for the one holds for
 * the other. A constraint that names models in another way than by `model.fact` tells all apart.
 */
export function alikeModels(allow: string, facts: readonly Readonly<Record<string, Scalar>>[]): readonly number[] {
  const named = allow.match(/\bmodel\.\w+/g) ?? [];
  if (named.length !== (allow.match(/\bmodel\b/g) ?? []).length) return facts.map((_, m) => m);
  const keys = [...new Set(named.map((each) => each.slice('model.'.length)))];
  const seen = facts.map((fact) => JSON.stringify(keys.map((key) => (Object.hasOwn(fact, key) ? [fact[key]] : []))));
  return seen.map((each) => seen.indexOf(each));
}
