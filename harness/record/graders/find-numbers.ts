/** A number as it stands in a text. */
export interface FoundNumber {
  readonly value: number;
  /** As written. */
  readonly text: string;
  /** Where it stands in the text, its digits made plain by {@link plainDigits}. */
  readonly start: number;
  readonly end: number;
}

const VULGAR: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅛': '1/8',
};

const DIGITS = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\.)\.\d+`;
/**
 * Sign and currency; then `\frac{a}{b}`, a mixed number "1 1/2", a fraction "3/4", or a decimal with an optional
 * exponent "1e3" or "× 10^3". No number inside a word ("gpt4", "x2"). Every repetition is bounded or unambiguous, so
 * that matching is linear in the text.
 */
const NUMBER = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}_]|\d[./]|\p{L}-)`,
    '(?<sign>[-+])?[$€£¥]?(?<inner>-)?',
    String.raw`(?:\\[dt]?frac\s?\{\s?(?<texTop>-?\d{1,15})\s?\}\s?\{\s?(?<texBottom>\d{1,15})\s?\}`,
    String.raw`|(?:(?<whole>\d{1,15}) )?(?<top>\d{1,15}) ?\/ ?(?<bottom>\d{1,15})(?![./]?\d)`,
    String.raw`|(?<decimal>${DIGITS})(?:[eE](?<exponent>[-+]?\d{1,3})(?![\d\p{L}])|\s?(?:×|\\times|\*|x)\s?10\^\{?(?<power>[-+]?\d{1,3})\}?)?)`,
  ].join(''),
  'gu',
);

/**
 * All numbers of a text in order, in English notation: "1,234.50", "$18", "18%" (18), "1/2", "1 1/2", "½", "1e3",
 * "3 × 10^4", `\frac{1}{2}`, with a Unicode minus or full-width digits.
 */
export function findNumbers(text: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const match of plainDigits(text).matchAll(NUMBER)) {
    const value = numberIn(match.groups!);
    if (!Number.isFinite(value)) continue;
    found.push({ value, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** Whether two numbers agree: within `absolute`, or within `relative` of the expected one. */
export function numbersAgree(value: number, expected: number, absolute: number, relative: number): boolean {
  return Math.abs(value - expected) <= Math.max(absolute, relative * Math.abs(expected));
}

/** The text with ASCII digits, minus signs and fractions; one that has them stays as it is. */
export function plainDigits(text: string): string {
  return text
    .replace(/[\u2212\u2013\uff0d\ufe63]/g, '-')
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/\u2044/g, '/')
    .replace(/(\d?)([½⅓⅔¼¾⅕⅛])/g, (_, before: string, sign: string) =>
      before === '' ? VULGAR[sign]! : `${before} ${VULGAR[sign]!}`,
    );
}

function numberIn(groups: Readonly<Record<string, string | undefined>>): number {
  const sign = (groups.sign === '-') !== (groups.inner === '-') ? -1 : 1;
  if (groups.texTop !== undefined) return (sign * Number(groups.texTop)) / Number(groups.texBottom);
  if (groups.top !== undefined) {
    return sign * (Number(groups.whole ?? 0) + Number(groups.top) / Number(groups.bottom));
  }
  const exponent = Number(groups.exponent ?? groups.power ?? 0);
  const digits = groups.decimal!.replaceAll(',', '');
  return exponent === 0 ? sign * Number(digits) : sign * Number(`${digits}e${exponent}`);
}
