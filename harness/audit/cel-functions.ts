import { CelScalar, type CelValue, celFunc, celMethod, isCelList, isCelMap, isCelUint, listType } from '@bufbuild/cel';

const { BOOL, DOUBLE, DYN, INT, STRING } = CelScalar;
/** What stands for a value that has not the declared type: reading it is an error. */
export const WRONG_TYPE = null;
/** Functions that reading a field is planned as, so that what is missing is an error wherever it is read. */
export const READ = 'read-fact';
export const HAS = 'has-fact';
const LIST = listType(DYN);
const MOST_INT = 2n ** 63n;

/**
 * What the CEL of conditions has beside the standard: a whole number compares and calculates with doubles as it reads, and
 * conversions refuse what is no number.
 */
export const CONDITION_FUNCTIONS = [
  celFunc(READ, [DYN, DYN], DYN, (fields, name) => readable(name, fieldOf(fields, name))),
  celFunc(HAS, [DYN, DYN], BOOL, (fields, name) => {
    const value = fieldOf(fields, name);
    return value !== undefined && readable(name, value) === value;
  }),
  celFunc('_==_', [DYN, DYN], BOOL, (a, b) => same(a, b)),
  celFunc('_!=_', [DYN, DYN], BOOL, (a, b) => !same(a, b)),
  celFunc('@in', [DYN, LIST], BOOL, (value, list) => [...list].some((each) => same(each, value))),
  ...mixed('_+_', (a, b) => a + b),
  ...mixed('_-_', (a, b) => a - b),
  ...mixed('_*_', (a, b) => a * b),
  ...mixed('_/_', (a, b) => a / b),
  celFunc('int', [DOUBLE], INT, (number) => int(Number.isFinite(number) ? BigInt(Math.trunc(number)) : MOST_INT)),
  celFunc('int', [STRING], INT, (text) => int(/^[-+]?[0-9]{1,19}$/.test(text) ? BigInt(text) : MOST_INT)),
  celFunc('double', [STRING], DOUBLE, doubleOf),
  celFunc('string', [DOUBLE], STRING, (number) =>
    Math.abs(number) === 1 / 0 ? (number > 0 ? '+Inf' : '-Inf') : `${number}`,
  ),
  celMethod('lowerAscii', STRING, [], STRING, function () {
    return shifted(this, 'A', 'Z', 32);
  }),
  celMethod('upperAscii', STRING, [], STRING, function () {
    return shifted(this, 'a', 'z', -32);
  }),
  celMethod('trim', STRING, [], STRING, function () {
    return this.trim();
  }),
];

function mixed(operator: string, compute: (a: number, b: number) => number) {
  return [
    celFunc(operator, [DOUBLE, INT], DOUBLE, (a, b) => compute(a, Number(b))),
    celFunc(operator, [INT, DOUBLE], DOUBLE, (a, b) => compute(Number(a), b)),
  ];
}

function fieldOf(fields: CelValue, name: CelValue): CelValue | undefined {
  if (!isCelMap(fields)) throw new Error('only the request, the model and the moment have fields');
  return fields.get(name as string);
}

function readable(name: CelValue, value: CelValue | undefined): CelValue {
  if (value === undefined) throw new Error(`${String(name)} is missing`);
  if (value === WRONG_TYPE) throw new Error(`${String(name)} is not of the declared type`);
  return value;
}

/** Numbers are equal when they are the same double; values of different types are not. */
function same(a: CelValue, b: CelValue): boolean {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a === b;
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
  if (isCelList(a) && isCelList(b)) {
    const others = [...b];
    return a.size === b.size && [...a].every((each, i) => same(each, others[i]!));
  }
  if (isCelMap(a) && isCelMap(b)) {
    return a.size === b.size && [...a.keys()].every((key) => b.has(key) && same(a.get(key)!, b.get(key)!));
  }
  if (isCelUint(a) && isCelUint(b)) return a.value === b.value;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length === b.length && a.every((x, i) => x === b[i]);
  return a === b;
}

function isNumber(value: CelValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function int(whole: bigint): bigint {
  if (whole >= -MOST_INT && whole < MOST_INT) return whole;
  throw new Error('no 64-bit integer');
}

function doubleOf(text: string): number {
  const word = /^([-+]?)inf(inity)?$/i.exec(text);
  if (word !== null) return word[1] === '-' ? -1 / 0 : 1 / 0;
  if (/^nan$/i.test(text)) return Number.NaN;
  const number = Number(text);
  if (text === '' || text.trim() !== text || Number.isNaN(number)) throw new Error('no number');
  return number;
}

function shifted(text: string, first: string, last: string, by: number): string {
  const letter = (each: string) =>
    each >= first && each <= last ? String.fromCharCode(each.charCodeAt(0) + by) : each;
  return text.split('').map(letter).join('');
}
