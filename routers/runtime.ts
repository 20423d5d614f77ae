import { BenchError } from '../harness/bench-error.ts';
import type { LiveSignals } from '../harness/live-signals.ts';
import type { ModelId } from '../harness/model.ts';
import type { OpenPolicy } from '../harness/policy/open-policy.ts';
import type { Policy } from '../harness/policy/policy.ts';
import type { RouteRequest } from '../harness/request.ts';
import { type Answered, answered } from './runtime/answered.ts';
import { bundledEmbedder } from './runtime/given-embedder.ts';
import { momentOf, systemClock } from './runtime/moment.ts';
import { openedPolicy } from './runtime/opened-policy.ts';
import { type Routed, type RouteOptions, routed } from './runtime/routed.ts';
import type { Reload, RuntimeOptions } from './runtime/runtime-options.ts';
import type { SendToModel } from './runtime/send-once.ts';
import { folderState, watchFolder } from './runtime/watch-folder.ts';

export { BenchError } from '../harness/bench-error.ts';
export type { DecisionRecord } from '../harness/decision-record.ts';
export type { LiveSignals } from '../harness/live-signals.ts';
export type { Policy } from '../harness/policy/policy.ts';
export type { Message, RouteRequest } from '../harness/request.ts';
export type { Completion } from '../harness/tools.ts';
export type { Answered } from './runtime/answered.ts';
export type { Routed, RouteOptions } from './runtime/routed.ts';
export type { GivenEmbedder, Reload, RuntimeOptions } from './runtime/runtime-options.ts';
export type { ModelAnswer, SendLimit, SendToModel } from './runtime/send-once.ts';

/** A policy at work. Everything asked of it before a policy is loaded anew comes to its end under the policy it began with. */
export interface Runtime {
  /** The policy as it stands in its file. */
  readonly policy: Policy;
  /** SHA-256 of its `policy.json`. */
  readonly fingerprint: string;
  /**
   * Decides one request. Sends nothing to a model of the pool, and depends on nothing but its arguments: the same request
   * and signals are the same decision.
   *
   * @param live what the moment knows; `live()` gives what this runtime does
   * @returns the choice, the fallbacks and the record of the decision; without a choice `refused` says why
   */
  route(request: RouteRequest, live?: LiveSignals, options?: RouteOptions): Promise<Routed>;
  /**
   * Decides and asks: fallback chain, retries, time-outs and pauses of failing models as the policy has them, constraints
   * and limits before every attempt. Never throws what `send` throws: it is in `thrown`, and in the record.
   */
  answer<T>(
    request: RouteRequest,
    send: SendToModel<T>,
    live?: LiveSignals,
    options?: RouteOptions,
  ): Promise<Answered<T>>;
  /** The models that constraints allow for a request now: for an application that does its own failover, at every hop. */
  allowed(request: RouteRequest, live?: LiveSignals): readonly ModelId[];
  /** What the runtime knows of the moment from the requests that it sent. */
  live(): LiveSignals;
  /** Reads the folder again. Where it does not hold, the policy before stays and the result says why. */
  reload(): Promise<Reload>;
  /** Stops watching. What was opened goes on deciding. */
  close(): void;
}

const LOOK_EVERY_MS = 1000;

/**
 * Opens a policy folder for production. Nothing is written, but for the bundled embedding model, which is prepared once in
 * its cache folder; nothing is sent but by what is passed in.
 *
 * ```js
 * import { appendFile } from 'node:fs/promises';
 * import OpenAI from 'openai';
 * import { open } from 'signalbox/runtime';
 *
 * const client = new OpenAI({ maxRetries: 0 }); // the policy retries
 * const runtime = await open('policy', {
 *   watch: true,
 *   onReload: (reload) => console.log(reload.ok ? `policy ${reload.fingerprint}` : reload.error.message),
 * });
 *
 * export async function reply(messages, { tier, conversation, turn }) {
 *   const request = { messages, metadata: { tier }, session: { id: conversation, turn } };
 *   const { answer, refused, errorType, record } = await runtime.answer(request, async (model, { signal, timeoutMs }) => {
 *     const completion = await client.chat.completions.create({ model, messages }, { signal, timeout: timeoutMs });
 *     return {
 *       value: completion.choices[0].message.content,
 *       inputTokens: completion.usage?.prompt_tokens,
 *       cachedInputTokens: completion.usage?.prompt_tokens_details?.cached_tokens,
 *       outputTokens: completion.usage?.completion_tokens,
 *       responseModel: completion.model,
 *       finishReasons: [completion.choices[0].finish_reason],
 *     };
 *   });
 *   await appendFile('decisions.jsonl', `${JSON.stringify(record)}\n`);
 *   if (answer === undefined) throw new Error(refused ?? errorType);
 *   return answer.value;
 * }
 * ```
 *
 * @param dir folder with a `policy.json`, such as `runs/latest/policy`
 * @throws {BenchError} when a file does not hold, or when what the policy needs is missing: an embedder, a completer
 */
export async function open(dir: string, options: RuntimeOptions = {}): Promise<Runtime> {
  const { keepRequests = false, limits = 'here', watch = false, explore = 0, onReload } = options;
  const everyMs = watch === true || watch === false ? LOOK_EVERY_MS : watch.everyMs;
  if (!(everyMs > 0)) throw new BenchError(`watch.everyMs is ${everyMs}: it is a number of milliseconds above 0`);
  if (!(explore >= 0 && explore <= 1)) throw new BenchError(`explore is ${explore}: it is a share, 0 to 1`);

  const bundled = bundledEmbedder();
  const seen = await folderState(dir);
  let current = underPolicy(await openedPolicy(dir, options, bundled));
  let reloading: Promise<unknown> = Promise.resolve();
  const stop = watch === false ? () => undefined : watchFolder(dir, everyMs, seen, reload);

  return {
    get policy() {
      return current.opened.policy;
    },
    get fingerprint() {
      return current.opened.fingerprint;
    },
    route: (request, live, about = {}) => routed(current.opened, request, live, about, keepRequests),
    async answer(request, send, given, about = {}) {
      const { opened, moment } = current;
      const now = systemClock.now();
      const at = about.at ?? new Date(now).toISOString();
      const decided = await routed(opened, request, moment.live(now, given), { ...about, at }, keepRequests);
      return answered(decided, { opened, moment, request, given, send });
    },
    allowed(request, live) {
      const [mask] = current.opened.allowed([request], [live]);
      return current.opened.models.filter((_, m) => mask![m] === 1).map(({ id }) => id);
    },
    live: () => current.moment.live(systemClock.now()) ?? {},
    reload,
    close: stop,
  };

  function underPolicy(opened: OpenPolicy, before?: ReturnType<typeof momentOf>) {
    return { opened, moment: momentOf(opened.policy, limits, before) };
  }

  /** One at a time, so that what was read first never replaces what was read last. */
  function reload(): Promise<Reload> {
    const next = reloading.then(readAgain);
    reloading = next;
    return next;
  }

  async function readAgain(): Promise<Reload> {
    const result = await openedPolicy(dir, options, bundled).then(
      (opened): Reload => {
        const changed = opened.fingerprint !== current.opened.fingerprint;
        if (changed) current = underPolicy(opened, current.moment);
        return { ok: true, fingerprint: opened.fingerprint, changed };
      },
      (error: unknown): Reload => ({ ok: false, error: error instanceof Error ? error : new Error(String(error)) }),
    );
    try {
      onReload?.(result);
    } catch {
      // Who is told must not stop the telling.
    }
    return result;
  }
}
