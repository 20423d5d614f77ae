import { type Environment, EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { BenchError } from './bench-error.ts';
import { checkCalls, putStandIns } from './cel-calls.ts';
import { conditionEnvironment, liveFields, metadataFields, modelFields } from './cel-environment.ts';
import type { FurtherTypes, MetadataType, MetadataTypes } from './condition-types.ts';
import type { LinearRegex } from './linear-regex.ts';
import { PROMPT_FEATURES, type PromptFeatures } from './prompt-features.ts';
import type { RouteRequest, Scalar } from './request.ts';

export type { MetadataTypes } from './condition-types.ts';

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

export interface ConditionFailure {
  readonly reason: string;
}

const NOTHING: RouteRequest['metadata'] = {};
const LONGEST_EXPRESSION = 10_000;
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
