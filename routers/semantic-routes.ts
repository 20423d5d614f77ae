import { z } from 'zod';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import type { Assessment, Bill, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import type { Tools } from '../harness/tools.ts';
import { abstainOption, abstainParams, abstention, distanceOf, fitAbstention } from './abstain.ts';
import { float32Part, float64Part, indicesPart, textsAttachment, textsPart } from './attachments.ts';
import { classMeans, meansOfClass } from './class-means.ts';
import { embedRequests, embedTrain, promptTextSchema } from './embedded-requests.ts';
import { filledOutcomes } from './filled-outcomes.ts';
import { listed, modelIndices, modelOrModels, thenOthers } from './model-indices.ts';
import { embedUtterances, routeShape } from './route-utterances.ts';
import { checkedOptions } from './router-options.ts';
import { scoresAssessment } from './scores-assessment.ts';
import { chooseThreshold } from './semantic-threshold.ts';
import { type Aggregate, classAt, type RouteMatch, routeMatcher } from './utterance-match.ts';

const optionsSchema = z.strictObject({
  routes: z
    .array(
      z.strictObject({
        ...routeShape,
        /** Where to send it. Left out: the models' mean outcomes on this route are learned, and the tradeoff decides. */
        use: modelOrModels.optional(),
      }),
    )
    .min(1),
  /** Least similarity at which a route is taken, −1..1. Chosen by cross-validation when left out. */
  threshold: z.number().min(-1).max(1).optional(),
  /** How a route is scored: its most similar utterance, or the mean of its three most similar ones. */
  aggregate: z.enum(['max', 'mean']).optional(),
  /** Where to send what no route claims. Left out: its mean outcomes are learned. */
  otherwise: modelOrModels.optional(),
  /** Sends a request that is far from every utterance to one model, before any route is asked. */
  abstain: abstainOption.optional(),
  name: z.string().optional(),
});
export type SemanticRoutesOptions = z.input<typeof optionsSchema>;

/** Sends a request to the route whose example utterances are most similar, and abstains below a threshold. */
export function semanticRoutes(given: SemanticRoutesOptions): Router {
  const options = checkedOptions('semanticRoutes', optionsSchema, given);
  const isMap =
    options.otherwise !== undefined &&
    options.routes.every((route) => route.use !== undefined) &&
    (options.abstain === undefined || options.abstain.use !== undefined);
  return {
    name: options.name ?? 'semantic-routes',
    learned: !isMap || options.threshold === undefined,
    async fit(train, tools) {
      const { spec, notes } = await fitted(options, train, tools);
      return { ...restore(spec), notes };
    },
  };
}

async function fitted(
  { routes, threshold, aggregate = 'max', otherwise, abstain: option }: z.output<typeof optionsSchema>,
  train: OutcomeTable,
  tools: Tools,
): Promise<{ spec: RouterSpec; notes: readonly string[] }> {
  const outcomes = filledOutcomes(train, 'semantic-routes');
  const { text, vectors, embedder } = await embedTrain(train, tools, 'semantic-routes');
  const { texts: utterances, routeOf, vectors: examples } = await embedUtterances(routes, embedder, tools);
  const matches = await routeMatcher(examples, embedder.dimensions, routeOf, routes.length, aggregate)(vectors);
  const chosen = chooseThreshold(matches, routes.length, outcomes, train, tools.seed, threshold);
  const classes = routes.length + 1;
  const classOf = Int32Array.from(matches, (match) => classAt(match, chosen.threshold, routes.length));
  const means = classMeans(outcomes, classOf, classes, chosen.shrinkage);
  const models = train.models.map((model) => model.id);
  const distances = async () => Float64Array.from(matches, ({ nearest }) => distanceOf(nearest));
  const { abstain, notes } = await fitAbstention(option, train, distances, 'semantic-routes');
  const spec: RouterSpec = {
    kind: 'semantic-routes',
    models,
    params: {
      routes: routes.map(({ name, use }) => ({ name, ...(use !== undefined && { use: listed(use) }) })),
      ...(otherwise !== undefined && { otherwise: listed(otherwise) }),
      threshold: chosen.threshold,
      aggregate,
      utterances: utterances.length,
      dimensions: embedder.dimensions,
      text,
      ...(abstain && { abstain }),
    },
    attachments: {
      vectors: { data: examples, shape: [utterances.length, embedder.dimensions] },
      utterances: textsAttachment(utterances),
      routeOf: { data: routeOf, shape: [utterances.length] },
      quality: { data: means.quality, shape: [classes, models.length] },
      outputTokens: { data: means.outputTokens, shape: [classes, models.length] },
    },
    embedder: embedder.fingerprint,
  };
  return { spec, notes: [...chosen.notes, ...notes] };
}

const models = z.array(z.string()).min(1);
const params = z.strictObject({
  routes: z.array(z.strictObject({ name: z.string(), use: models.optional() })).min(1),
  otherwise: models.optional(),
  threshold: z.number(),
  aggregate: z.enum(['max', 'mean']),
  utterances: z.int().min(1),
  dimensions: z.int().min(1),
  text: promptTextSchema,
  abstain: abstainParams.optional(),
});
type Params = z.infer<typeof params>;

export const semanticRoutesKind: RouterKind = { kind: 'semantic-routes', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { routes, threshold, aggregate, utterances: count, dimensions, text } = spec.params as Params;
  const width = spec.models.length;
  const match = matcherOf(spec, routes.length, aggregate, dimensions, count);
  const utterances = textsPart(spec, 'utterances', count);
  const orAbstain = abstention(spec.params as Params, spec.models);
  const rankings = rankingOfClass(spec);
  const means = {
    quality: float64Part(spec, 'quality', [routes.length + 1, width]),
    outputTokens: float64Part(spec, 'outputTokens', [routes.length + 1, width]),
  };
  return {
    spec,
    notes: [],
    async assess(requests, _, tools) {
      const { vectors, bills } = await embedRequests(requests, text, spec, tools);
      const matches = await match(vectors);
      return matches.map((found, i) => {
        const chosen = classAt(found, threshold, routes.length);
        const how = () => explain(found, chosen, routes, utterances, threshold);
        const ranking = rankings[chosen];
        const bill = bills[i] as Bill;
        const assessment: Assessment = ranking
          ? { kind: 'ranking', models: ranking, bill, why: how }
          : scoresAssessment(meansOfClass(means, chosen, width), bill, spec.models, how);
        return orAbstain(assessment, distanceOf(found.nearest));
      });
    },
  };
}

function matcherOf(spec: RouterSpec, routes: number, aggregate: Aggregate, dimensions: number, count: number) {
  const vectors = float32Part(spec, 'vectors', [count, dimensions]);
  return routeMatcher(vectors, dimensions, indicesPart(spec, 'routeOf', count, routes), routes, aggregate);
}

/** Fixed models of each class, abstention last; `undefined` where the outcomes decide. */
function rankingOfClass(spec: RouterSpec): readonly (readonly number[] | undefined)[] {
  const { routes, otherwise } = spec.params as Params;
  const last = otherwise && modelIndices(otherwise, spec.models, 'semantic-routes: otherwise');
  const fixed = routes.map(({ name, use }) =>
    use ? thenOthers(modelIndices(use, spec.models, `semantic-routes: route "${name}"`), last ?? []) : undefined,
  );
  return [...fixed, last];
}

function explain(
  found: RouteMatch,
  chosen: number,
  routes: Params['routes'],
  utterances: readonly string[],
  threshold: number,
): readonly string[] {
  const { name } = routes[found.route]!;
  const closest = `route ${name}: similarity ${found.score.toFixed(3)}, closest ${JSON.stringify(utterances[found.utterance])}`;
  if (chosen < routes.length) return [`${closest}, at least the threshold ${threshold}`];
  return [`${closest}, below the threshold ${threshold}: no route claims it`];
}
