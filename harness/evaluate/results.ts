import { z } from 'zod';
import { objectiveSchema } from '../objective.ts';
import { priceSchema } from '../price-schema.ts';
import { trafficSchema } from '../traffic.ts';
import { complianceSchema } from './compliance-schema.ts';
import { coverageSchema } from './coverage-schema.ts';
import {
  costQualitySchema,
  estimateOrWhySchema,
  estimateSchema,
  figureSchema,
  operatingPointSchema,
  pointSchema,
} from './figures-schema.ts';
import { mixtureMetricsSchema, poolMetricsSchema, routerMetricsSchema, singleMetricsSchema } from './metrics-schema.ts';
import { priceFlipsSchema } from './roi/price-flips-schema.ts';
import { alternativeSchema, lastPointSchema, poolFactsSchema } from './roi/roi-schema.ts';
import { modelSharesSchema, promisedSchema, selectionSchema } from './selection/selection-schema.ts';
import { significanceSchema } from './significance-schema.ts';

export type { CostQuality, CurvePoint, Estimate, EstimateOrWhy, Figure, OperatingPoint } from './figures-schema.ts';

/**
 * Version of `results.json`. A reader refuses a newer one; older ones are read as they stand: version 1 had no cascades,
 * version 2 no certified choice and fewer metrics, version 3 no constraints.
 */
export const RESULTS_VERSION = 4;

const taskCutSchema = z.strictObject({
  task: z.string(),
  n: z.int(),
  quality: z.number(),
  costUsd: z.number(),
  shares: z.array(z.number()),
});

/** What one candidate (a router at its chosen operating point, or a single model) does. */
export const chosenSchema = z.strictObject({
  operatingPoint: operatingPointSchema,
  /** What validate promised. */
  validate: costQualitySchema,
  /** What test delivered, replayed through the policy as saved and opened again. */
  quality: estimateSchema,
  costUsd: estimateSchema,
  /** 1 − cost ÷ cost of the reference model; the interval by the delta method on the log. */
  costSaved: estimateOrWhySchema,
  /** Quality minus that of the reference model, paired. */
  qualityGained: estimateSchema,
  shares: z.array(z.number()),
  refused: z.number().optional(),
  latencyMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
  /** Mean quality lost against the oracle frontier at the same mean cost. */
  oracleGap: z.number(),
  perTask: z.array(taskCutSchema),
  /** Whether validate met the objective at all. */
  feasible: z.boolean(),
  /** Whether a test on validate certified it; absent before version 3. */
  certified: z.boolean().optional(),
});

const labelsSchema = z.strictObject({
  accuracy: z.number(),
  macroF1: z.number(),
  classes: z.array(z.string()),
  /** `confusion[actual][predicted]`, counts; classes in the order of `classes`. */
  confusion: z.array(z.array(z.int())),
  /** Which operating point the labels were compared with, in words. */
  at: z.string(),
});

/** RouteLLM's figures, where the pool has two models: weak and strong by mean quality on train. */
const twoModelSchema = z.strictObject({
  weak: z.string(),
  strong: z.string(),
  apgr: figureSchema,
  apgrGrid: figureSchema,
  /** Share of strong calls at which 20, 50, 80 % of the gap is closed. */
  cpt: z.strictObject({ 20: figureSchema, 50: figureSchema, 80: figureSchema }),
  /** The same from RouteLLM's grid and interpolation, for comparison with published numbers. */
  cptGrid: z.strictObject({ 20: figureSchema, 50: figureSchema, 80: figureSchema }).optional(),
  pgrAtHalf: figureSchema,
});

