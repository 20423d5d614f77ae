import { z } from 'zod';
import type { Price } from '../harness/model.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import type { Router, RouterSpec } from '../harness/router.ts';
import type { Tools } from '../harness/tools.ts';
import { classReader, classSchema, readerPrice, readerShape } from './class-reader.ts';
import { embedTrain } from './embedded-requests.ts';
import { filledOutcomes } from './filled-outcomes.ts';
import { chooseAmbiguity, secondStage } from './hybrid-ambiguity.ts';
import { restoreHybrid } from './hybrid-kind.ts';
import { readingNote } from './reading-words.ts';
import { embedUtterances, routeShape } from './route-utterances.ts';
import { checkedOptions } from './router-options.ts';
import { routeMatcher } from './utterance-match.ts';

const optionsSchema = z.strictObject({
  routes: z
    .array(
      z.strictObject({
        ...routeShape,
        /** True where similarity is never enough: the classifier reads every request of this route. */
        classify: z.boolean().optional(),
      }),
    )
    .min(2),
  classifier: z.strictObject({
    ...readerShape,
    /** What it tells apart; left out, the routes. Finer classes than these are allowed. */
    classes: z.array(classSchema).min(2).optional(),
  }),
  /** A request whose best route is ahead of the next by less than this is ambiguous. Chosen inside train when left out. */
  ambiguity: z.number().min(0).max(2).optional(),
  name: z.string().optional(),
});
export type HybridOptions = z.input<typeof optionsSchema>;
type Options = z.output<typeof optionsSchema>;

/**
 * Semantic routes first; a model reads what they cannot tell apart, and every request of a route that is marked so. How
 * close two routes must be to ask the model is chosen inside train, so that the bill does not depend on the tradeoff.
 */
export function hybrid(given: HybridOptions): Router {
  const options = checkedOptions('hybrid', optionsSchema, given);
  const name = options.name ?? 'hybrid';
  const price = readerPrice(options.classifier.model);
  const reader = classReader({ ...options.classifier, price }, readerClasses(options), [], name);
  return {
    name,
    learned: true,
    asks: (request) => [reader.task(request)],
    async fit(train, tools) {
      const { spec, notes } = await fitted(options, price, name, train, tools);
      return { ...restoreHybrid(spec), notes };
    },
  };
}

function readerClasses({ routes, classifier }: Options): readonly z.infer<typeof classSchema>[] {
  return classifier.classes ?? routes.map(({ name }) => ({ name }));
}

async function fitted(
  options: Options,
  price: Price,
  name: string,
  train: OutcomeTable,
  tools: Tools,
): Promise<{ spec: RouterSpec; notes: readonly string[] }> {
  const { routes, classifier } = options;
  const outcomes = filledOutcomes(train, name);
  const models = train.models.map(({ id }) => id);
  const read = readerClasses(options);
  const { text, vectors, embedder } = await embedTrain(train, tools, name);
  const { texts: utterances, routeOf, vectors: examples } = await embedUtterances(routes, embedder, tools);
  const matches = await routeMatcher(examples, embedder.dimensions, routeOf, routes.length, 'max')(vectors);
  const requests = train.examples.map(({ request }) => request);
  const readings = await classReader({ ...classifier, price }, read, models, name).read(requests, undefined, tools);
  const stage = secondStage(routes, read);
  const chosen = chooseAmbiguity(stage, matches, readings, outcomes, train, tools.seed, options.ambiguity);
  const { classes } = stage;
  const { model, instruction } = classifier;
  const spec: RouterSpec = {
    kind: 'hybrid',
    models,
    params: {
      routes: routes.map(({ name, classify = false }) => ({ name, classify })),
      classifier: { model, price, ...(instruction === undefined ? {} : { instruction }), classes: read },
      ambiguity: chosen.ambiguity,
      utterances: utterances.length,
      dimensions: embedder.dimensions,
      text,
    },
    attachments: {
      vectors: { data: examples, shape: [utterances.length, embedder.dimensions] },
      routeOf: { data: routeOf, shape: [utterances.length] },
      quality: { data: chosen.means.quality, shape: [classes.length, models.length] },
      outputTokens: { data: chosen.means.outputTokens, shape: [classes.length, models.length] },
    },
    embedder: embedder.fingerprint,
  };
  return { spec, notes: [...chosen.notes, readingNote(readings, model.id)] };
}
