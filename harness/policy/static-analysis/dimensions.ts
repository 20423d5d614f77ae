import type { LiveSignals } from '../../live-signals.ts';
import type { Message, RouteRequest, Scalar } from '../../request.ts';
import type { Policy } from '../policy.ts';

/** One value of a dimension, as it is put into a request. */
export interface DimensionValue {
  readonly label: string;
  readonly metadata?: Scalar;
  readonly messages?: readonly Message[];
  readonly live?: LiveSignals;
}

/** What a request is described by: a metadata field, its prompt, or its moment. */
export interface Dimension {
  /** `dataClass`; `prompt` and `live` for the other two. */
  readonly name: string;
  readonly kind: 'metadata' | 'prompt' | 'live';
  readonly values: readonly DimensionValue[];
  /** Why the values are not all that there are; absent where they are. */
  readonly sampled?: string;
}

export interface AnalysedRequest {
  readonly request: RouteRequest;
  readonly live?: LiveSignals | undefined;
}

const MOST_OPEN_VALUES = 12;
const MOST_PROMPTS = 12;
/** Longer prompts are not made up: counting their tokens again and again would take minutes. */
const LONGEST_PROMPT = 50_000;
const SHORT: readonly Message[] = [{ role: 'user', content: 'Hello' }];
const UNSEEN = '(another value)';

/**
 * The dimensions that the conditions of a policy speak of; all else makes no difference to them.
 *
 * @param conditions all that is evaluated: constraints and the conditions of chains
 */
export function dimensionsOf(
  { metadata, pool }: Pick<Policy, 'metadata' | 'pool'>,
  conditions: readonly string[],
  requests: readonly RouteRequest[],
): Dimension[] {
  const text = conditions.join('\n');
  const numbers = numbersNear(text, pool);
  const fields = Object.entries(metadata)
    .filter(([key]) => conditions.some((condition) => speaksOf(condition, key)))
    .map(([key, field]) => fieldDimension(key, field, { text, numbers, requests }));
  return [
    ...fields,
    ...(/\bprompt\b/.test(text) ? [promptDimension(numbers, requests)] : []),
    ...(/\blive\b/.test(text) ? [liveDimension(numbers)] : []),
  ];
}

/** Whether a condition may read a dimension. One that names fields in a roundabout way may read any. */
export function speaksOf(condition: string, name: string): boolean {
  const inARoundaboutWay = condition.includes('\\') || /\bmetadata\b/.test(condition.replace(/\bmetadata\s*\./g, ''));
  return inARoundaboutWay || condition.split(/[^\p{L}\p{N}_]+/u).includes(name);
}

function fieldDimension(
  name: string,
  { type, values, closed }: Policy['metadata'][string],
  { text, numbers, requests }: { text: string; numbers: readonly number[]; requests: readonly RouteRequest[] },
): Dimension {
  const kind = 'metadata' as const;
  if (type === 'boolean') return { name, kind, values: [true, false].map(dimensionValue) };
  const unseen = type === 'string' ? UNSEEN : Math.max(0, ...(values ?? []).map(Number), ...numbers) + 1;
  if (values !== undefined) {
    return { name, kind, values: [...values, ...(closed === true ? [] : [unseen])].map(dimensionValue) };
  }
  const given = [
    ...new Set(requests.flatMap(({ metadata }) => (Object.hasOwn(metadata, name) ? [metadata[name]!] : []))),
  ];
  const written = type === 'string' ? stringsIn(text) : numbers;
  const sample = [...new Set<Scalar>([...written, ...given.filter((each) => typeof each === type)])];
  return {
    name,
    kind,
    values: [...sample.slice(0, MOST_OPEN_VALUES), unseen].map(dimensionValue),
    sampled: `metadata.${name} has no declared values: ${Math.min(sample.length, MOST_OPEN_VALUES) + 1} were tried`,
  };

  function dimensionValue(value: Scalar): DimensionValue {
    return { label: String(value), metadata: value };
  }
}

function promptDimension(numbers: readonly number[], requests: readonly RouteRequest[]): Dimension {
  const lengthsOfInterest = [...new Set([...numbers, ...numbers.map((each) => each - 1000)].map(Math.floor))]
    .filter((words) => words > 0 && words <= LONGEST_PROMPT)
    .sort((a, b) => a - b);
  const made = spread(lengthsOfInterest, MOST_PROMPTS).map((words) => ({
    label: `a prompt of ${words} words`,
    messages: [{ role: 'user' as const, content: ' hi'.repeat(words) }],
  }));
  const byLength = requests
    .map(({ messages }) => ({ messages, length: messages.reduce((sum, { content }) => sum + content.length, 0) }))
    .sort((a, b) => a.length - b.length);
  const given = spread(byLength, MOST_PROMPTS).map(({ messages, length }) => ({
    label: `a given prompt of ${length} characters`,
    messages,
  }));
  const values = given.length > 0 ? given : [{ label: 'a short prompt', messages: SHORT }, ...made];
  return {
    name: 'prompt',
    kind: 'prompt',
    values,
    sampled: `prompts are endless: ${values.length} were tried, by length`,
  };
}

function liveDimension(numbers: readonly number[]): Dimension {
  const amounts = [...new Set([0, ...numbers, 1e9])].filter((each) => each >= 0).slice(0, MOST_OPEN_VALUES);
  const values = [
    { label: 'no live signals', live: {} },
    ...amounts.map((remainingUsd) => ({ label: `${remainingUsd} USD left`, live: { remainingUsd } })),
  ];
  return {
    name: 'live',
    kind: 'live',
    values,
    sampled: `live.remainingUsd is open: ${amounts.length} amounts were tried`,
  };
}

/** At most so many of a list, evenly, the first and the last among them. */
function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!);
}

/** The numbers in conditions and in attributes of models, and their neighbours: where a comparison may turn. */
function numbersNear(text: string, pool: Policy['pool']): number[] {
  const written = [...text.matchAll(/(?<![\w.])\d+(?:\.\d+)?(?:e\d+)?/gi)].map(([number]) => Number(number));
  const attributes = pool.flatMap(({ attributes = {}, contextTokens }) => [
    contextTokens,
    ...Object.values(attributes),
  ]);
  const known = [...written, ...attributes.filter((each): each is number => typeof each === 'number')];
  return [...new Set(known.flatMap((each) => [each, each - 1, each + 1]))].sort((a, b) => a - b);
}

function stringsIn(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single!);
}

/** A request with the given value of every dimension; `undefined` leaves a field out. */
export function requestOf(
  dimensions: readonly Dimension[],
  values: readonly (DimensionValue | undefined)[],
): AnalysedRequest {
  const metadata: Record<string, Scalar> = {};
  let messages = SHORT;
  let live: LiveSignals | undefined;
  dimensions.forEach(({ name, kind }, d) => {
    const value = values[d];
    if (value === undefined) return;
    if (kind === 'metadata') metadata[name] = value.metadata!;
    else if (kind === 'prompt') messages = value.messages!;
    else live = value.live;
  });
  return { request: { messages, metadata }, live };
}
