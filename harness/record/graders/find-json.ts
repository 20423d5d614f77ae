/** A JSON value found in a response. */
export interface FoundJson {
  readonly value: Readonly<Record<string, unknown>>;
  /** True when the response is the JSON and nothing else: no code fence, no prose. */
  readonly bare: boolean;
}

/**
 * The JSON objects of a response, in order: the response itself, or every outermost complete `{…}` in it that parses,
 * in a code fence or in prose. One pass over the text, so linear in its length.
 */
export function findJsonObjects(response: string): FoundJson[] {
  const whole = parseObject(response);
  if (whole !== undefined) return [{ value: whole, bare: true }];
  return outermostBraces(response).flatMap(([start, end]) => {
    const value = parseObject(response.slice(start, end));
    return value === undefined ? [] : [{ value, bare: false }];
  });
}

/** The parsed text, when it is a JSON object. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  // Most texts are prose, and most braces TeX: an error thrown for each would take longer than all other grading.
  if (!BEGINS_AS_OBJECT.test(text) || !text.trimEnd().endsWith('}')) return undefined;
  const value = parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The white space is that of JSON. */
const BEGINS_AS_OBJECT = /^[ \t\n\r]*\{[ \t\n\r]*["}]/;

/** The parsed text; `undefined` when it is no JSON, which is an answer like any other and no error. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An escaped character is one mark, so that an escaped quote ends no string. */
const MARKS = /[{}"]|\\[\s\S]/g;

/** Spans [start, end) of brace pairs not inside another complete pair. Braces inside strings of an object don't count. */
function outermostBraces(text: string): (readonly [number, number])[] {
  const open: number[] = [];
  const pairs: (readonly [number, number])[] = [];
  let inString = false;
  for (const { 0: mark, index: at } of text.matchAll(MARKS)) {
    if (mark === '"') inString = !inString && open.length > 0;
    else if (inString || mark.length > 1) continue;
    else if (mark === '{') open.push(at);
    else if (open.length > 0) {
      const start = open.pop()!;
      while (pairs.length > 0 && pairs.at(-1)![0] > start) pairs.pop();
      pairs.push([start, at + 1]);
    }
  }
  return pairs;
}
