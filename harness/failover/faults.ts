import { BenchError } from '../bench-error.ts';
import type { ModelId } from '../model.ts';
import { didYouMean } from '../nearest-word.ts';
import { random } from '../random.ts';

/** What goes wrong with a model in a stretch of virtual time, in ms since the first request. */
export type Fault = { readonly model: ModelId; readonly startMs: number; readonly durationMs: number } & (
  | { readonly kind: 'outage'; readonly error: '503' | 'timeout' }
  /** A share of the questions, 0..1, is turned away. */
  | { readonly kind: '429'; readonly share: number }
  /** Answers take `factor` times as long. */
  | { readonly kind: 'latency'; readonly factor: number }
);

/** The word for the model that a policy chooses most often. */
export const FAVOURITE = 'favourite';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const TIME = String.raw`\d+(?:\.\d+)?(?:ms|s|m|h|d)`;
/** `kind:model@start+duration`, then what the kind adds; a model id may have colons in it. */
const FAULT = new RegExp(`^(outage|429|latency):(.+)@(${TIME})\\+(${TIME})(?::(.+))?$`);
const EXAMPLE = 'outage:favourite@30m+30m,429:MODEL@10m+5m:0.5,latency:MODEL@40m+10m:x8';

export interface FaultSetting {
  readonly pool: readonly ModelId[];
  /** What `favourite` stands for. */
  readonly favourite: ModelId;
  /** From the first request to the last. */
  readonly durationMs: number;
}

/**
 * Reads a plan of faults: `outage:sim-large@30m+30m` (every question fails; `…:timeout` = nobody answers at all),
 * `429:sim-large@10m+5m:0.5` (that share is turned away), `latency:sim-large@40m+10m:x8`. `none` is no fault.
 *
 * @throws {BenchError} naming the part that cannot be read, a model outside the pool, a fault after the last request
 */
export function parseFaults(spec: string, setting: FaultSetting): Fault[] {
  if (spec.trim() === 'none') return [];
  return spec.split(',').map((part) => parseFault(part.trim(), setting));
}

function parseFault(part: string, { pool, favourite, durationMs }: FaultSetting): Fault {
  const match = FAULT.exec(part);
  if (match === null) throw new BenchError(`fault "${part}" cannot be read`, { hint: `Write ${EXAMPLE}.` });
  const [, kind, name, start, duration, extra] = match;
  const model = name === FAVOURITE && !pool.includes(FAVOURITE) ? favourite : name!;
  if (!pool.includes(model)) {
    throw new BenchError(`fault "${part}": model "${model}" is not in the policy's pool`, {
      hint: didYouMean(model, [...pool, FAVOURITE], `Models are ${pool.join(', ')}, or ${FAVOURITE}.`),
    });
  }
  const when = { model, startMs: parseTime(start!), durationMs: parseTime(duration!) };
  if (when.durationMs === 0) throw new BenchError(`fault "${part}" lasts no time`);
  if (when.startMs >= durationMs) {
    throw new BenchError(`fault "${part}" begins after the last request, which comes ${timeText(durationMs)} in`, {
      hint: 'Let it begin earlier, or spread the requests: --rate 10/min.',
    });
  }
  return { ...when, ...extraOf(part, kind!, extra) };
}

function extraOf(part: string, kind: string, extra: string | undefined) {
  if (kind === 'outage') {
    if (extra !== undefined && extra !== 'timeout') {
      throw new BenchError(`fault "${part}": an outage takes ":timeout" or nothing`, {
        hint: 'Without it every question gets a 503 at once.',
      });
    }
    return { kind: 'outage', error: extra === 'timeout' ? 'timeout' : '503' } as const;
  }
  if (kind === '429') {
    const share = extra === undefined ? 1 : Number(extra);
    if (share > 0 && share <= 1) return { kind: '429', share } as const;
    throw new BenchError(`fault "${part}": the share that is turned away is above 0 and at most 1, not "${extra}"`, {
      hint: 'Half of the questions: :0.5.',
    });
  }
  const factor = Number(/^x(\d+(?:\.\d+)?)$/.exec(extra ?? '')?.[1]);
  if (factor > 0) return { kind: 'latency', factor } as const;
  throw new BenchError(`fault "${part}": say how many times as long answers take`, { hint: 'Eight times: :x8.' });
}

function parseTime(text: string): number {
  const [, number, unit] = /^([\d.]+)([a-z]+)$/.exec(text)!;
  return Number(number) * UNITS[unit!]!;
}

/** As a specification has it: `30m`, `1.5h`. */
export function timeText(ms: number): string {
  const [unit, length] = Object.entries(UNITS)
    .reverse()
    .find(([, each]) => ms >= each) ?? ['ms', 1];
  return `${Math.round((ms / length) * 100) / 100}${unit}`;
}

/** A fault as a specification has it: reading it gives the fault again, to a hundredth of a unit. */
export function faultText(fault: Fault): string {
  const extra =
    fault.kind === '429'
      ? `:${fault.share}`
      : fault.kind === 'latency'
        ? `:x${fault.factor}`
        : fault.error === 'timeout'
          ? ':timeout'
          : '';
  return `${fault.kind}:${fault.model}@${timeText(fault.startMs)}+${timeText(fault.durationMs)}${extra}`;
}

/**
 * A plan that follows from a seed: each model has an outage, a burst of 429 and a latency spike with a chance of a half each,
 * of 2 to 20 % of the time.
 */
export function randomFaults(seed: number, { pool, durationMs }: FaultSetting): Fault[] {
  const rng = random(seed);
  return pool.flatMap((model) =>
    (['outage', '429', 'latency'] as const).flatMap((kind): Fault[] => {
      const [has, startAt, length, extra] = [rng.next(), rng.next(), rng.next(), rng.next()];
      if (has < 0.5) return [];
      const when = { model, startMs: startAt * durationMs, durationMs: (0.02 + 0.18 * length) * durationMs };
      if (kind === 'outage') return [{ ...when, kind, error: extra < 0.5 ? '503' : 'timeout' }];
      if (kind === '429') return [{ ...when, kind, share: Math.round((0.2 + 0.8 * extra) * 100) / 100 }];
      return [{ ...when, kind, factor: Math.round(2 + 14 * extra) }];
    }),
  );
}

/** What a question meets. */
export interface Weather {
  /** Absent where the model answers. */
  readonly error?: '503' | '429' | 'timeout';
  /** How many times as long the answer takes. */
  readonly slower: number;
}

/**
 * What happens to a question to `model`, `sinceMs` after the first request.
 *
 * @param draw uniform in [0, 1): which questions a 429 burst turns away
 */
export function weatherAt(faults: readonly Fault[], model: ModelId, sinceMs: number, draw: number): Weather {
  const now = faults.filter(
    (fault) => fault.model === model && sinceMs >= fault.startMs && sinceMs < fault.startMs + fault.durationMs,
  );
  const slower = now.reduce((product, fault) => (fault.kind === 'latency' ? product * fault.factor : product), 1);
  const outage = now.find((fault) => fault.kind === 'outage');
  if (outage !== undefined) return { error: outage.error, slower };
  const turnedAway = now.some((fault) => fault.kind === '429' && draw < fault.share);
  return turnedAway ? { error: '429', slower } : { slower };
}
