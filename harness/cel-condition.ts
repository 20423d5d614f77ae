import { type ASTNode, Environment, EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { BenchError } from './bench-error.ts';
import { type LinearRegex, linearRegex } from './linear-regex.ts';
import { PROMPT_FEATURES, PromptFeatures } from './prompt-features.ts';
import type { RouteRequest, Scalar } from './request.ts';

/** The types of the metadata fields that a condition may name. `dyn`: a field seen with values of several types. */
export type MetadataTypes = Readonly<Record<string, MetadataType>>;
export type MetadataType = 'string' | 'double' | 'bool' | 'dyn';

/** A compiled condition on a request: `prompt.tokens > 400 && metadata.tier == "gold"`. */
export interface Condition {
  readonly expression: string;
  /**
   * Whether it holds, or why that cannot be said: a field that this request lacks or that has another type.
   *
   * @param more fields of the further variables that the condition was compiled with
   */
  test(prompt: PromptFeatures, metadata: RouteRequest['metadata'], more?: FurtherFields): boolean | ConditionFailure;
}

/** Values of the variables beside `prompt` and `metadata`. */
export interface FurtherFields {
  /** Attributes of the model asked about. */
  readonly model: RouteRequest['metadata'];
  /** What the moment of the request knows. */
  readonly live: RouteRequest['metadata'];
}

/** What a condition may name beside all features of the prompt and the metadata. */
export interface FurtherTypes {
  readonly model: MetadataTypes;
  readonly live: MetadataTypes;
  /** The features of the prompt that it may name, instead of all. */
  readonly prompt: Partial<typeof PROMPT_FEATURES>;
}

export interface ConditionFailure {
  readonly reason: string;
}

/** A policy file may come from anywhere: what an expression can cost is bounded before it ever runs. */
const LIMITS = { maxAstNodes: 500, maxDepth: 50, maxListElements: 500, maxMapEntries: 50, maxCallArguments: 5 };
const LONGEST_EXPRESSION = 10_000;
/** All take time linear in the text. Left out: comprehensions, which nest, and what makes lists from text. */
const FUNCTIONS = new Set(
  'has size int double string bool contains startsWith endsWith matches lowerAscii upperAscii trim'.split(' '),
);
/**
 * What stands in for functions of the library, by names that one would not write: its `matches` is a backtracking RegExp, its
 * `…Ascii` change letters beyond ASCII too (the Kelvin sign into k), its `int` makes integers that CEL has no room for.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  matches: 'matchesInLinearTime',
  lowerAscii: 'lowerAsciiOnly',
  upperAscii: 'upperAsciiOnly',
  int: 'intOf64Bits',
};
const INT_BITS = 64;

/**
 * Compiles a CEL condition over `prompt` (see {@link PromptFeatures}) and `metadata`. Numbers are doubles; a whole
 * number compares and calculates with them as it reads. `matches` takes a literal RE2 pattern and runs in linear time.
 *
 * @param metadata the declared metadata fields; naming another one is an error
 * @param more further variables, where the condition may ask about a model (`model.region == "eu"`) and the moment
 * @throws {BenchError} with an excerpt and a caret where the expression does not parse, names what does not exist,
 *   mixes types or is no condition
 */
export function compileCondition(expression: string, metadata: MetadataTypes, more?: FurtherTypes): Condition {
  if (expression.length > LONGEST_EXPRESSION) {
    throw new BenchError(`a condition of ${expression.length} characters: at most ${LONGEST_EXPRESSION} are allowed`);
  }
  const patterns = new Map<string, LinearRegex>();
  const environment = conditionEnvironment(metadata, more, patterns);
  checkCalls(checked(environment, expression, metadata, more).ast, expression, patterns);
  const run = environment.parse(expression);
  putStandIns(run.ast);
  run.check();
  return {
    expression,
    test: (prompt, fields, further) => {
      const known = metadataFields(fields);
      try {
        if (more === undefined) return run({ prompt, metadata: known }) as boolean;
        const model = modelFields(further?.model ?? NOTHING);
        const live = liveFields(further?.live ?? NOTHING);
        // Written out: spreading one object into another takes ten times as long as all the rest.
        return run({ prompt, metadata: known, model, live }) as boolean;
      } catch (error) {
        if (error instanceof EvaluationError) return { reason: error.summary };
        throw error;
      }
    },
  };
}

/** The types of the metadata fields that occur in `requests`. */
export function metadataTypes(requests: Iterable<RouteRequest>): MetadataTypes {
  const types = new Map<string, MetadataType>();
  for (const { metadata } of requests) {
    for (const key of Object.keys(metadata)) {
      const type = typeOf(metadata[key]!);
      const before = types.get(key);
      types.set(key, before === undefined || before === type ? type : 'dyn');
    }
  }
  return Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function typeOf(value: Scalar): MetadataType {
  return typeof value === 'string' ? 'string' : typeof value === 'number' ? 'double' : 'bool';
}

/** Own fields only, whatever the key is called, and no copy for each request. */
class MetadataFields extends Map<string, Scalar> {
  readonly #fields: RouteRequest['metadata'];

  constructor(fields: RouteRequest['metadata']) {
    super();
    this.#fields = fields;
  }

  override get(key: string): Scalar | undefined {
    return Object.hasOwn(this.#fields, key) ? this.#fields[key] : undefined;
  }

  override has(key: string): boolean {
    return Object.hasOwn(this.#fields, key);
  }
}

/** A class of its own, as CEL tells types apart by class. */
class ModelFields extends MetadataFields {}
class LiveFields extends MetadataFields {}

const NOTHING: RouteRequest['metadata'] = {};
/** A map takes longer to make than most conditions to evaluate, and one request is asked about many times. */
const [metadataFields, modelFields, liveFields] = [MetadataFields, ModelFields, LiveFields].map((kind) => {
  const known = new WeakMap<RouteRequest['metadata'], MetadataFields>();
  return (fields: RouteRequest['metadata']) => {
    const found = known.get(fields);
    if (found !== undefined) return found;
    const made = new kind(fields);
    known.set(fields, made);
    return made;
  };
}) as [FieldsOf, FieldsOf, FieldsOf];
type FieldsOf = (fields: RouteRequest['metadata']) => MetadataFields;

function conditionEnvironment(
  metadata: MetadataTypes,
  more: FurtherTypes | undefined,
  patterns: ReadonlyMap<string, LinearRegex>,
): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS })
    .registerType('Prompt', { ctor: PromptFeatures as never, fields: { ...(more?.prompt ?? PROMPT_FEATURES) } })
    .registerType('Metadata', { ctor: MetadataFields as never, fields: { ...metadata } })
    .registerVariable('prompt', 'Prompt')
    .registerVariable('metadata', 'Metadata')
    .registerFunction(`string.${STAND_INS.matches}(string): bool`, (text: string, pattern: string) =>
      patterns.get(pattern)!.test(text),
    )
    .registerFunction(`string.${STAND_INS.lowerAscii}(): string`, (text: string) =>
      text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    )
    .registerFunction(`string.${STAND_INS.upperAscii}(): string`, (text: string) =>
      text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    )
    .registerFunction(`${STAND_INS.int}(int): int`, (whole: bigint) => whole)
    .registerFunction(`${STAND_INS.int}(double): int`, (number: number) => intOfDouble(number))
    .registerFunction(`${STAND_INS.int}(string): int`, (text: string) => intOfText(text));
  if (more !== undefined) {
    environment
      .registerType('ModelFields', { ctor: ModelFields as never, fields: { ...more.model } })
      .registerVariable('model', 'ModelFields')
      .registerType('LiveFields', { ctor: LiveFields as never, fields: { ...more.live } })
      .registerVariable('live', 'LiveFields');
  }
  registerWholeNumbers(environment);
  return environment;
}

/** CEL keeps int and double apart; who writes `prompt.turns == 1` means the number. */
function registerWholeNumbers(environment: Environment): void {
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
  environment.registerOperator('double in list<int>: bool', (a: number, list: readonly bigint[]) =>
    list.some((b) => Number(b) === a),
  );
  const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  };
  for (const [operator, compute] of Object.entries(arithmetic)) {
    environment.registerOperator(`double ${operator} int: double`, (a: number, b: bigint) => compute(a, Number(b)));
    environment.registerOperator(`int ${operator} double: double`, (a: bigint, b: number) => compute(Number(a), b));
  }
}

