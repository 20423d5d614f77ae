/**
 * A canonical text of the Python value that a literal stands for, equal for equal values: quotes, spaces, trailing
 * commas and the order of dicts and sets do not count. Strings, numbers, booleans, None, lists, tuples, dicts, sets.
 * `undefined` for anything else, for more than 10,000 characters and for nesting beyond 50.
 */
export function canonicalPythonLiteral(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const state: State = { tokens: tokenize(text), at: 0 };
  const value = parseValue(state, 0);
  return state.at === state.tokens.length ? value : undefined;
}

/** What a Python string literal holds; `undefined` for any other text. */
export function pythonStringContent(text: string): string | undefined {
  const canonical = canonicalPythonLiteral(text);
  return canonical?.startsWith('"') ? (JSON.parse(canonical) as string) : undefined;
}

interface State {
  readonly tokens: readonly string[];
  at: number;
}

const DEEPEST = 50;
/** Unclosed quotes make tokenizing quadratic; no answer is that long. */
const LONGEST = 10_000;
/** JSON's names too: a response may give its answer as JSON. */
const CONSTANTS: Readonly<Record<string, string>> = {
  True: 'True',
  False: 'False',
  None: 'None',
  true: 'True',
  false: 'False',
  null: 'None',
  'set()': '{set}',
};
const TOKEN =
  /\s+|'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|True|False|None|true|false|null|set\(\)|[[\](){},:]|[\s\S]/gy;

function tokenize(text: string): string[] {
  return (text.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
}

function parseValue(state: State, depth: number): string | undefined {
  const token = state.tokens[state.at++];
  if (token === undefined || depth > DEEPEST) return undefined;
  if (token === '[') return sequence(state, ']', depth, (items) => `[${items.join()}]`);
  if (token === '(') return parenthesized(state, depth);
  if (token === '{') return dictOrSet(state, depth);
  return scalar(token);
}

function scalar(token: string): string | undefined {
  if (Object.hasOwn(CONSTANTS, token)) return CONSTANTS[token];
  if (/^["'].+|^''$/s.test(token) && token.length >= 2) return JSON.stringify(unescaped(token.slice(1, -1)));
  const value = Number(token);
  return /\d/.test(token) && Number.isFinite(value) ? String(value === 0 ? 0 : value) : undefined;
}

/** Items up to `close`, each with an optional comma after it. */
function sequence(
  state: State,
  close: string,
  depth: number,
  join: (items: readonly string[], trailingComma: boolean) => string,
): string | undefined {
  const items: string[] = [];
  let comma = false;
  while (state.tokens[state.at] !== close) {
    if (items.length > 0 && !comma) return undefined;
    const item = parseValue(state, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    comma = state.tokens[state.at] === ',';
    if (comma) state.at++;
  }
  state.at++;
  return join(items, comma);
}

/** `(1)` is 1, `(1,)` is a tuple. */
function parenthesized(state: State, depth: number): string | undefined {
  return sequence(state, ')', depth, (items, comma) =>
    items.length === 1 && !comma ? items[0]! : `(${items.map((item) => `${item},`).join('')})`,
  );
}

function dictOrSet(state: State, depth: number): string | undefined {
  const entries = new Map<string, string>();
  let isDict: boolean | undefined;
  let comma = false;
  while (state.tokens[state.at] !== '}') {
    if (isDict !== undefined && !comma) return undefined;
    const key = parseValue(state, depth + 1);
    const hasValue = state.tokens[state.at] === ':';
    if (key === undefined || (isDict !== undefined && isDict !== hasValue)) return undefined;
    isDict = hasValue;
    if (hasValue) state.at++;
    const value = hasValue ? parseValue(state, depth + 1) : '';
    if (value === undefined) return undefined;
    entries.set(key, value);
    comma = state.tokens[state.at] === ',';
    if (comma) state.at++;
  }
  state.at++;
  return `{${isDict === false ? 'set,' : ''}${[...entries]
    .map(([key, value]) => `${key}:${value}`)
    .sort()
    .join()}}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '0': '\0',
};

function unescaped(content: string): string {
  return content.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([ntr\\'"0]))/g, (_, hex, unicode, simple) =>
    simple === undefined ? String.fromCharCode(Number.parseInt(hex ?? unicode, 16)) : ESCAPES[simple as string]!,
  );
}
