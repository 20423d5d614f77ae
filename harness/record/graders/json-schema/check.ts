import type { z } from 'zod';

/** What is wrong with a value, in words; `undefined` where it is valid. */
export type Check = (value: unknown, walk: Walk) => string | undefined;

/** What one validation has taken so far. A schema may send it through the same value again and again. */
export interface Walk {
  steps: number;
  depth: number;
}

/** Most steps of one validation: about a second. */
const MOST_STEPS = 2_000_000;
const DEEPEST = 500;

/** Thrown when a validation takes too much, so that no `not` or `anyOf` can make anything else of it. */
export class TooMuch extends Error {}

/** Counts `steps` more. @throws {TooMuch} when they are too many */
export function take(walk: Walk, steps: number): void {
  walk.steps += steps;
  if (walk.steps > MOST_STEPS) throw new TooMuch(`validating takes more than ${MOST_STEPS} steps`);
}

/** Goes one level down for as long as `work` takes. @throws {TooMuch} when it is too deep */
export function deeper<T>(walk: Walk, work: () => T): T {
  if (walk.depth >= DEEPEST) throw new TooMuch(`validating goes more than ${DEEPEST} levels deep`);
  walk.depth++;
  const result = work();
  walk.depth--;
  return result;
}

/** Where a keyword stands. */
export interface Place {
  /** The keywords beside it. */
  readonly siblings: Readonly<Record<string, unknown>>;
  /** For people: `properties.age`. */
  readonly path: string;
  /** The check of a schema inside it. @throws {BenchError} where it is no schema */
  compile(schema: unknown, ...path: readonly string[]): Check;
}

/** A keyword: what its argument may be, and what it demands of values. */
export interface Keyword {
  readonly argument: z.ZodType;
  make(argument: unknown, place: Place): Check;
}

export function keyword<T>(argument: z.ZodType<T>, make: (argument: T, place: Place) => Check): Keyword {
  return { argument, make: make as Keyword['make'] };
}
