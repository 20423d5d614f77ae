import { type Fault, faultText } from '../../harness/failover/faults.ts';
import type { ModelId } from '../../harness/model.ts';
import type { Arrival } from './arrivals.ts';
import type { TimeLineRow } from './failover-report.ts';
import type { ReplayedTraffic } from './replay-traffic.ts';
import { isElsewhere } from './traffic-figures.ts';

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];
/** Lengths of a stretch that read well. */
const STEPS = [
  ...[1, 5, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 30].map((n) => n * MINUTE),
  ...[1, 3, 6, 12, 24, 72, 168].map((n) => n * HOUR),
];
const MOST_ROWS = 24;

export interface TimeLineInput {
  readonly arrivals: readonly Arrival[];
  readonly durationMs: number;
  readonly faults: readonly Fault[];
  readonly withChain: ReplayedTraffic | undefined;
  readonly withoutChain: ReplayedTraffic;
  readonly plainChoices: readonly (ModelId | undefined)[];
}

/** What happened to the requests that came in each stretch of time; stretches without a request are left out. */
export function timeLine(input: TimeLineInput): TimeLineRow[] {
  const { arrivals, durationMs, faults, withChain, withoutChain, plainChoices } = input;
  const step = STEPS.find((length) => durationMs / length < MOST_ROWS) ?? durationMs / MOST_ROWS;
  const places = new Map<number, number[]>();
  for (const [place, { at }] of arrivals.entries()) {
    const stretch = Math.floor((at - arrivals[0]!.at) / step);
    places.set(stretch, [...(places.get(stretch) ?? []), place]);
  }
  return Array.from(places, ([stretch, own]) => {
    const fromMs = stretch * step;
    const active = faults.filter((each) => each.startMs < fromMs + step && each.startMs + each.durationMs > fromMs);
    const chained = withChain === undefined ? undefined : own.map((place) => withChain.requests[place]!);
    return {
      fromMs,
      faults: active.map(faultText),
      requests: own.length,
      answeredWithoutChain: own.filter((place) => withoutChain.requests[place]!.hop !== undefined).length,
      ...(chained === undefined
        ? {}
        : {
            answered: chained.filter(({ hop }) => hop !== undefined).length,
            failedOver: chained.filter(({ hop }) => hop !== undefined && hop > 0).length,
            elsewhere: chained.filter((each) => isElsewhere(each, plainChoices)).length,
            failures: chained
              .flatMap(({ record }) => record.attempts ?? [])
              .filter((attempt) => attempt['error.type'] !== undefined).length,
          }),
    };
  });
}
