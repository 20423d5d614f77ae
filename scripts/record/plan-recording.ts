import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import { isAnswer, type ResponseCache } from '../../harness/record/cache/response-cache.ts';
import { priceBook } from '../../harness/record/price-book.ts';
import { type AskedModel, askedModel, configuredPrice } from '../../harness/record/provider/asked-model.ts';
import { configuredSignal } from '../../harness/record/signals/configured-signal.ts';
import type { Signal } from '../../harness/record/signals/signal.ts';
import { checkProvider, unknownName } from './provider-work.ts';
import type { RecordPart } from './record-part.ts';

/** What a config says is to be recorded. */
export interface RecordingPlan {
  readonly models: readonly AskedModel[];
  /** By name; empty unless the routers' needs are recorded too. */
  readonly signals: ReadonlyMap<string, Signal>;
  /** What routers ask, one part a router. */
  readonly routers: readonly RecordPart[];
}

/**
 * @param only ids of the models to keep; all when `undefined`
 * @param routers whether what routers ask, and the signals, are recorded too
 * @throws {BenchError} for an unknown provider or id, a model without price or one that stands twice, or nothing to record
 */
export function recordingPlan(
  config: BenchConfig,
  only: readonly string[] | undefined,
  routers: boolean,
): RecordingPlan {
  const plan: RecordingPlan = {
    models: recordedModels(config, only),
    signals: routers ? configuredSignals(config) : new Map(),
    routers: routers ? askingRouters(config) : [],
  };
  if (plan.models.length + plan.routers.length > 0) return plan;
  throw new BenchError(
    routers
      ? 'the config names no models to record, and no router of it asks one'
      : 'the config names no models to record',
    {
      hint: "Add providers: { … } and record: { models: [{ id: 'gpt-4o-mini', provider: 'openai', maxTokens: 1024 }] }.",
    },
  );
}

function recordedModels(config: BenchConfig, only: readonly string[] | undefined): AskedModel[] {
  const wanted = config.record?.models ?? [];
  const ids = wanted.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new BenchError(`record.models has "${twice}" twice`);
  for (const id of only ?? []) if (!ids.includes(id)) throw unknownName('model', id, ids);
  const book = priceBook();
  return wanted
    .filter(({ id }) => only === undefined || only.includes(id))
    .map((model) => {
      checkProvider(config, model.provider);
      return askedModel(model, configuredPrice(model, book));
    });
}

function configuredSignals(config: BenchConfig): Map<string, Signal> {
  const book = priceBook();
  return new Map(
    Object.entries(config.record?.signals ?? {}).map(([name, signal]) => {
      if (signal.kind === 'judge') checkProvider(config, signal.model.provider);
      return [name, configuredSignal(signal, book)];
    }),
  );
}

/** The routers that ask models, by a sample question: it names the provider. */
function askingRouters(config: BenchConfig): RecordPart[] {
  const sample = { messages: [{ role: 'user' as const, content: '' }], metadata: {} };
  return config.routers.flatMap((router) => {
    const question = router.asks?.(sample)[0]?.question;
    if (question === undefined) return [];
    checkProvider(config, question.provider);
    return [
      {
        what: `router ${router.name}`,
        provider: question.provider,
        tasksFor: ({ request }) => router.asks!(request),
        // A gateway names the model that it chose: that another one answers is its work.
        ...(router.notDeployable === undefined ? {} : { answersForOthers: question.model }),
      },
    ];
  });
}

/** What the models are to be asked. */
export function answerParts(models: readonly AskedModel[]): RecordPart[] {
  return models.map(({ model, provider, task }) => ({
    what: model.id,
    provider,
    tasksFor: ({ request }) => [task(request.messages)],
  }));
}

/** What the signals are to be asked about the answers that are there. */
export function signalParts({ models, signals }: RecordingPlan, cache: ResponseCache): RecordPart[] {
  return [...signals].flatMap(([name, signal]) =>
    models.map(
      (model): RecordPart => ({
        what: `signal ${name} of ${model.model.id}`,
        provider: signal.asked?.provider ?? model.provider,
        tasksFor({ request }) {
          const answer = cache.get(model.task(request.messages).key);
          return isAnswer(answer) ? signal.tasks(request.messages, answer, model) : [];
        },
      }),
    ),
  );
}
