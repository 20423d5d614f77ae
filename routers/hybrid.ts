import { z } from 'zod';
import type { Price } from '../harness/model.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import { priceSchema } from '../harness/price-schema.ts';
import { recordedModelSchema } from '../harness/record/provider/provider-config.ts';
import type { Bill, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import type { Tools } from '../harness/tools.ts';
import { float32Part, float64Part, indicesPart } from './attachments.ts';
import { meansOfClass } from './class-means.ts';
import { classReader, classSchema, type ReaderSpec, type Reading, readerPrice, readerShape } from './class-reader.ts';
import { explain, readingNote, UNSORTED } from './classifier.ts';
import { addBills } from './completion-bill.ts';
import { embedRequests, embedTexts, embedTrain, promptTextSchema } from './embedded-requests.ts';
import { chooseAmbiguity, secondStage } from './hybrid-ambiguity.ts';
import { answeredOutcomes } from './outcome-means.ts';
import { checkedOptions } from './router-options.ts';
import { scoresAssessment } from './scores-assessment.ts';
import { type RouteMatch, routeMatcher } from './utterance-match.ts';

const optionsSchema = z.strictObject({
  routes: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        /** Example requests of this route. */
        utterances: z.array(z.string()).min(1),
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
      return { ...restore(spec), notes };
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
  const outcomes = answeredOutcomes(train, name);
  const models = train.models.map(({ id }) => id);
  const read = readerClasses(options);
  const { text, vectors, embedder } = await embedTrain(train, tools, name);
  const utterances = routes.flatMap((route) => route.utterances);
  const routeOf = Int32Array.from(routes.flatMap((route, r) => route.utterances.map(() => r)));
  const examples = await embedTexts(utterances, embedder, tools);
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

const params = z.strictObject({
  routes: z.array(z.strictObject({ name: z.string(), classify: z.boolean() })).min(2),
  classifier: z.strictObject({
    model: recordedModelSchema,
    price: priceSchema,
    instruction: z.string().optional(),
    classes: z.array(classSchema).min(2),
  }),
  ambiguity: z.number().min(0).max(2),
  utterances: z.int().min(1),
  dimensions: z.int().min(1),
  text: promptTextSchema,
});
type Params = z.infer<typeof params>;

export const hybridKind: RouterKind = { kind: 'hybrid', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { routes, classifier, ambiguity, utterances, dimensions, text } = spec.params as Params;
  const width = spec.models.length;
  const stage = secondStage(routes, classifier.classes);
  const examples = float32Part(spec, 'vectors', [utterances, dimensions]);
  const routeOf = indicesPart(spec, 'routeOf', utterances, routes.length);
  const match = routeMatcher(examples, dimensions, routeOf, routes.length, 'max');
  const reader = classReader(classifier as ReaderSpec, classifier.classes, spec.models, 'hybrid');
  const means = {
    quality: float64Part(spec, 'quality', [stage.classes.length, width]),
    outputTokens: float64Part(spec, 'outputTokens', [stage.classes.length, width]),
  };
  return {
    spec,
    notes: [],
    async assess(requests, allowed, tools) {
      const { vectors, bills } = await embedRequests(requests, text, spec, tools);
      const matches = await match(vectors);
      const asked = matches.flatMap((found, i) => (stage.isAmbiguous(found, ambiguity) ? [i] : []));
      const readings = await reader.read(
        asked.map((i) => requests[i]!),
        asked.map((i) => allowed[i]!),
        tools,
      );
      const readingOf = new Map(asked.map((i, at) => [i, readings[at]!]));
      return matches.map((found, i) => {
        const reading = readingOf.get(i);
        const chosen = stage.classOf(found, reading);
        const bill = reading === undefined ? (bills[i] as Bill) : addBills(bills[i]!, reading.bill);
        const name = stage.classes[chosen] ?? UNSORTED;
        const how = () => why(found, reading, name, routes, classifier.model.id);
        const scores = scoresAssessment(meansOfClass(means, chosen, width), bill, spec.models, how);
        return { ...scores, class: name };
      });
    },
  };
}

function why(
  found: RouteMatch,
  reading: Reading | undefined,
  name: string,
  routes: Params['routes'],
  model: string,
): readonly string[] {
  const first = `route ${routes[found.route]!.name}: similarity ${found.score.toFixed(3)}, ${found.margin.toFixed(3)} ahead of the next`;
  return reading === undefined ? [first] : [`${first}: ambiguous`, explain(reading, name, model)];
}