export const routerResultSchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  learned: z.boolean(),
  /** Why it may not ship, where it may not. */
  notDeployable: z.string().optional(),
  /** The signal that accepts a cascade's answers. */
  signal: z.string().optional(),
  /** What fitting chose, in words. */
  notes: z.array(z.string()),
  /** The sweep on validate and on test, tradeoffs ascending. */
  validate: z.array(pointSchema),
  test: z.array(pointSchema),
  /** Non-decreasing convex hull of the test points and the cheapest single model, for the picture. */
  testHull: z.array(costQualitySchema),
  /** The headline: hull fixed on validate, mean over test queries (0..1). */
  aiq: estimateSchema,
  /** Paired difference to the zero router. */
  aiqMinusZero: estimateSchema,
  /** Paired difference to the task mean: what the router adds to recognising the task. */
  aiqMinusTaskMean: estimateSchema.optional(),
  /** Mean cost realised on test by the same 401 mixtures. */
  aiqCostUsd: z.number(),
  aiqPaper: figureSchema,
  aiqCodeCompatible: figureSchema,
  /**
   * The same router refitted on shuffled outcomes, against constant predictions: must not be above zero. Learned routers
   * only. Not against the zero router, because who knows nothing but prices and prompt lengths already gains a little
   * on that one, by keeping long prompts from dear models.
   */
  shuffledAiqMinusConstant: estimateSchema.optional(),
  perTask: z.array(
    z.strictObject({
      task: z.string(),
      n: z.int(),
      aiq: z.number(),
      aiqMinusZero: z.number(),
      points: z.array(costQualitySchema),
    }),
  ),
  chosen: chosenSchema,
  /**
   * Mean per query spent at the chosen operating point beside the answer that counts: embedding, classifier, and in a
   * cascade the signals and the answers thrown away. `usd` and `latencyMs` are parts of the router's cost and latency.
   */
  overhead: z.strictObject({
    usd: z.number(),
    latencyMs: z.number(),
    /** Share of the test requests about which a model was asked; absent where none was. */
    asked: z.number().optional(),
  }),
  /** Classes that the router sorted test requests into, against labels or task names. */
  recognised: z
    .strictObject({
      against: z.enum(['label', 'task']),
      accuracy: z.number(),
      macroF1: z.number(),
      classes: z.array(z.string()),
      /** `confusion[actual][predicted]`, counts. */
      confusion: z.array(z.array(z.int())),
    })
    .optional(),
  /** Beside the reference model, which comes first, and what else needs no router. Absent before version 3. */
  alternatives: z.array(alternativeSchema).optional(),
  /** Absent before version 3. */
  lastPoint: lastPointSchema.optional(),
  labels: labelsSchema.optional(),
  /** Quality by distance from what the router was fitted on; absent for routers that know no distance. */
  coverage: coverageSchema.optional(),
  twoModel: twoModelSchema.optional(),
  /** The other metrics of the field; absent before version 3. */
  metrics: routerMetricsSchema.optional(),
  /** Where the compact files of this router are, relative to the run folder. */
  files: z.strictObject({ assessments: z.string(), decisions: z.string() }),
});

