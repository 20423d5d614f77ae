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

/** μ in a comment; a price list in the proportions that one finds; the dearest has no data-processing agreements. */
export const POOL: readonly SimulatedModel[] = [
  // μ = .58
  simulated('sim-nano', 0.202, [0.06, 0.015, 0.24], 2_048, 'global', true, [0.85, 180, 4]),
  // μ = .67
  simulated('sim-small', 0.44, [0.18, 0.045, 0.7], 32_000, 'global', true, [0.95, 240, 6]),
  // μ = .75
  simulated('sim-medium', 0.674, [0.6, 0.15, 2.4], 128_000, 'global', true, [1, 330, 10]),
  // μ = .80
  simulated('sim-large', 0.842, [1.5, 0.375, 6], 128_000, 'global', true, [1.05, 450, 15]),
  // μ = .84
  simulated('sim-frontier', 0.994, [2.6, 0.65, 10.5], 200_000, 'us', false, [1.2, 700, 22]),
];

/**
 * Task strengths s_mt, in the order of the pool; standard deviation .35 over the table, mean 0 per model. A model
 * that is good at one kind of work for its price is what a router can use.
 */
export const STRENGTHS: Readonly<Record<string, readonly number[]>> = {
  extraction: [0.52, 0.45, 0.1, 0.05, -0.05],
  classification: [0.42, 0.1, 0.38, -0.2, -0.25],
  arithmetic: [-0.62, -0.42, -0.15, 0.12, 0.5],
  code: [-0.55, 0.3, -0.52, 0.3, 0.42],
  summary: [0.3, -0.12, 0.25, 0.1, -0.25],
  rewriting: [-0.2, -0.45, 0.4, -0.28, -0.1],
  chat: [0.15, 0.22, -0.48, 0.25, -0.3],
  reading: [-0.02, -0.08, 0.02, -0.34, 0.03],
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
