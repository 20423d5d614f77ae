import { z } from 'zod';

const intervalShape = { value: z.number(), low: z.number(), high: z.number() };

const sideSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['dataset', 'log']),
  prompts: z.int(),
  /** Independent ones: one of each group or session. */
  units: z.int(),
  /** How many of them the tests used. */
  used: z.int(),
});

const testSchema = z.strictObject({
  /** `prompts`, or the name of a trait. */
  of: z.string(),
  statistic: z.enum(['MMD²', 'χ²']),
  value: z.number(),
  /** Permutation p-value, 0..1. */
  p: z.number(),
  /** The same by Holm's procedure over all tests of the report. */
  adjustedP: z.number(),
});

const changeSchema = z.strictObject({
  /** A model, or what is made of all models: `best answer of the pool`. */
  of: z.string(),
  /** Mean quality on the first side, 0..1, over the prompts with an outcome. */
  before: z.number(),
  n: z.int(),
  /** Expected on the second side minus `before`, with its 95 % interval. */
  change: z.strictObject(intervalShape),
  /** The same difference where the second side has outcomes of the model too. */
  measured: z.strictObject({ ...intervalShape, n: z.int() }).optional(),
});

export const driftReportSchema = z.strictObject({
  schema: z.literal('signalbox/drift'),
  version: z.literal(1),
  a: sideSchema,
  b: sideSchema,
  seed: z.int(),
  /** Fingerprint of the embedder. */
  embedder: z.string(),
  verdict: z.strictObject({
    /** `null`: withheld, because a side has too few prompts. */
    drifted: z.boolean().nullable(),
    /** Least adjusted p; absent where withheld. */
    p: z.number().optional(),
    /** Independent prompts needed on each side. */
    needed: z.int(),
    sentences: z.array(z.string()),
  }),
  /** Absent where the verdict is withheld. */
  findings: z
    .strictObject({
      permutations: z.int(),
      /** A test counts as drift where its adjusted p is at most this. */
      level: z.number(),
      tests: z.array(testSchema),
      /** How well a classifier tells the sides apart: .5 = not at all, 1 = always. */
      classifierAuc: z.number(),
      /** Shares of each trait on both sides, what moved most first. */
      traits: z.array(
        z.strictObject({
          name: z.string(),
          movers: z.array(z.strictObject({ value: z.string(), a: z.number(), b: z.number() })),
        }),
      ),
      newPrompts: z.strictObject({
        /** Share of the second side that is of a new kind by one of the two signs below. */
        share: z.number(),
        /** Share of it that is farther than `threshold` from the `neighbour`-th nearest prompt of the first side. */
        far: z.number(),
        neighbour: z.int(),
        /** 1 − cosine that the share `expectedFar` of the first side's own prompts exceed. */
        threshold: z.number(),
        expectedFar: z.number(),
        /** Share of it where, by the classifier, the second side is more than `times` as dense as the first. */
        denser: z.number(),
        times: z.number(),
        /** Those prompts in clusters, the largest first; examples left out on request. */
        clusters: z.array(z.strictObject({ size: z.int(), share: z.number(), examples: z.array(z.string()) })),
      }),
      /** What to expect of the models; absent where the first side has no outcomes. */
      expected: z
        .union([
          z.strictObject({
            assumes: z.string(),
            /** Prompts of the first side that the weighted ones are worth, and the share whose weight was clipped. */
            effectiveSize: z.number(),
            clipped: z.number(),
            models: z.array(changeSchema),
          }),
          z.strictObject({ undefined: z.string() }),
        ])
        .optional(),
    })
    .optional(),
  notes: z.array(z.string()),
});

export type DriftReport = z.infer<typeof driftReportSchema>;
export type DriftFindings = NonNullable<DriftReport['findings']>;
export type DriftExpectation = NonNullable<DriftFindings['expected']>;
export type DriftChange = z.infer<typeof changeSchema>;
