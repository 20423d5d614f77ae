import { BenchError, saidOf } from '../bench-error.ts';
import { compileCondition, type MetadataTypes } from '../cel-condition.ts';
import { countTokens } from '../count-tokens.ts';
import type { ModelId } from '../model.ts';
import { didYouMean } from '../nearest-word.ts';
import { PromptFeatures } from '../prompt-features.ts';
import type { RouteRequest } from '../request.ts';
import type { FallbackChain } from './failover-schema.ts';

/**
 * The chain that applies to a choice, whole: who of it may be asked is another question.
 *
 * @param prompt of the request, where it is at hand
 */
export type ChainOf = (request: RouteRequest, choice: ModelId, prompt?: PromptFeatures) => FallbackChain | undefined;

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
    const compile = (when: string) => saidOf(`fallback chain "${chain.name}"`, () => compileCondition(when, metadata));
    return { chain, when: chain.when === undefined ? undefined : compile(chain.when) };
  });
  if (compiled.length === 0) return () => undefined;
  return (request, choice, prompt = new PromptFeatures(request, { countTokens })) =>
    compiled.find(
      ({ chain, when }) =>
        (chain.from === undefined || chain.from === choice) &&
        // An error does not match, as in rules: it may cost a chain, never let a request go where it must not.
        (when === undefined || when.test(prompt, request.metadata) === true),
    )?.chain;
}

function checkModels({ name, from, to }: FallbackChain, pool: readonly ModelId[]): void {
  const visited = from === undefined ? [] : [from];
  for (const model of [...visited, ...to]) {
    if (pool.includes(model)) continue;
    throw new BenchError(`fallback chain "${name}": model "${model}" is not in the pool`, {
      hint: didYouMean(model, pool, `Models are ${pool.join(', ')}.`),
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
