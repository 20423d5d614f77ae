import type { Estimate } from '../harness/evaluate/results.ts';
import { plainText } from './plain-text.ts';

/** U+2212: as wide as a plus sign, and never taken for a hyphen. */
const MINUS = '−';

/**
 * A number with a fixed number of decimals; what rounds to zero is a zero without a sign.
 *
 * @throws {Error} on NaN and infinities: a figure that does not exist has a reason, not a number
 */
export function decimal(value: number, digits = 3): string {
  if (!Number.isFinite(value)) throw new Error(`Not a printable figure: ${value}`);
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** Like {@link decimal}, but what rounds to zero without being zero is `<0.001`: little is not none. */
function visible(value: number, digits: number): string {
  const text = decimal(value, digits);
  return value > 0 && Number(text) === 0 ? `<${(10 ** -digits).toFixed(digits)}` : text;
}

/** Like {@link decimal}, with a plus sign before what is above zero. */
export function signed(value: number, digits = 3): string {
  const text = decimal(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A share 0..1 as `43.1 %`; `<0.1 %` where there is little. */
export function percent(share: number, digits = 1): string {
  return `${visible(share * 100, digits)} %`;
}

/** A relative difference as `−3.1 %`; a plain `0.0 %` where it rounds to zero. */
export function percentChange(share: number): string {
  return `${decimal(share * 100, 1)} %`;
}

/** A difference of two qualities (0..1) in points of a hundred: `+0.4 points`, `−0.04 points`. */
export function points(difference: number): string {
  return `${pointsNumber(difference)} points`;
}

/** The same without the unit; what is below a tenth of a point gets a second decimal. */
export function pointsNumber(difference: number): string {
  const small = Math.abs(difference) >= 0.00005 && Math.abs(difference) < 0.00095;
  return signed(difference * 100, small ? 2 : 1);
}

/** USD per query, printed as USD per 1,000 queries with about three significant digits: `$1.23`. */
export function usdPer1000(costUsd: number): string {
  return usd(costUsd * 1000);
}

/** A sum in USD with about three significant digits: `$0.0123`, `$1.23`, `$12,300`. */
export function usd(amount: number): string {
  if (!Number.isFinite(amount)) throw new Error(`Not a printable sum: ${amount}`);
  const size = Math.abs(amount);
  const digits = size === 0 ? 2 : Math.min(6, Math.max(size < 100 ? 2 : 0, 2 - Math.floor(Math.log10(size))));
  if (size !== 0 && size < 5e-7) return amount > 0 ? '<$0.000001' : `>${MINUS}$0.000001`;
  const text = size.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${amount < 0 ? MINUS : ''}$${text}`;
}

/** A count with thousands separated: `14,037`. */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** `count` and a noun in the right number: `1 task`, `3 tasks`. */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : plural}`;
}

/** Milliseconds: `0.2 ms`, `34 ms`, `1.20 s`. */
export function milliseconds(ms: number): string {
  if (ms >= 1000) return `${decimal(ms / 1000, 2)} s`;
  return `${visible(ms, ms >= 10 || ms === 0 ? 0 : 1)} ms`;
}

/** Value and half-width, `0.8123 ± 0.0061`. */
export function plusMinus(
  estimate: Estimate,
  digits = 4,
  value: (x: number, digits: number) => string = decimal,
): string {
  return `${value(estimate.value, digits)} ± ${decimal((estimate.high - estimate.low) / 2, digits)}`;
}

/** The 95 % interval in words: `95 % interval 40.2 % to 45.8 %`. */
export function intervalWords(estimate: Pick<Estimate, 'low' | 'high'>, one: (x: number) => string): string {
  return `95 % interval ${one(estimate.low)} to ${one(estimate.high)}`;
}

/**
 * A tradeoff for people. Of most routers it is λ, and `null` is quality at any price.
 *
 * @param signal of a cascade, whose tradeoff is the least signal that accepts an answer, and `null` accepts none
 */
export function tradeoffWords(tradeoff: number | null, signal?: string): string {
  if (signal !== undefined) return levelWords(tradeoff, signal);
  if (tradeoff === null) return 'quality at any price';
  return tradeoff === 0 ? 'λ = 0' : `λ = ${usd(tradeoff)} per unit of quality`;
}

function levelWords(level: number | null, signal: string): string {
  if (level === null) return 'accept no answer but the last model’s';
  return `accept at ${plainText(signal, 40)} ≥ ${Number(level.toPrecision(3))}`;
}

/** A list in words: `a, b and c`. */
export function listWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
