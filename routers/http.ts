import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import type { ModelId, Price } from '../harness/model.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import { priceSchema } from '../harness/price-schema.ts';
import { overridePrice } from '../harness/record/price-file.ts';
import { askedModel } from '../harness/record/provider/asked-model.ts';
import { recordedModelSchema } from '../harness/record/provider/provider-config.ts';
import type { Assessment, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import type { Tools } from '../harness/tools.ts';
import { askThose } from './ask-those.ts';
import { maySee } from './may-see.ts';
import { modelIndices, thenOthers } from './model-indices.ts';
import { checkedOptions } from './router-options.ts';
import { NOT_SHOWN, routingService, type ServiceSpec } from './routing-service.ts';
import { modelsByTrainQuality } from './train-order.ts';

const { provider, model, maxTokens, maxTokensAs, parameters, price } = recordedModelSchema.shape;
const optionsSchema = z.strictObject({
  /** One of the providers of the config: where the router listens. */
  provider,
  /** Under which name it routes: `auto`, `router-mf-0.116`… */
  model: model.unwrap(),
  /** What it takes for routing, USD per million tokens and per request; 0 where it takes nothing. */
  price: price.unwrap(),
  /** What it calls models, and their ids in the pool: `{ 'gpt-4o-2024-08-06': 'gpt-4o' }`. */
  aliases: z.record(z.string(), z.string()).optional(),
  /**
   * Most tokens of its answer. Default 1, because the decision is all that is wanted; a router that decides by how long an
   * answer may become needs more.
   */
  maxTokens: maxTokens.optional(),
  maxTokensAs,
  parameters,
  /** The model that takes a request whose decision is missing or lies outside the pool; the best on train when left out. */
  otherwise: z.string().optional(),
  name: z.string().optional(),
});
export type HttpOptions = z.input<typeof optionsSchema>;

const NOT_DEPLOYABLE = 'it is a service of its own: what it will decide tomorrow is not ours to ship';

/**
 * A router behind an OpenAI-compatible API: a gateway, a vendor's `auto` model. It is sent each request as it was recorded,
 * history included; the served model that its answer names is its decision, its latency and price are its bill. Where it
 * answers in the same call, that latency holds the model's first token, which is counted again with the model's answer.
 */
export function http(given: HttpOptions): Router {
  const options = checkedOptions('http', optionsSchema, given);
  const name = options.name ?? options.model;
  const spec: ServiceSpec = {
    asked: {
      id: options.model,
      provider: options.provider,
      maxTokens: options.maxTokens ?? 1,
      ...(options.maxTokensAs === undefined ? {} : { maxTokensAs: options.maxTokensAs }),
      ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    },
    price: overridePrice(options.price),
    aliases: options.aliases ?? {},
  };
  const asked = askedModel(spec.asked, spec.price);
  return {
    name,
    learned: false,
    notDeployable: NOT_DEPLOYABLE,
    asks: (request) => [asked.task(request.messages)],
    async fit(train, tools) {
      const fallbacks = fallbackModels(train, options.otherwise, name);
      const fitted = restore({
        kind: 'http',
        models: train.models.map(({ id }) => id),
        params: { ...spec, fallbacks },
        attachments: {},
      });
      return { ...fitted, notes: await trainNotes(spec, fallbacks[0]!, name, train, tools) };
    },
  };
}

/** The one to fall back on, then all others by their quality on train. */
function fallbackModels(train: OutcomeTable, otherwise: ModelId | undefined, name: string): ModelId[] {
  const models = train.models.map(({ id }) => id);
  const first = otherwise === undefined ? [] : modelIndices([otherwise], models, `${name}: otherwise`);
  return thenOthers(first, modelsByTrainQuality(train)).map((model) => models[model]!);
}

/**
 * What the service decided on train: nothing is learned of it, and a missing alias shows.
 *
 * @throws {BenchError} where it never names a model of the pool
 */
async function trainNotes(
  spec: ServiceSpec,
  fallback: ModelId,
  name: string,
  { examples, models }: OutcomeTable,
  tools: Tools,
): Promise<readonly string[]> {
  const pool = models.map(({ id }) => id);
  const ask = routingService(spec, pool, name);
  const answers = await ask(
    examples.map(({ request }) => request),
    tools,
  );
  const counts = new Map<string, number>();
  for (const { model, outcome } of answers) {
    const what = model < 0 ? outcome : pool[model]!;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const told = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([what, n]) => `${what} ${n}`);
  const decided = answers.filter(({ model }) => model >= 0).length;
  if (decided === 0) {
    throw new BenchError(`${name} names no model of the pool for any training prompt: ${told.slice(0, 3).join(', ')}`, {
      hint: `Say what its names stand for, aliases: { '…': '${pool[0]}' }. The pool: ${pool.join(', ')}.`,
    });
  }
  const others = answers.length - decided;
  return [
    `decisions on ${answers.length} training prompts: ${told.slice(0, MOST_TOLD).join(', ')}${told.length > MOST_TOLD ? ' …' : ''}`,
    ...(others === 0 ? [] : [`${others} of them name no model of the pool: such requests go to ${fallback}`]),
  ];
}

const MOST_TOLD = 12;

const params = z.strictObject({
  asked: recordedModelSchema,
  price: priceSchema,
  aliases: z.record(z.string(), z.string()),
  /** All models of the pool, the one to fall back on first. */
  fallbacks: z.array(z.string()).min(1),
});
type Params = z.infer<typeof params>;
export const httpKind: RouterKind = { kind: 'http', params, asksModels: true, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { fallbacks, ...given } = spec.params as Params & { readonly price: Price };
  const ask = routingService(given, spec.models, given.asked.id);
  const order = modelIndices(fallbacks, spec.models, 'http: fallbacks');
  const rankings = spec.models.map((_, model) => thenOthers([model], order));
  return {
    spec,
    notes: [],
    async assess(requests, allowed, tools) {
      const shown = requests.map((_, i) => maySee(given.asked.id, spec.models, allowed[i]!));
      const askAt = (positions: readonly number[]) =>
        ask(
          positions.map((at) => requests[at]!),
          tools,
        );
      const answers = await askThose(shown, askAt, NOT_SHOWN);
      return answers.map(({ model, outcome, bill }): Assessment => {
        const goes = model < 0 ? `: ${fallbacks[0]}` : '';
        return {
          kind: 'ranking',
          models: model < 0 ? order : rankings[model]!,
          bill,
          why: () => [`${given.asked.id} ${outcome}${goes}`],
        };
      });
    },
  };
}
