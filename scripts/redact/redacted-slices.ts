import type { Slices } from '../../harness/evaluate/slices.ts';

/** Slices by metadata that tell no value: they keep their keys, and are numbered. */
export function redactedSlices({ keys, leftOut }: Slices): Slices {
  return {
    keys: keys.map((each) => ({ ...each, names: each.names.map((_, i) => redactedValue(i)) })),
    leftOut: leftOut.map(redactedReason),
  };
}

export function redactedValue(place: number): string {
  return `value ${place + 1}`;
}

/** Why a key has no slices; the one reason that quotes a value without it. */
export function redactedReason({ key, because }: Slices['leftOut'][number]): Slices['leftOut'][number] {
  return { key, because: because.replace(/^(nearly all of its values are) .*$/s, '$1 the same') };
}
