import { z } from 'zod';
import type { Price } from '../harness/model.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import { priceSchema } from '../harness/price-schema.ts';
import { recordedModelSchema } from '../harness/record/provider/provider-config.ts';
import type { FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import type { Tools } from '../harness/tools.ts';
import { float64Part } from './attachments.ts';
import { CLASS_SHRINKAGES, classMeans, crossValidateClasses, meansOfClass } from './class-means.ts';
import { classReader, classSchema, type ReaderSpec, readerPrice, readerShape } from './class-reader.ts';
import { competitiveModels } from './competitive-models.ts';
import { filledOutcomes } from './filled-outcomes.ts';
import { FOLDS, groupFolds } from './group-folds.ts';
import { listed, modelIndices, modelOrModels, thenOthers } from './model-indices.ts';
import { explainReading, readingNote, UNSORTED } from './reading-words.ts';
import { checkedOptions } from './router-options.ts';
import { smoothestOfBest } from './routing-error.ts';
import { scoresAssessment } from './scores-assessment.ts';

const optionsSchema = z
  .strictObject({
    ...readerShape,
    classes: z
      .array(
        classSchema.extend({
          /** Where to send it. Left out: the models' mean outcomes on this class are learned, and the tradeoff decides. */
          use: modelOrModels.optional(),
        }),
      )
      .min(2),
    /** The class of what the reader does not sort: the name of one of the classes. Left out: a class of its own. */
    unparsable: z.string().optional(),
    name: z.string().optional(),
  })
  .refine(
    ({ classes }) => new Set(classes.map(({ name }) => name)).size === classes.length,
    'two classes have one name',
  )
  .refine(
    ({ classes, unparsable }) => unparsable === undefined || classes.some(({ name }) => name === unparsable),
    'unparsable names none of the classes',
  );
export type ClassifierOptions = z.input<typeof optionsSchema>;

/**
 * A model reads the request and names its class; the training prompts of each class say which model is worth its price
 * there. The reader's tokens and latency are on the bill of every request.
 */
export function classifier(given: ClassifierOptions): Router {
  const options = checkedOptions('classifier', optionsSchema, given);
  const name = options.name ?? 'classifier';
  const price = readerPrice(options.model);
  const reader = classReader({ ...options, price }, options.classes, [], name);
  return {
    name,
    learned: options.classes.some(({ use }) => use === undefined),
    asks: (request) => [reader.task(request)],
    async fit(train, tools) {
      const { spec, notes } = await fitted(options, price, name, train, tools);
      return { ...restore(spec), notes };
    },
  };
}

async function fitted(
  { model, instruction, classes, unparsable }: z.output<typeof optionsSchema>,
  price: Price,
  name: string,
  train: OutcomeTable,
  tools: Tools,
): Promise<{ spec: RouterSpec; notes: readonly string[] }> {
  const outcomes = filledOutcomes(train, name);
  const models = train.models.map(({ id }) => id);
  const reader = classReader({ model, price, instruction }, classes, models, name);
  const readings = await reader.read(
    train.examples.map(({ request }) => request),
    undefined,
    tools,
  );
  const otherwise = unparsable === undefined ? classes.length : classes.findIndex((each) => each.name === unparsable);
  const classOf = Int32Array.from(readings, (reading) => (reading.class < 0 ? otherwise : reading.class));
  const folds = groupFolds(train.examples, FOLDS, tools.seed);
  const all = classes.length + 1;
  const { setting: shrinkage } = smoothestOfBest(
    crossValidateClasses(outcomes, classOf, all, folds, CLASS_SHRINKAGES, competitiveModels(train)),
  );
  const means = classMeans(outcomes, classOf, all, shrinkage);
  const spec: RouterSpec = {
    kind: 'classifier',
    models,
    params: {
      model,
      price,
      ...(instruction === undefined ? {} : { instruction }),
      classes: classes.map(({ use, ...each }) => ({ ...each, ...(use === undefined ? {} : { use: listed(use) }) })),
      otherwise,
    },
    attachments: {
      quality: { data: means.quality, shape: [all, models.length] },
      outputTokens: { data: means.outputTokens, shape: [all, models.length] },
    },
  };
  return {
    spec,
    notes: [`means of classes shrunk by ${shrinkage} pseudo-observations`, readingNote(readings, model.id)],
  };
}

const params = z.strictObject({
  model: recordedModelSchema,
  price: priceSchema,
  instruction: z.string().optional(),
  classes: z.array(classSchema.extend({ use: z.array(z.string()).min(1).optional() })).min(2),
  /** Index of the class of what was not sorted; the number of classes for one of its own. */
  otherwise: z.int().nonnegative(),
});
type Params = z.infer<typeof params>;

export const classifierKind: RouterKind = { kind: 'classifier', params, asksModels: true, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { classes, otherwise, ...reader } = spec.params as Params;
  const width = spec.models.length;
  const readRequests = classReader(reader as ReaderSpec, classes, spec.models, 'classifier').read;
  const means = {
    quality: float64Part(spec, 'quality', [classes.length + 1, width]),
    outputTokens: float64Part(spec, 'outputTokens', [classes.length + 1, width]),
  };
  const rankings = classes.map(({ name, use }) =>
    use === undefined ? undefined : thenOthers(modelIndices(use, spec.models, `classifier: class "${name}"`), []),
  );
  return {
    spec,
    notes: [],
    async assess(requests, allowed, tools) {
      const readings = await readRequests(requests, allowed, tools);
      return readings.map((reading) => {
        const { bill } = reading;
        const chosen = reading.class < 0 ? otherwise : reading.class;
        const name = classes[chosen]?.name ?? UNSORTED;
        const how = () => [explainReading(reading, name, reader.model.id)];
        const ranking = rankings[chosen];
        const assessment =
          ranking === undefined
            ? scoresAssessment(meansOfClass(means, chosen, width), bill, spec.models, how)
            : { kind: 'ranking' as const, models: ranking, bill, why: how };
        return { ...assessment, class: name };
      });
    },
  };
}