export const resultsSchema = z.strictObject({
  schema: z.literal('signalbox/results'),
  version: z.literal([1, 2, 3, RESULTS_VERSION]),
  name: z.string(),
  seed: z.int(),
  dataset: z.strictObject({
    name: z.string(),
    title: z.string(),
    simulated: z.boolean(),
    licence: z.string().optional(),
    source: z.string().optional(),
    scale: z.strictObject({ min: z.number(), max: z.number() }),
    estimates: z.array(z.string()),
    notes: z.array(z.string()),
    examples: z.int(),
    /** Examples that every pool model answered: the ones evaluated. */
    complete: z.int(),
    /** Unanswered cells by task and model, where there are any. */
    missing: z.array(z.strictObject({ task: z.string(), model: z.string(), cells: z.int() })),
    /** Mean quality per model if every missing answer were wrong / right; present above 2 % left out. */
    worstCase: z.array(z.strictObject({ model: z.string(), low: z.number(), high: z.number() })).optional(),
  }),
  fingerprints: z.strictObject({
    dataset: z.string(),
    prices: z.string(),
    embedder: z.string().nullable(),
    /** Of the recorded responses that routers asked for; absent where none did. */
    responses: z.string().optional(),
    config: z.string(),
    code: z.string(),
  }),
  split: z.strictObject({
    order: z.enum(['random', 'time']),
    train: z.int(),
    validate: z.int(),
    test: z.int(),
    /** Clusters of near-duplicates with more than one member, and the largest one's share of all examples. */
    nearDuplicateClusters: z.int(),
    largestClusterShare: z.number(),
    /** Prompts of clusters above 2 % of the set, shortened. */
    largeClusters: z.array(z.strictObject({ size: z.int(), examples: z.array(z.string()) })),
  }),
  tasks: z.array(z.strictObject({ task: z.string(), train: z.int(), validate: z.int(), test: z.int() })),
  objective: objectiveSchema,
  /** Best single model on train, or the one that the objective names. */
  referenceModel: z.string(),
  models: z.array(
    z.strictObject({
      id: z.string(),
      price: priceSchema,
      trainQuality: z.number(),
      trainCostUsd: z.number(),
      quality: estimateSchema,
      costUsd: estimateSchema,
      latencyMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
      perTask: z.array(z.strictObject({ task: z.string(), n: z.int(), quality: z.number(), costUsd: z.number() })),
    }),
  ),
  /** Curves that see what a router may not see; never selectable, never exported. All on test. */
  reference: z.strictObject({
    zeroRouter: z.array(costQualitySchema),
    zeroAiq: estimateSchema,
    /** Per query the best quality, ties to the cheapest; unsolved queries at the cheapest model. */
    oracle: costQualitySchema,
    /** The same by RouterBench's convention: unsolved queries are free. */
    oracleUnsolvedFree: costQualitySchema.optional(),
    oracleFrontier: z.array(costQualitySchema),
    randomMix: z.array(costQualitySchema),
    /** Mean quality and answer length of each model on train for every query: knows prices and prompt lengths only. */
    constant: z.strictObject({ aiq: estimateSchema, aiqMinusZero: estimateSchema }),
    taskMean: z.strictObject({ points: z.array(costQualitySchema), aiq: estimateSchema, aiqMinusZero: estimateSchema }),
    /**
     * A cascade whose judge knows the grades and errs with probability ε: what a judge of a given reliability is worth.
     * Swept over the budget per query. Absent in version 1.
     */
    simulatedJudge: z
      .array(
        z.strictObject({
          errorRate: z.number(),
          points: z.array(costQualitySchema),
          aiq: estimateSchema,
          aiqMinusZero: estimateSchema,
        }),
      )
      .optional(),
    /** Zero router per task, for the task filter of the chart. */
    zeroRouterPerTask: z.array(z.strictObject({ task: z.string(), points: z.array(costQualitySchema) })),
  }),
  /** The AIQ range: mean cost of the cheapest and the dearest single model on validate. */
  costRange: z.strictObject({ lowUsd: z.number(), highUsd: z.number() }),
  routers: z.array(routerResultSchema),
  /** Single models as candidates, judged like routers. */
  singles: z.array(
    z.strictObject({ model: z.string(), chosen: chosenSchema, metrics: singleMetricsSchema.optional() }),
  ),
  /** Two single models that share the traffic at random: the best that needs no router, where that is no single model. */
  mixture: z
    .strictObject({
      name: z.string(),
      models: modelSharesSchema,
      chosen: chosenSchema,
      metrics: mixtureMetricsSchema.optional(),
    })
    .optional(),
  /** What the metrics refer to; absent before version 3. */
  metrics: poolMetricsSchema.optional(),
  /** How the policy was chosen; absent before version 3, when it was the best estimate on validate. */
  selection: selectionSchema.optional(),
  /** p-values in declared families, confidence set for the best, what the test split can tell. Absent before version 3. */
  significance: significanceSchema.optional(),
  /** Absent before version 3. */
  pool: poolFactsSchema.optional(),
  /** What a month in production looks like, where the config says it. */
  traffic: trafficSchema.optional(),
  /** How far a price may move before something else ships. */
  priceFlips: priceFlipsSchema.optional(),
  /** What constraints take from what ships; absent where there are none. Since version 4. */
  compliance: complianceSchema.optional(),
  /** What ships. */
  policy: z.strictObject({
    candidate: z.string(),
    kind: z.enum(['router', 'single', 'mixture']),
    /** False when nothing met the objective on validate and the reference model (under a budget the cheapest) ships instead. */
    feasible: z.boolean(),
    chosen: chosenSchema,
    promised: promisedSchema.optional(),
    /** Whether test leaves no doubt that the claim of the objective is broken; absent where it claims nothing. */
    broken: z.boolean().optional(),
    /** Why this one, in words. */
    reason: z.string(),
  }),
  /** Prompts, answers and values of metadata were left out of every file of the run. */
  redacted: z.literal(true).optional(),
});

export type Results = z.infer<typeof resultsSchema>;
export type RouterResult = z.infer<typeof routerResultSchema>;
export type Chosen = z.infer<typeof chosenSchema>;
