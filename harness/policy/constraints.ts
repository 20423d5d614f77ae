import { saidOf } from '../bench-error.ts';
import { type ConditionFailure, compileCondition, type MetadataTypes } from '../cel-condition.ts';
import { countTokens } from '../count-tokens.ts';
import type { LiveSignals } from '../live-signals.ts';
import type { Model, ModelId, ModelMask } from '../model.ts';
import { COUNTED_FEATURES, PromptFeatures } from '../prompt-features.ts';
import type { RouteRequest, Scalar } from '../request.ts';
import { alikeModels } from './alike-models.ts';
import type { Policy, PolicyConstraint } from './policy.ts';

/** What one constraint says of one request. */
export interface ConstraintVerdict {
  readonly name: string;
  /** The models that it denies, with the reason where it could not be decided: an error denies (fail closed). */
  readonly denied: readonly { readonly model: ModelId; readonly error?: string }[];
}

export interface ConstraintResult {
  /** Models that every constraint allows. */
  readonly mask: ModelMask;
  readonly verdicts: readonly ConstraintVerdict[];
}

/** @param prompt of the request, by {@link countTokens}: for who has use for what is counted */
export type ConstraintCheck = (request: RouteRequest, live?: LiveSignals, prompt?: PromptFeatures) => ConstraintResult;

const LIVE_TYPES: MetadataTypes = { remainingUsd: 'double' };

/**
 * Compiles constraints once; the result checks one request against every model of the pool.
 *
 * A constraint is a CEL condition over `prompt` (what can be counted in it; guesses such as its language are no ground for a
 * rule that must hold), `metadata`, `model` (its id, provider and attributes) and `live` (`live.remainingUsd`) that must hold
 * for a model to be allowed: `metadata.dataClass != "phi" || model.baa`. It is evaluated before the router sees anything.
 *
 * @throws {BenchError} naming the constraint, with the caret, when it does not compile
 */
export function constraintCheck(
  constraints: readonly PolicyConstraint[],
  models: readonly Model[],
  metadata: Policy['metadata'],
): ConstraintCheck {
  const facts = models.map(modelFacts);
  const requestTypes = declaredTypes(metadata);
  const further = { model: factTypes(facts), live: LIVE_TYPES, prompt: COUNTED_FEATURES };
  const compiled = constraints.map(({ name, allow }) => ({
    name,
    condition: saidOf(`constraint "${name}"`, () => compileCondition(allow, requestTypes, further)),
    alike: alikeModels(allow, facts),
  }));
  return (request, live, prompt = new PromptFeatures(request, { countTokens })) => {
    const mask = new Uint8Array(models.length).fill(1);
    if (compiled.length === 0) return { mask, verdicts: [] };
    const moment = live?.remainingUsd === undefined ? {} : { remainingUsd: live.remainingUsd };
    const verdicts = compiled.map(({ name, condition, alike }) => {
      const denied: { model: ModelId; error?: string }[] = [];
      const said: (boolean | ConditionFailure)[] = [];
      for (let m = 0; m < models.length; m++) {
        const first = alike[m]!;
        const holds =
          first < m ? said[first]! : condition.test(prompt, request.metadata, { model: facts[m]!, live: moment });
        said.push(holds);
        if (holds === true) continue;
        mask[m] = 0;
        denied.push(holds === false ? { model: models[m]!.id } : { model: models[m]!.id, error: holds.reason });
      }
      return { name, denied };
    });
    return { mask, verdicts };
  };
}

/** Types of the declared metadata, as conditions know them. */
export function declaredTypes(metadata: Policy['metadata']): MetadataTypes {
  return Object.fromEntries(Object.entries(metadata).map(([key, { type }]) => [key, celType(type)]));
}

/** Whether a constraint depends on nothing but metadata and models: not on a prompt, and not on the moment. */
export function speaksOfMetadataOnly({ allow }: PolicyConstraint): boolean {
  return !/\b(prompt|live)\b/.test(allow);
}

function modelFacts(model: Model): Readonly<Record<string, Scalar>> {
  return {
    ...model.attributes,
    id: model.id,
    ...(model.provider === undefined ? {} : { provider: model.provider }),
    ...(model.contextTokens === undefined ? {} : { contextTokens: model.contextTokens }),
  };
}

function factTypes(facts: readonly Readonly<Record<string, Scalar>>[]): MetadataTypes {
  const types = new Map<string, MetadataTypes[string]>();
  for (const fact of facts) {
    for (const [key, value] of Object.entries(fact)) {
      const type = celType(typeof value as 'string' | 'number' | 'boolean');
      const before = types.get(key);
      types.set(key, before === undefined || before === type ? type : 'dyn');
    }
  }
  return Object.fromEntries(types);
}

function celType(type: 'string' | 'number' | 'boolean'): MetadataTypes[string] {
  return type === 'number' ? 'double' : type === 'boolean' ? 'bool' : 'string';
}
