import { permutationP } from './relabellings.ts';

/** A property of prompts with few values: task, length class, a metadata field. */
export interface Trait {
  readonly name: string;
  /** Pooled, those of the first side first. */
  readonly values: readonly string[];
}

export interface ShareShift {
  readonly name: string;
  /** Pearson's χ² of the table of sides × values. */
  readonly chiSquared: number;
  readonly p: number;
  /** Values by how far their share moved, farthest first; shares 0..1. */
  readonly movers: readonly { readonly value: string; readonly a: number; readonly b: number }[];
}

/** Rarer values are counted as one. */
const MOST_VALUES = 20;
export const OTHER_VALUES = '(other values)';

/** Whether two sides hold the values of a trait in the same shares: χ² with a permutation p-value, right for rare values too. */
export function shareShift({ name, values }: Trait, sizeA: number, relabelled: readonly Uint32Array[]): ShareShift {
  const { names, codes } = coded(values);
  const total = counts(codes, names.length);
  const membersA = Uint32Array.from({ length: sizeA }, (_, i) => i);
  const ofA = counts(codes, names.length, membersA);
  const chiSquared = pearson(ofA, total, sizeA, values.length);
  const permuted = relabelled.map((members) =>
    pearson(counts(codes, names.length, members), total, sizeA, values.length),
  );
  const movers = names
    .map((value, code) => ({
      value,
      a: ofA[code]! / sizeA,
      b: (total[code]! - ofA[code]!) / (values.length - sizeA),
    }))
    .sort((x, y) => Math.abs(y.b - y.a) - Math.abs(x.b - x.a) || (x.value < y.value ? -1 : 1));
  return { name, chiSquared, p: permutationP(chiSquared, permuted), movers };
}

/** Values as small numbers, the most frequent first, ties in code-unit order. */
function coded(values: readonly string[]): { readonly names: string[]; readonly codes: Uint8Array } {
  const frequency = new Map<string, number>();
  for (const value of values) frequency.set(value, (frequency.get(value) ?? 0) + 1);
  const ranked = [...frequency.keys()].sort((a, b) => frequency.get(b)! - frequency.get(a)! || (a < b ? -1 : 1));
  const names = ranked.length <= MOST_VALUES ? ranked : [...ranked.slice(0, MOST_VALUES - 1), OTHER_VALUES];
  const codeOf = new Map(ranked.map((value, rank) => [value, Math.min(rank, names.length - 1)]));
  return { names, codes: Uint8Array.from(values, (value) => codeOf.get(value)!) };
}

function counts(codes: Uint8Array, width: number, members?: Uint32Array): Float64Array {
  const count = new Float64Array(width);
  if (members === undefined) for (const code of codes) count[code]! += 1;
  else for (const member of members) count[codes[member]!]! += 1;
  return count;
}

/** Σ (observed − expected)² / expected over both sides. */
function pearson(ofA: Float64Array, total: Float64Array, sizeA: number, size: number): number {
  const sizeB = size - sizeA;
  let sum = 0;
  for (let code = 0; code < total.length; code++) {
    const off = ofA[code]! - (total[code]! * sizeA) / size;
    // The other side is off by as much the other way.
    sum += (off * off * size) / total[code]! / sizeA + (off * off * size) / total[code]! / sizeB;
  }
  return sum;
}