function checked(
  environment: Environment,
  expression: string,
  metadata: MetadataTypes,
  more: FurtherTypes | undefined,
): ParseResult {
  const hint = vocabularyHint(metadata, more);
  let parsed: ParseResult;
  try {
    parsed = environment.parse(expression);
  } catch (error) {
    throw new BenchError(`condition: ${(error as Error).message}`, { hint, cause: error });
  }
  const { valid, type, error } = parsed.check();
  if (!valid) throw new BenchError(`condition: ${error!.message}`, { hint, cause: error });
  if (type !== 'bool') {
    throw new BenchError(`condition: ${expression} is of type ${type}, and a condition is true or false (bool)`, {
      hint: 'Compare it with something, for example prompt.tokens > 400.',
    });
  }
  return parsed;
}

function vocabularyHint(metadata: MetadataTypes, more: FurtherTypes | undefined): string {
  const fields = Object.keys(metadata).map((name) => `metadata.${name}`);
  const words = [
    ...Object.keys(more?.prompt ?? PROMPT_FEATURES).map((name) => `prompt.${name}`),
    ...fields,
    ...Object.keys(more?.model ?? {}).map((name) => `model.${name}`),
    ...Object.keys(more?.live ?? {}).map((name) => `live.${name}`),
  ];
  return `Conditions speak of ${words.join(', ')}${fields.length === 0 ? '; no metadata is declared' : ''}.`;
}

