import { Environment, EvaluationError } from '@marcbachmann/cel-js';
import { STAND_INS } from './cel-calls.ts';
import type { FurtherTypes, MetadataTypes } from './condition-types.ts';
import type { LinearRegex } from './linear-regex.ts';
import { PROMPT_FEATURES, PromptFeatures } from './prompt-features.ts';
import type { RouteRequest, Scalar } from './request.ts';

/** A policy file may come from anywhere: what an expression can cost is bounded before it ever runs. */
const LIMITS = { maxAstNodes: 500, maxDepth: 50, maxListElements: 500, maxMapEntries: 50, maxCallArguments: 5 };
const INT_BITS = 64;

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

/** A map takes longer to make than most conditions to evaluate, and one request is asked about many times. */
export const [metadataFields, modelFields, liveFields] = [MetadataFields, ModelFields, LiveFields].map((kind) => {
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

/** Variables, functions and operators of conditions, beside those of CEL. */
export function conditionEnvironment(
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
