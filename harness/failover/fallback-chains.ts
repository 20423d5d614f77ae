import { BenchError } from '../bench-error.ts';
import { type Condition, compileCondition, type MetadataTypes } from '../cel-condition.ts';
import { countTokens } from '../count-tokens.ts';
import type { ModelId } from '../model.ts';
import { nearest } from '../nearest-word.ts';
import { PromptFeatures } from '../prompt-features.ts';
import type { RouteRequest } from '../request.ts';
import type { FallbackChain } from './failover-schema.ts';

/** The chain that applies to a choice, whole: who of it may be asked is another question. */
export type ChainOf = (request: RouteRequest, choice: ModelId) => FallbackChain | undefined;

/**
 * Compiles the chains of a policy; the result gives the first that applies.
 *
 * @param pool ids of the models that a chain may name
 * @param metadata types of the declared metadata
 * @throws {BenchError} for a model outside the pool, a chain that comes back to where it was, and a condition that does not compile
 */
export function fallbackChains(
  chains: readonly FallbackChain[],
  pool: readonly ModelId[],
  metadata: MetadataTypes,
): ChainOf {
  const compiled = chains.map((chain) => {
    checkModels(chain, pool);
    return { chain, when: chain.when === undefined ? undefined : conditionOf(chain.name, chain.when, metadata) };
  });
  if (compiled.length === 0) return () => undefined;
  return (request, choice) => {
    const prompt = new PromptFeatures(request, { countTokens });
    return compiled.find(
      ({ chain, when }) =>
        (chain.from === undefined || chain.from === choice) &&
        // An error does not match, as in rules: it may cost a chain, never let a request go where it must not.
        (when === undefined || when.test(prompt, request.metadata) === true),
    )?.chain;
  };
}

function checkModels({ name, from, to }: FallbackChain, pool: readonly ModelId[]): void {
  const visited = from === undefined ? [] : [from];
  for (const model of [...visited, ...to]) {
    if (pool.includes(model)) continue;
    const guess = nearest(model, pool);
    throw new BenchError(`fallback chain "${name}": model "${model}" is not in the pool`, {
      hint: guess === undefined ? `Models are ${pool.join(', ')}.` : `Did you mean "${guess}"?`,
    });
  }
  for (const model of to) {
    if (visited.includes(model)) {
      throw new BenchError(`fallback chain "${name}" comes back to ${model}: ${[...visited, model].join(' → ')}`, {
        hint: 'Name each model once; retries at the same model are the field failover.retries.',
      });
    }
    visited.push(model);
  }
}

function conditionOf(name: string, when: string, metadata: MetadataTypes): Condition {
  try {
    return compileCondition(when, metadata);
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    throw new BenchError(`fallback chain "${name}": ${error.message}`, { hint: error.hint, cause: error });
  }
}
