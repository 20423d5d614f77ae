import { liveNow } from '../../harness/failover/live-now.ts';
import type { LimitUse } from './limit-use.ts';
import { type ReplayedRequest, replayRequest } from './replay-request.ts';
import { type TrafficSetting, trafficWorld } from './traffic-world.ts';
import type { CoolDown } from './watched-breaker.ts';

export interface ReplayedTraffic {
  /** In the order of arrival. */
  readonly requests: readonly ReplayedRequest[];
  readonly coolDowns: readonly CoolDown[];
  readonly limitUse: readonly LimitUse[];
}

/** What is known of a conversation after its latest answer. */
interface Turn {
  readonly model: number;
  readonly cachedInputTokens: number;
}

/** Sends requests through a policy in virtual time, each when it comes, beside those that are still on their way. */
export async function replayTraffic(
  setting: TrafficSetting,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ReplayedTraffic> {
  const { opened, arrivals, answers } = setting;
  const world = trafficWorld(setting);
  const { clock, ids } = world;
  const turns = new Map<string, Turn>();
  /** Per conversation: settles when all turns that came so far are served. */
  const idle = new Map<string, Promise<void>>();
  const requests: ReplayedRequest[] = [];
  let done = 0;

  come(0);
  await clock.run();
  return { requests, coolDowns: world.coolDowns, limitUse: world.limitUse() };

  function come(place: number): void {
    const arrival = arrivals[place];
    if (arrival === undefined) return;
    clock.schedule(arrival.at, () => {
      come(place + 1);
      return begin(place, arrival.row);
    });
  }

  /** A turn of a conversation waits for the one before: nobody writes on before there is an answer. */
  function begin(place: number, row: number): Promise<void> | undefined {
    const session = answers.examples[row]!.request.session?.id;
    if (session === undefined) return decide(place, row, () => {});
    const before = idle.get(session);
    let end = () => {};
    const served = new Promise<void>((resolve) => {
      end = resolve;
    });
    idle.set(session, served);
    if (before === undefined) return decide(place, row, end);
    void before.then(() => clock.schedule(clock.now(), () => decide(place, row, end)));
    return undefined;
  }

  /** Decides, which may embed and is waited for, and leaves the answer to the course of time. */
  async function decide(place: number, row: number, end: () => void): Promise<void> {
    const { request } = answers.examples[row]!;
    const at = clock.now();
    const before = request.session === undefined ? undefined : turns.get(request.session.id);
    const live = liveNow(world.sources, at, before && { ...before, model: ids[before.model]! });
    const [route] = await opened.route([request], [Object.keys(live).length === 0 ? undefined : live]);
    world.book.spent(at, route!.bill.usd);
    void replayRequest(world, row, route!, at, before?.model).then((replayed) => {
      requests[place] = replayed;
      if (request.session !== undefined && replayed.answeredBy !== undefined) {
        turns.set(request.session.id, { model: replayed.answeredBy, cachedInputTokens: route!.inputTokens });
      }
      onProgress(++done, arrivals.length);
      end();
    });
  }
}
