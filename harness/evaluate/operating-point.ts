import { createHash } from 'node:crypto';
import type { RouteRequest } from '../request.ts';
import type { EvaluationInput } from './evaluation-input.ts';
import type { OperatingPoint } from './results.ts';

export type { OperatingPoint } from './results.ts';

/** The operating point of one tradeoff for every request. ∞ is written `null`, since JSON has no infinity. */
export function pureOperatingPoint(tradeoff: number): OperatingPoint {
  return { mix: [{ tradeoff: toJsonTradeoff(tradeoff), share: 1 }] };
}

/** A share of requests at one tradeoff, the rest at another: every point of the segment between two points can ship. */
export function mixedOperatingPoint(first: number, second: number, shareOfSecond: number): OperatingPoint {
  if (shareOfSecond <= 0) return pureOperatingPoint(first);
  if (shareOfSecond >= 1) return pureOperatingPoint(second);
  return {
    mix: [
      { tradeoff: toJsonTradeoff(first), share: 1 - shareOfSecond },
      { tradeoff: toJsonTradeoff(second), share: shareOfSecond },
    ],
  };
}

/**
 * The tradeoff of one request, drawn from the mix by a hash: one request, one answer, today and tomorrow, and all
 * turns of a session alike. A request without a session is known by its messages.
 *
 * @param salt decorrelates the draws of two policies; part of the policy
 * @returns λ in USD per unit of quality, 0..∞
 */
export function tradeoffFor(point: OperatingPoint, request: RouteRequest, salt: string): number {
  if (point.mix.length === 1) return fromJsonTradeoff(point.mix[0]!.tradeoff);
  return tradeoffAt(point, drawOf(request, salt));
}

/** The tradeoff that a draw in [0, 1) selects: shares are laid end to end in the order of the mix. */
export function tradeoffAt(point: OperatingPoint, draw: number): number {
  return fromJsonTradeoff(point.mix[partAt(point, draw)]!.tradeoff);
}

/** Index of the part of the mix that a draw in [0, 1) selects. */
export function partAt(point: OperatingPoint, draw: number): number {
  let end = 0;
  for (let part = 0; part < point.mix.length - 1; part++) {
    end += point.mix[part]!.share;
    if (draw < end) return part;
  }
  return point.mix.length - 1;
}

/** The draw of a row of an evaluation's table: recorded, or made of its request. */
export function drawOfRow(
  { draws, table, salt }: Pick<EvaluationInput, 'draws' | 'table' | 'salt'>,
  row: number,
): number {
  return draws?.[row] ?? drawOf(table.examples[row]!.request, salt);
}

/** A number in [0, 1), uniform over sessions (or over messages): 52 bits of a SHA-256. */
export function drawOf(request: RouteRequest, salt: string): number {
  const identity =
    request.session === undefined
      ? ['messages', salt, ...request.messages.flatMap(({ role, content }) => [role, content])]
      : ['session', salt, request.session.id];
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest();
  return (digest.readUInt32BE(0) * 2 ** 20 + (digest.readUInt32BE(4) >>> 12)) / 2 ** 52;
}

export function toJsonTradeoff(tradeoff: number): number | null {
  return tradeoff === Number.POSITIVE_INFINITY ? null : tradeoff;
}

export function fromJsonTradeoff(tradeoff: number | null): number {
  return tradeoff ?? Number.POSITIVE_INFINITY;
}
