import type { Random } from '../../harness/random.ts';
import type { Scalar } from '../../harness/request.ts';

/** A field that a condition may read, with values that it is compared with. */
export interface ConditionField {
  /** As it is written: `metadata.tier`. */
  readonly path: string;
  readonly type: 'string' | 'number' | 'boolean' | 'mixed';
  readonly values: readonly Scalar[];
}

const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];
const PATTERNS = ['^e', 'u', '(?i)PRO', '^(phi|public)$', '\\\\d+', '.{3,5}'];

/** A random condition in CEL over some fields: comparisons, membership, arithmetic and string functions under logic. */
export function randomCondition(fields: readonly ConditionField[], rng: Random, depth = 2): string {
  const again = () => randomCondition(fields, rng, depth - 1);
  if (depth === 0 || rng.next() < 0.25) return atom(pick(fields, rng), fields, rng);
  switch (rng.integer(5)) {
    case 0:
      return `!(${again()})`;
    case 1:
      return `(${again()} ? ${again()} : ${again()})`;
    case 2:
      return `(${again()} && ${again()})`;
    default:
      return `(${again()} || ${again()})`;
  }
}

export function pick<T>(list: readonly T[], rng: Random): T {
  return list[rng.integer(list.length)]!;
}

function atom(field: ConditionField, fields: readonly ConditionField[], rng: Random): string {
  if (rng.next() < 0.08 && !field.path.startsWith('prompt')) return `has(${field.path})`;
  if (field.type === 'number') return numberAtom(field, fields, rng);
  if (field.type === 'boolean') return rng.next() < 0.5 ? field.path : `${field.path} == ${rng.next() < 0.5}`;
  const other = fields.filter(({ type, path }) => type === field.type && path !== field.path);
  if (field.type === 'mixed') return `${field.path} ${pick(['==', '!='], rng)} ${literal(pick(field.values, rng))}`;
  const value = rng.next() < 0.2 && other.length > 0 ? pick(other, rng).path : literal(pick(field.values, rng));
  switch (rng.integer(7)) {
    case 0:
      return `${field.path} in [${value}, ${literal(pick(field.values, rng))}]`;
    case 1:
      return `${field.path}.${pick(['startsWith', 'endsWith', 'contains'], rng)}(${value})`;
    case 2:
      return `${field.path}.matches("${pick(PATTERNS, rng)}")`;
    case 3:
      return `${field.path}.${pick(['lowerAscii', 'upperAscii', 'trim'], rng)}() == ${value}`;
    case 4:
      return `size(${field.path}) ${pick(COMPARISONS, rng)} ${rng.integer(8)}`;
    default:
      return `${field.path} ${pick(COMPARISONS, rng)} ${value}`;
  }
}

function numberAtom({ path, values }: ConditionField, fields: readonly ConditionField[], rng: Random): string {
  const others = fields.filter((other) => other.type === 'number' && other.path !== path);
  const bound = others.length > 0 && rng.next() < 0.3 ? pick(others, rng).path : numeral(pick(values, rng), rng);
  const compared = `${pick(COMPARISONS, rng)} ${bound}`;
  switch (rng.integer(7)) {
    case 0:
      return `${path} ${pick(['+', '-', '*', '/'], rng)} ${numeral(pick(values, rng), rng)} ${compared}`;
    case 1:
      return `${numeral(pick(values, rng), rng)} ${pick(['+', '-', '*', '/'], rng)} ${path} ${compared}`;
    case 2:
      return `${path} in [${rng.integer(5)}, ${rng.integer(2000)}]`;
    case 3:
      return `int(${path}) ${pick(COMPARISONS, rng)} ${rng.integer(2000)}`;
    case 4:
      return `string(${path}) == "${pick(values, rng)}"`;
    default:
      return `${path} ${compared}`;
  }
}

function literal(value: Scalar): string {
  return JSON.stringify(value);
}

/** A number as whole or as double, whichever way it can be written. */
function numeral(value: Scalar, rng: Random): string {
  const text = String(value).replace('e+', 'e');
  return Number.isInteger(value) && !text.includes('e') && rng.next() < 0.5 ? `${text}.0` : text;
}