/** @throws {EvaluationError} where the number has no place among 64-bit integers */
function intOfDouble(number: number): bigint {
  if (Math.abs(number) < 2 ** (INT_BITS - 1)) return BigInt(Math.trunc(number));
  throw new EvaluationError(`int(${number}): there is no such integer`);
}

function intOfText(text: string): bigint {
  const whole = /^[+-]?\d{1,19}$/.test(text) ? BigInt(text) : undefined;
  if (whole !== undefined && BigInt.asIntN(INT_BITS, whole) === whole) return whole;
  throw new EvaluationError(`int(${JSON.stringify(text)}): there is no such integer`);
}

/** Compiles the patterns of a tree into `patterns` and refuses what conditions cannot do. */
function checkCalls(node: ASTNode, expression: string, patterns: Map<string, LinearRegex>): void {
  if (node.op === 'call' || node.op === 'rcall') {
    const name = node.args[0];
    if (!FUNCTIONS.has(name)) {
      throw new BenchError(`condition: ${expression}: ${name}() is not available in conditions`, {
        hint: `Available: ${[...FUNCTIONS].join(', ')}.`,
      });
    }
    if (node.op === 'rcall' && name === 'matches') compilePattern(node.args[2][0], expression, patterns);
  }
  if (node.op === 'in') checkMembers(node, expression);
  for (const child of childrenOf(node)) checkCalls(child, expression, patterns);
}

/** Whole numbers in a list are compared with doubles; of a field of several types, nobody knows before it runs. */
function checkMembers({ args: [value, list] }: ASTNode & { op: 'in' }, expression: string): void {
  const types = [value, list].map((node) => String((node as { checkedType?: unknown }).checkedType));
  if (types[0] !== 'dyn' || types[1] !== 'list<int>') return;
  throw new BenchError(`condition: ${expression}: a field of several types is sought in a list of whole numbers`, {
    hint: 'Write them with a point: in [7.0, 8.0].',
  });
}

/** In place, and before the tree is checked: written out again, it would not always be what was read. */
function putStandIns(node: ASTNode): void {
  if (node.op === 'call' || node.op === 'rcall') {
    const [name] = node.args;
    if (Object.hasOwn(STAND_INS, name)) (node.args as unknown[])[0] = STAND_INS[name];
  }
  for (const child of childrenOf(node)) putStandIns(child);
}

function childrenOf({ args }: ASTNode): ASTNode[] {
  return [args as unknown].flat(3).filter(isNode);
}

function compilePattern(node: ASTNode | undefined, expression: string, patterns: Map<string, LinearRegex>): void {
  if (node?.op !== 'value' || typeof node.args !== 'string') {
    throw new BenchError(`condition: ${expression}: the pattern of matches() must be written out in quotes`);
  }
  patterns.set(node.args, linearRegex(node.args));
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
