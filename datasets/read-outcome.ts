import { isAnswered, STATUS, STATUS_NAMES, type StatusName } from '../harness/outcome-table.ts';
import type { Outcome } from './growing-outcomes.ts';
import type { OnProblem } from './problem.ts';

/** The fields of one outcome as a file holds them; `undefined`, `null` and '' are absent. */
export interface RawOutcome {
  readonly status?: unknown;
  readonly errorCode?: unknown;
  readonly quality?: unknown;
  readonly costUsd?: unknown;
  readonly latencyMs?: unknown;
  readonly inputTokens?: unknown;
  readonly cachedInputTokens?: unknown;
  readonly outputTokens?: unknown;
}

/** Where an outcome stands, and how its fields are called there. */
export interface OutcomePlace {
  readonly file: string;
  readonly row: number;
  /** Name of the column or key for a field; the field's own name by default. */
  fieldName?(field: keyof RawOutcome): string;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** What is missing or broken: all numbers NaN. */
const NOT_ANSWERED = {
  quality: Number.NaN,
  costUsd: Number.NaN,
  latencyMs: Number.NaN,
  inputTokens: Number.NaN,
  cachedInputTokens: Number.NaN,
  outputTokens: Number.NaN,
};

/**
 * Checks one outcome and brings its quality from the native scale to 0..1. Written by hand and not as a zod schema,
 * because a million examples have eleven million of these.
 *
 * A provider error or a missing answer has no numbers at all: missing is not zero.
 *
 * @returns `undefined` after a problem
 */
export function readOutcome(
  raw: RawOutcome,
  place: OutcomePlace,
  scale: Scale,
  onProblem: OnProblem,
): Outcome | undefined {
  let sound = true;
  const report = (field: keyof RawOutcome, message: string) => {
    const { file, row } = place;
    onProblem({ file, row, field: place.fieldName?.(field) ?? field, message, severity: 'error' });
    sound = false;
  };
  const nonNegative = (field: keyof RawOutcome): number => {
    const value = numberOf(raw[field]);
    if (value === undefined) report(field, `a number is expected, not ${show(raw[field])}`);
    else if (value < 0 || value === Number.POSITIVE_INFINITY) {
      report(field, `${show(raw[field])} is not allowed: a finite number ≥ 0`);
    }
    return value ?? Number.NaN;
  };
  const quality = numberOf(raw.quality);
  if (quality === undefined) report('quality', `a number is expected, not ${show(raw.quality)}`);
  else if (quality < scale.min || quality > scale.max) {
    report('quality', `${show(raw.quality)} is outside the scale ${scale.min}..${scale.max}`);
  }
  const status = statusOf(raw, quality);
  if (status === undefined) report('status', `${show(raw.status)} is not one of ${STATUS_NAMES.join(', ')}`);
  const numbers = {
    quality: ((quality ?? Number.NaN) - scale.min) / (scale.max - scale.min),
    costUsd: nonNegative('costUsd'),
    latencyMs: nonNegative('latencyMs'),
    inputTokens: nonNegative('inputTokens'),
    cachedInputTokens: nonNegative('cachedInputTokens'),
    outputTokens: nonNegative('outputTokens'),
  };
  if (numbers.cachedInputTokens > numbers.inputTokens) {
    report(
      'cachedInputTokens',
      `${numbers.cachedInputTokens} is more than the ${numbers.inputTokens} inputTokens they are a part of`,
    );
  }
  if (!sound) return undefined;
  return isAnswered(status!) ? { status: status!, ...numbers } : { status: status!, ...NOT_ANSWERED };
}

/** True for a value that stands for nothing: a blank cell, null, or a missing number as pandas writes it. */
export function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value === 'number') return Number.isNaN(value);
  return typeof value === 'string' && ABSENT.test(value);
}

const ABSENT = /^\s*(?:nan|none|null|n\/a)?\s*$/i;

/** NaN when absent, `undefined` when it is no number. Booleans are 1 and 0. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value === undefined || value === null || value === '') return Number.NaN;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return undefined;
  const number = Number(value);
  if (!Number.isNaN(number)) return value.trim() === '' ? Number.NaN : number;
  if (ABSENT.test(value)) return Number.NaN;
  const truth = value.trim().toLowerCase();
  return truth === 'true' ? 1 : truth === 'false' ? 0 : INFINITE.test(value) ? Number.POSITIVE_INFINITY : undefined;
}

const INFINITE = /^\s*\+?inf(?:inity)?\s*$/i;

/** The stated status; else an error where there is an error code; else ok exactly where there is a quality. */
function statusOf(raw: RawOutcome, quality: number | undefined): number | undefined {
  if (isAbsent(raw.status)) {
    if (!isAbsent(raw.errorCode)) return STATUS.error;
    return quality === undefined || Number.isNaN(quality) ? STATUS.missing : STATUS.ok;
  }
  const name = raw.status as StatusName;
  return typeof name === 'string' && Object.hasOwn(STATUS, name) ? STATUS[name] : undefined;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
