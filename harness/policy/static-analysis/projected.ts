import { type AnalysedRequest, type Dimension, requestOf } from './dimensions.ts';

/** Index that stands for a field that the request lacks. */
export const MISSING = 0xffffffff;

/**
 * A function of a request, worked out once for each combination of the dimensions that it reads: twenty constraints over two
 * fields each are cheap however large the product of all fields is.
 */
export function projected<T>(
  dimensions: readonly Dimension[],
  reads: (dimension: Dimension) => boolean,
  compute: (request: AnalysedRequest) => T,
): (values: Uint32Array) => T {
  const own = dimensions.flatMap((dimension, d) => (reads(dimension) ? [d] : []));
  const known = new Map<number | string, T>();
  // One more than there are values: the last place is that of a field left out.
  const places = own.map((d) => dimensions[d]!.values.length + 1);
  const fits = places.reduce((product, count) => product * count, 1) <= Number.MAX_SAFE_INTEGER;
  return (values) => {
    const place = (i: number) => Math.min(values[own[i]!]!, places[i]! - 1);
    let key: number | string = 0;
    if (fits) for (let i = 0; i < own.length; i++) key = (key as number) * places[i]! + place(i);
    else key = own.map((_, i) => place(i)).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const chosen = dimensions.map(({ values: all }, d) => (own.includes(d) ? all[values[d]!] : undefined));
    const result = compute(requestOf(dimensions, chosen));
    known.set(key, result);
    return result;
  };
}
