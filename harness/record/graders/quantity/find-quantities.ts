import { findNumbers, plainDigits } from '../find-numbers.ts';
import { parseUnit, type Unit } from './parse-unit.ts';

/** A number with what it counts. */
export interface Quantity {
  /** In the unit as written. */
  readonly value: number;
  /** `undefined` for a number without a unit that is known. */
  readonly unit: Unit | undefined;
  /** As written. */
  readonly text: string;
}

interface Placed extends Quantity {
  readonly start: number;
  readonly end: number;
}

/** What may stand between a number and its unit: a space, a hyphen, and what TeX and Markdown put there. */
const GAP = /^(?:\s|-(?=\p{L})|~|\\[,;: ]|\\(?:text|mathrm|textrm|operatorname)\s?\{\s?|[*_$]){0,8}/u;
const WORD = String.raw`(?:°\s?)?[\p{L}µμ°%$€£¥]+\.?(?:[²³]|\^\{?[23]\}?|[23](?![\d.]))?`;
/** At most three words, a stroke or "per", and two words more. */
const UNIT = new RegExp(String.raw`^${WORD}(?:\s${WORD}){0,2}(?:\s?\/\s?${WORD}(?:\s${WORD})?)?`, 'u');
/** Room for the longest unit with its gap. */
const WINDOW = 100;

/**
 * The quantities of a text, in order: "5 km", "5,000 metres", "$18", "60 miles per hour", `5\,\mathrm{m}^2`. Parts of one
 * quantity are added up ("5 ft 3 in", "1 hour and 30 minutes"); one that says the same again in brackets after another
 * ("5 km (about 3.1 miles)") is left out.
 */
export function findQuantities(text: string): readonly Quantity[] {
  const plain = plainDigits(text);
  const quantities: Placed[] = [];
  for (const { value, text: number, start, end } of findNumbers(plain)) {
    const found = unitAfter(plain.slice(end, end + WINDOW)) ?? currencyOf(number);
    const last = quantities.at(-1);
    const between = last === undefined || start - last.end > 30 ? undefined : plain.slice(last.end, start);
    if (
      last !== undefined &&
      between !== undefined &&
      /^\s?\((?:or |about |approximately |roughly |[≈~=]\s?)?$/.test(between)
    ) {
      continue;
    }
    const next = {
      value,
      unit: found?.unit,
      text: plain.slice(start, end + (found?.length ?? 0)),
      start,
      end: end + (found?.length ?? 0),
    };
    if (last !== undefined && between !== undefined && isPart(last, next, between)) {
      quantities[quantities.length - 1] = joined(last, next, plain);
    } else quantities.push(next);
  }
  return quantities;
}

/** The longest unit that follows a number: of "km in total" it is "km". */
function unitAfter(rest: string): { readonly unit: Unit; readonly length: number } | undefined {
  const gap = GAP.exec(rest)![0].length;
  const whole = UNIT.exec(rest.slice(gap))?.[0];
  if (whole === undefined) return undefined;
  for (let name = whole; name !== ''; name = name.slice(0, Math.max(name.search(/\s?\S+$/), 0))) {
    const unit =
      parseUnit(name) ?? parseUnit(name.replaceAll(/\.(?=\s|$)/g, '')) ?? parseUnit(name.replace(/\/.*$/, ''));
    if (unit !== undefined) return { unit, length: gap + name.length };
  }
  return undefined;
}

function currencyOf(number: string): { readonly unit: Unit; readonly length: number } | undefined {
  const sign = /[$€£¥]/.exec(number)?.[0];
  const unit = sign === undefined ? undefined : parseUnit(sign);
  return unit === undefined ? undefined : { unit, length: 0 };
}

/** The next part of a quantity is smaller than one unit of the part before. */
function isPart(last: Placed, next: Placed, between: string): boolean {
  if (last.unit === undefined || next.unit === undefined || !/^,?\s(?:and\s)?$/.test(between)) return false;
  const isSmaller = Math.abs(next.value) * next.unit.factor < last.unit.factor;
  return last.unit.dimension === next.unit.dimension && isSmaller && last.value >= 0 && next.value >= 0;
}

function joined(last: Placed, next: Placed, plain: string): Placed {
  const value = last.value + (next.value * next.unit!.factor) / last.unit!.factor;
  return { value, unit: last.unit, text: plain.slice(last.start, next.end), start: last.start, end: next.end };
}
