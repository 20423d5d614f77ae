import type { OutcomeFeatures } from '../../harness/off-policy/outcome-model.ts';
import type { RouteRequest, Scalar } from '../../harness/request.ts';

/** A field with more distinct values than this says little per value. */
const MOST_VALUES = 20;

/**
 * What an outcome model knows of a request: the logarithm of its length, its turn, and its metadata — numbers as they are,
 * words and truth values as one indicator per value, where there are few.
 *
 * @param inputTokens one per request
 */
export function requestFeatures(
  requests: readonly RouteRequest[],
  inputTokens: readonly number[],
): Pick<OutcomeFeatures, 'request' | 'width'> {
  const columns = [
    (_: RouteRequest, i: number) => Math.log1p(inputTokens[i]!),
    ({ session }: RouteRequest) => Math.log1p(session?.turn ?? 0),
    ...metadataColumns(requests),
  ];
  const request = new Float64Array(requests.length * columns.length);
  for (const [i, each] of requests.entries()) {
    for (const [c, column] of columns.entries()) request[i * columns.length + c] = column(each, i);
  }
  return { request, width: columns.length };
}

function metadataColumns(requests: readonly RouteRequest[]): ((request: RouteRequest) => number)[] {
  const values = new Map<string, Set<Scalar>>();
  for (const { metadata } of requests) {
    for (const [key, value] of Object.entries(metadata)) {
      const seen = values.get(key) ?? new Set();
      if (seen.size <= MOST_VALUES) seen.add(value);
      values.set(key, seen);
    }
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, seen]) => fieldColumns(key, [...seen]));
}

function fieldColumns(key: string, seen: readonly Scalar[]): ((request: RouteRequest) => number)[] {
  if (seen.every((value) => typeof value === 'number')) {
    return [
      ({ metadata }) => {
        const value = metadata[key];
        return typeof value === 'number' ? value : 0;
      },
    ];
  }
  if (seen.length > MOST_VALUES) return [];
  return seen.map(
    (value) =>
      ({ metadata }) =>
        metadata[key] === value ? 1 : 0,
  );
}
