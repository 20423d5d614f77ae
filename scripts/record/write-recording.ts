import type { NativeCardInput } from '../../datasets/native/native-card.ts';
import type { NativeOutcome } from '../../datasets/native/native-rows.ts';
import { fromCompletion, type NativeResponse } from '../../datasets/native/read-responses.ts';
import type { NativeSignal } from '../../datasets/native/read-signals.ts';
import { writeNative } from '../../datasets/native/write-native.ts';
import { costAt, type Price } from '../../harness/model.ts';
import { isAnswer, type RecordedResponse, type ResponseCache } from '../../harness/record/cache/response-cache.ts';
import type { SignalReading } from '../../harness/record/signals/signal.ts';
import type { RecordingPlan } from './plan-recording.ts';
import type { Prompts } from './read-prompts.ts';
import { tasksOf } from './record-part.ts';

/**
 * Writes what the cache holds for these prompts and models as a dataset in the native format. Grades are not written:
 * they follow from the response and the example's grading whenever the dataset is read.
 *
 * @returns cells that hold an answer
 */
export async function writeRecording(
  folder: string,
  prompts: Prompts,
  plan: RecordingPlan,
  cache: ResponseCache,
  simulated: boolean,
): Promise<number> {
  const { name, examples } = prompts;
  let answers = 0;
  await writeNative(folder, {
    card: {
      format: 'signalbox/dataset',
      version: 2,
      name,
      title: `${name}, recorded`,
      simulated,
      estimates: ['histories of conversations: sent as the dataset has them, not as the model would have answered'],
      models: plan.models.map(({ model }) => model),
      ...(plan.signals.size === 0 ? {} : { signals: declaredSignals(plan) }),
    },
    examples,
    outcomes: outcomes(),
    ...(plan.signals.size === 0 ? {} : { signals: signalRows(prompts, plan, cache) }),
    ...(plan.routers.length === 0 ? {} : { responses: responseRows(prompts, plan, cache) }),
  });
  return answers;

  function* outcomes(): Generator<NativeOutcome> {
    for (const example of examples) {
      for (const { model, task } of plan.models) {
        const response = cache.get(task(example.request.messages).key);
        if (response === undefined) continue;
        answers += Number(response.status !== 'error');
        yield outcomeOf(example.id, model.id, response);
      }
    }
  }
}

/** The signals of a plan as a card declares them. */
export function declaredSignals({ signals }: RecordingPlan): NonNullable<NativeCardInput['signals']> {
  return Object.fromEntries(Array.from(signals, ([name, { asked }]) => [name, asked === undefined ? {} : { asked }]));
}

/** What the signals say of the answers that are there. */
export function* signalRows(
  { examples }: Prompts,
  { models, signals }: RecordingPlan,
  cache: ResponseCache,
): Generator<NativeSignal> {
  for (const { id, request } of examples) {
    for (const model of models) {
      const answer = cache.get(model.task(request.messages).key);
      if (!isAnswer(answer)) continue;
      for (const [name, signal] of signals) {
        const replies = signal.tasks(request.messages, answer, model).map(({ key }) => cache.get(key));
        const reading = signal.read(answer, replies);
        if (reading === undefined) continue;
        yield signalRow(id, model.model.id, name, reading, signal.asked?.price);
      }
    }
  }
}

/** A cost that follows from the tokens and a stated price is not written. */
function signalRow(
  example: string,
  model: string,
  signal: string,
  { value, inputTokens, outputTokens, latencyMs, costUsd }: SignalReading,
  price: Price | undefined,
): NativeSignal {
  const computed = price === undefined ? 0 : costAt(price, inputTokens, outputTokens);
  return {
    example,
    model,
    signal,
    ...(value === undefined ? {} : { value }),
    ...(inputTokens === 0 ? {} : { inputTokens }),
    ...(outputTokens === 0 ? {} : { outputTokens }),
    ...(latencyMs === 0 ? {} : { latencyMs: Math.round(latencyMs) }),
    ...(Math.abs(computed - costUsd) <= 1e-12 * costUsd ? {} : { costUsd }),
  };
}

/** What was answered to routers, now or in the dataset that the prompts come from, each question once. */
export function* responseRows(
  { examples, responses }: Prompts,
  { routers }: RecordingPlan,
  cache: ResponseCache,
): Generator<NativeResponse> {
  const seen = new Set<string>();
  for (const { key } of tasksOf(routers, examples)) {
    if (seen.has(key)) continue;
    seen.add(key);
    const response = cache.get(key) ?? responses.get(key);
    if (response !== undefined) yield fromCompletion(key, response);
  }
}

function outcomeOf(example: string, model: string, response: RecordedResponse): NativeOutcome {
  if (response.errorCode !== null) return { example, model, status: 'error', errorCode: response.errorCode };
  const { status, text, inputTokens, cachedInputTokens, outputTokens, costUsd, latencyMs, servedModel } = response;
  const isOther = servedModel !== null && servedModel !== response.model;
  return {
    example,
    model,
    status,
    response: text,
    ...(inputTokens === null ? {} : { inputTokens }),
    ...(cachedInputTokens === null ? {} : { cachedInputTokens }),
    ...(outputTokens === null ? {} : { outputTokens }),
    ...(costUsd === null ? {} : { costUsd }),
    latencyMs: Math.round(latencyMs),
    ...(isOther ? { servedModel } : {}),
  };
}
