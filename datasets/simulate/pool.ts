import type { Model, Price } from '../../harness/model.ts';

/** A simulated model: what a pool knows of it, and what only the simulation knows. */
export interface SimulatedModel {
  readonly model: Model & { readonly price: Price };
  /** Φ⁻¹(μ): where μ is the share of prompts answered right, task strengths aside. */
  readonly ability: number;
  /** Answer length against the task's median. */
  readonly verbosity: number;
  readonly firstTokenMs: number;
  readonly msPerToken: number;
}

/**
 * μ in a comment. The price list has the proportions that one finds: four models within a factor of nine, and one far
 * above them, which runs in the US only and signs no business associate agreement.
 */
export const POOL: readonly SimulatedModel[] = [
  // μ = .58
  simulated('sim-nano', 0.202, [0.06, 0.015, 0.24], 2_048, 'global', true, [0.85, 180, 4]),
  // μ = .67
  simulated('sim-small', 0.44, [0.1, 0.025, 0.4], 32_000, 'global', true, [0.95, 240, 6]),
  // μ = .755
  simulated('sim-medium', 0.69, [0.16, 0.04, 0.65], 128_000, 'global', true, [1, 330, 10]),
  // μ = .805
  simulated('sim-large', 0.86, [0.5, 0.125, 2], 128_000, 'global', true, [1.05, 450, 15]),
  // μ = .83
  simulated('sim-frontier', 0.954, [2.6, 0.65, 10.5], 200_000, 'us', false, [1.2, 700, 22]),
];

/**
 * Task strengths s_mt, in the order of the pool: standard deviation .35 over the table, mean 0 per model. Part of it
 * is common to the models (arithmetic is harder than extraction, most of all for weak models); the rest is what a
 * router can use: a model that is good at one kind of work for its price.
 */
export const STRENGTHS: Readonly<Record<string, readonly number[]>> = {
  extraction: [0.78, 0.57, 0.31, 0.26, 0.26],
  classification: [0.57, 0.26, 0.37, 0, 0.05],
  arithmetic: [-0.78, -0.57, -0.37, -0.16, -0.05],
  code: [-0.73, -0.05, -0.52, -0.11, -0.05],
  summary: [0.42, 0.1, 0.26, 0.21, 0.1],
  rewriting: [-0.31, -0.57, 0.21, -0.26, -0.16],
  chat: [0.26, 0.36, -0.26, 0.16, 0],
  reading: [-0.21, -0.1, 0, -0.1, -0.15],
};

/**
 * A part of s_mt that depends on the domain: what a model loses where only specialists write, and gains elsewhere, in
 * the order of the pool. Small models know less.
 */
export const DOMAIN_STRENGTHS: { readonly specialist: readonly number[]; readonly everyday: readonly number[] } = {
  specialist: [-0.34, -0.26, -0.16, -0.08, 0],
  everyday: [0.2, 0.15, 0.09, 0.05, 0],
};

function simulated(
  id: string,
  ability: number,
  [input, cached, output]: readonly [number, number, number],
  contextTokens: number,
  region: string,
  baa: boolean,
  [verbosity, firstTokenMs, msPerToken]: readonly [number, number, number],
): SimulatedModel {
  return {
    model: {
      id,
      provider: 'simulated',
      price: {
        usdPerRequest: 0,
        inputUsdPerMillionTokens: input,
        cachedInputUsdPerMillionTokens: cached,
        outputUsdPerMillionTokens: output,
        source: 'card',
      },
      contextTokens,
      attributes: { region, baa },
    },
    ability,
    verbosity,
    firstTokenMs,
    msPerToken,
  };
}
