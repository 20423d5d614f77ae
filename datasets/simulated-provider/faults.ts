import { BenchError } from '../../harness/bench-error.ts';
import type { Random } from '../../harness/random.ts';

/** How often each fault happens: shares of the requests, 0..1; at most one fault befalls a request, so their sum is ≤ 1. */
export interface FaultRates {
  /** 429 with `Retry-After`. */
  readonly rate429?: number;
  readonly rate500?: number;
  /** Never answered: the connection stays open and silent. */
  readonly rateHang?: number;
  /** The connection is destroyed in the middle of the body. */
  readonly rateCut?: number;
  /** Status 200, and a body that is no JSON. */
  readonly rateMalformed?: number;
  /** Another model of the pool answers, and says so in `model`. */
  readonly rateWrongModel?: number;
  /** The body comes in small pieces. */
  readonly rateSlow?: number;
}

export type Fault = '429' | '500' | 'hang' | 'cut' | 'malformed' | 'wrongModel' | 'slow';

/** The rate of each fault, in the order in which they are drawn. */
export const FAULT_RATES = {
  '429': 'rate429',
  '500': 'rate500',
  hang: 'rateHang',
  cut: 'rateCut',
  malformed: 'rateMalformed',
  wrongModel: 'rateWrongModel',
  slow: 'rateSlow',
} as const satisfies Record<Fault, keyof FaultRates>;

export const FAULTS = Object.keys(FAULT_RATES) as readonly Fault[];

/**
 * Draws the fault of each request. A request that is sent again draws again.
 *
 * @throws {BenchError} for a rate outside 0..1, and for a sum over 1
 */
export function faultDrawer(rates: FaultRates, rng: Random): () => Fault | undefined {
  const shares = FAULTS.map((fault) => checkedRate(FAULT_RATES[fault], rates[FAULT_RATES[fault]] ?? 0));
  const sum = shares.reduce((total, share) => total + share, 0);
  // Seven times a seventh is a little over 1 in floating point.
  if (sum > 1 + 1e-9) {
    throw new BenchError(`the rates of faults sum to ${Number(sum.toFixed(6))}; at most 1 is allowed`, {
      hint: 'A request has at most one fault: give shares of the requests, such as 0.05 for each kind.',
    });
  }
  return () => {
    let left = rng.next();
    for (const [i, share] of shares.entries()) {
      if (left < share) return FAULTS[i]!;
      left -= share;
    }
    return undefined;
  };
}

function checkedRate(name: string, rate: number): number {
  if (rate >= 0 && rate <= 1) return rate;
  throw new BenchError(`${name} is ${rate}; a share from 0 to 1 is allowed`);
}
