import { z } from 'zod';
import { costQualitySchema, figureSchema } from './figures-schema.ts';

/** The mean over all queries, and the unweighted mean over tasks. */
const averagesSchema = z.strictObject({ micro: costQualitySchema, macro: costQualitySchema });

/** RouterArena: how near the choices are to the cheapest right model. */
const optimalSchema = z.strictObject({ selection: figureSchema, cost: figureSchema, accuracy: figureSchema });

/** LLMRouterBench, on test; differences in quality. */
const againstSinglesSchema = z.strictObject({
  gainOverRandom: z.number(),
  gainOverBest: z.number(),
  gapToOracle: z.number(),
  /** Gain over the best single model of the best operating point. */
  perfGain: z.number(),
  /** 1 − cost ÷ cost of the best single model, of the cheapest operating point as good as it. */
  costSave: figureSchema,
});

const gapPartSchema = z.strictObject({
  /** Share of all queries. */
  share: z.number(),
  /** Quality lost and USD spent above the oracle, means over all queries. */
  quality: z.number(),
  costUsd: z.number(),
});

const gapSchema = z.strictObject({
  unsolvable: gapPartSchema,
  wrongModel: gapPartSchema,
  dearer: gapPartSchema,
  optimal: gapPartSchema,
  /** Quality that even the best model lacks on queries that it solves in part. */
  partlySolved: z.number(),
  /** USD per query of routing itself. */
  routingUsd: z.number(),
});

/** Milliseconds. */
const quantilesSchema = z.strictObject({ p50: figureSchema, p95: figureSchema, p99: figureSchema });

/** Figures of one slice on test, in the order of `metrics.slices`. */
const sliceFiguresSchema = z.strictObject({
  quality: z.number(),
  costUsd: z.number(),
  /** Share of traffic per model. */
  shares: z.array(z.number()),
});

/** Figures that all candidates have alike, at the chosen operating point unless they are of all points. */
const candidateMetrics = {
  averages: averagesSchema,
  optimal: optimalSchema,
  againstSingles: againstSinglesSchema,
  gap: gapSchema,
  /** Model and router together. */
  latencyMs: quantilesSchema,
  /** `slices[key][slice]`. */
  slices: z.array(z.array(sliceFiguresSchema)),
};

/** Of two single models that share the traffic. */
export const mixtureMetricsSchema = z.strictObject(candidateMetrics);

/** Mean distance of all operating points to the Pareto frontier of all routers and single models. */
const pareto = { paretoDistance: figureSchema };

export const singleMetricsSchema = z.strictObject({ ...candidateMetrics, ...pareto });

const calibrationSchema = z.strictObject({ n: z.int(), brier: figureSchema, ece: figureSchema });

const atTradeoffsSchema = z.array(
  z.strictObject({
    /** λ in USD per unit of quality; `null` = infinite. */
    tradeoff: z.number().nullable(),
    value: z.number(),
  }),
);

const classFiguresSchema = z.strictObject({
  name: z.string(),
  actual: z.int(),
  predicted: z.int(),
  precision: figureSchema,
  recall: figureSchema,
  f1: figureSchema,
});

export const routerMetricsSchema = z.strictObject({
  ...candidateMetrics,
  ...pareto,
  /** Unweighted means over tasks of the headline figures. */
  macroAiq: z.number(),
  macroAiqMinusZero: z.number(),
  /** Value of the oracle frontier minus that of the router at the same λ, in units of quality, and the mean over these λ. */
  regret: z.strictObject({ mean: z.number(), at: atTradeoffsSchema }),
  /** Share of queries whose chosen model is among the best at λ, and the same at the chosen operating point. */
  bestShare: z.strictObject({ chosen: figureSchema, at: atTradeoffsSchema }),
  hypervolume: figureSchema,
  /** Predicted quality against grades: of the chosen models, and of every model of every query. */
  calibration: z.strictObject({ chosen: calibrationSchema, cells: calibrationSchema }),
  /** Routing itself. */
  routingLatencyMs: quantilesSchema,
  /** Precision, recall and F1 behind `labels` and `recognised`. */
  labelClasses: z.array(classFiguresSchema).optional(),
  recognisedClasses: z.array(classFiguresSchema).optional(),
});

/** Facts of the pool on test, which the figures of routers and single models refer to. */
export const poolMetricsSchema = z.strictObject({
  bestSingle: z.strictObject({ model: z.string(), costUsd: z.number(), quality: z.number() }),
  /** A model drawn evenly for every query: its expectation. */
  random: costQualitySchema,
  /** Share of queries that no model answers with a quality above 0. */
  unsolvable: z.number(),
  /** Metadata keys and their slices on test. */
  slices: z.array(
    z.strictObject({ key: z.string(), values: z.array(z.strictObject({ name: z.string(), n: z.int() })) }),
  ),
  unslicedKeys: z.array(z.strictObject({ key: z.string(), because: z.string() })),
});

export type CandidateMetrics = z.infer<typeof mixtureMetricsSchema>;
export type SingleMetrics = z.infer<typeof singleMetricsSchema>;
export type RouterMetrics = z.infer<typeof routerMetricsSchema>;
export type PoolMetrics = z.infer<typeof poolMetricsSchema>;
