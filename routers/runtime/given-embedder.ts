import { BenchError } from '../../harness/bench-error.ts';
import { BUNDLED_MODEL, BUNDLED_SHA256 } from '../../harness/embed/bundled-identity.ts';
import { BUNDLED_RATES } from '../../harness/embed/rates.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import type { Embedder } from '../../harness/tools.ts';
import type { GivenEmbedder } from './runtime-options.ts';

/** How far from 1 the length of a vector may be: rounding to single or half precision stays far below it. */
const LENGTH_TOLERANCE = 0.01;

/** The bundled embedder, loaded when it is first asked for, and once. */
export function bundledEmbedder(): () => Promise<Embedder> {
  let loading: Promise<Embedder> | undefined;
  return () => {
    loading ??= import('../../harness/embed/embedder.ts')
      .then(({ localEmbedder }) => localEmbedder())
      .catch((error: unknown) => {
        loading = undefined; // what is missing may be there when a policy is loaded anew
        throw error;
      });
    return loading;
  };
}

/**
 * The embedder of a policy: the application's, or the bundled one where the policy was made with that.
 *
 * @throws {BenchError} when neither is the policy's
 */
export async function embedderOf(
  folder: string,
  needed: NonNullable<Policy['embedder']>,
  given: GivenEmbedder | undefined,
  bundled: () => Promise<Embedder>,
): Promise<Embedder> {
  if (given !== undefined) return asEmbedder(folder, needed, given);
  if (needed.fingerprint !== BUNDLED_SHA256) {
    throw new BenchError(
      `${folder} needs the embedder ${needed.name} (${short(needed.fingerprint)}), which is not the bundled ${BUNDLED_MODEL}`,
      { hint: 'Pass it: open(folder, { embed: { fingerprint, embed: async (texts) => vectors, rates } }).' },
    );
  }
  return bundled();
}

function asEmbedder(
  folder: string,
  { name, fingerprint, dimensions }: NonNullable<Policy['embedder']>,
  given: GivenEmbedder,
): Embedder {
  if (given.fingerprint !== fingerprint) {
    throw new BenchError(
      `${folder} was made with the embedder ${name} (${short(fingerprint)}), not with ${short(given.fingerprint)}`,
      { hint: 'Vectors and thresholds of one embedder mean nothing under another: pass the policy’s embedder.' },
    );
  }
  const rates = given.rates ?? (fingerprint === BUNDLED_SHA256 ? BUNDLED_RATES : undefined);
  if (rates === undefined) {
    throw new BenchError(`embed: rates are missing: what embedding by ${name} is billed at in decision records`, {
      hint: 'Pass embed.rates: { usdPerMillionTokens, latencyMsPerToken, latencyMsPerCall, asOf }.',
    });
  }
  return {
    name,
    fingerprint,
    dimensions,
    rates,
    embed: async (texts) => checkedRows(await given.embed(texts), texts.length, dimensions, name),
  };
}

/** @throws {BenchError} for another number of vectors, of dimensions, or another length than 1 */
function checkedRows(
  made: Float32Array | readonly ArrayLike<number>[],
  count: number,
  dimensions: number,
  name: string,
): Float32Array {
  const vectors = made instanceof Float32Array ? made : flattened(made, dimensions, name);
  if (vectors.length !== count * dimensions) {
    throw new BenchError(`embed: ${name} has ${dimensions} dimensions: ${vectors.length} numbers for ${count} texts`);
  }
  for (let row = 0; row < count; row++) {
    let squares = 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) squares += vectors[i]! ** 2;
    // Written so that NaN does not pass.
    if (!(Math.abs(Math.sqrt(squares) - 1) <= LENGTH_TOLERANCE)) {
      throw new BenchError(`embed: a vector of ${name} has length ${Math.sqrt(squares)}; policies want length 1`, {
        hint: 'Divide each vector by its length.',
      });
    }
  }
  return vectors;
}

function flattened(rows: readonly ArrayLike<number>[], dimensions: number, name: string): Float32Array {
  const vectors = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => {
    if (row.length !== dimensions) {
      throw new BenchError(`embed: ${name} has ${dimensions} dimensions; vector ${i + 1} has ${row.length}`);
    }
    vectors.set(row, i * dimensions);
  });
  return vectors;
}

function short(fingerprint: string): string {
  return `${fingerprint.slice(0, 12)}…`;
}
