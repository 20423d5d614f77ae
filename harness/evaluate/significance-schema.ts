import { z } from 'zod';
import { estimateOrWhySchema, estimateSchema } from './figures-schema.ts';

/** Fewer independent clusters than this on test, and nothing is claimed. */
export const LEAST_CLUSTERS = 30;
/** A task with fewer test queries than this is marked: its figures are hints. */
export const LEAST_TASK_QUERIES = 30;

/** One router of a family: its paired difference, the p-value of "no difference", and that adjusted for the family. */
const testSchema = z.strictObject({ router: z.string(), difference: estimateSchema, p: z.number(), holm: z.number() });

/** Comparisons declared before test was seen, two-sided; p-values are adjusted over all of them together (Holm). */
const familySchema = z.strictObject({
  /** `aiq-zero`: AIQ of every router against the zero router. `quality-reference`: quality at the chosen operating point of every router that may ship, against the reference model. */
  family: z.enum(['aiq-zero', 'quality-reference']),
  tests: z.array(testSchema),
});

const standingSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['router', 'zero']),
  aiq: z.number(),
  /** Whether it may be the best. */
  isIn: z.boolean(),
  /** Adjusted p of "it is one of the best". */
  p: z.number(),
  /** What speaks most clearly against it, and by how much that one is better. */
  behind: z.strictObject({ name: z.string(), difference: estimateSchema }).optional(),
});

/** What so many test queries can tell near the reference model. Qualities 0..1. */
const planningSchema = z.strictObject({
  /** Candidates (other models, routers at their operating points) whose answers differ from the reference model's. */
  candidates: z.int(),
  /** Standard deviation per query of the paired quality differences to the reference model, clusters accounted for. */
  deviation: z.strictObject({ median: z.number(), low: z.number(), high: z.number() }),
  /** Smallest difference that the test split finds with a chance of .8, at the median, least and largest deviation. */
  detectable: z.strictObject({ median: z.number(), low: z.number(), high: z.number() }),
  /** What the objective's margin takes, at the median deviation; absent where the objective has none. */
  margin: z
    .union([
      z.strictObject({
        margin: z.number(),
        /** Test queries that show "loses no more than the margin", one-sided at .05, of a candidate that loses nothing. */
        testQueries: z.int(),
        /** Validate queries that certify it on one of `paths` paths at the level of each: one per router that may ship, and that of mixtures. */
        validateQueries: z.int(),
        paths: z.int(),
      }),
      z.strictObject({ undefined: z.string() }),
    ])
    .optional(),
});

/** What the differences on test are worth. Absent in results before version 3. */
export const significanceSchema = z.strictObject({
  queries: z.int(),
  clusters: z.int(),
  /** Why nothing is claimed, where test is too small; then there are no families and no set. */
  withheld: z.string().optional(),
  families: z.array(familySchema),
  /** The 95 % confidence set for the best by AIQ, among routers and zero router. */
  best: z.array(standingSchema).optional(),
  planning: z.union([planningSchema, z.strictObject({ undefined: z.string() })]),
  /** Intervals of figures that are no means, per router that has them. */
  intervals: z.array(
    z.strictObject({
      router: z.string(),
      p95LatencyMs: estimateOrWhySchema.optional(),
      macroF1: estimateOrWhySchema.optional(),
    }),
  ),
});

export type Significance = z.infer<typeof significanceSchema>;
