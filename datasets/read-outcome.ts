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
  /** Name of the column or key of a field, where it is not the field's own. */
  readonly names?: Readonly<Partial<Record<keyof RawOutcome, string>>>;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** What is missing or broken: all numbers NaN. */
export const NOT_ANSWERED = {
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
  const native = numberOf(raw.quality);
  const status = statusOf(raw, native);
  const quality = (native - scale.min) / (scale.max - scale.min);
  const costUsd = numberOf(raw.costUsd);
  const latencyMs = numberOf(raw.latencyMs);
  const inputTokens = numberOf(raw.inputTokens);
  const cachedInputTokens = numberOf(raw.cachedInputTokens);
  const outputTokens = numberOf(raw.outputTokens);
  // One comparison for each number: NaN (absent) passes, BROKEN and infinity do not.
  const sound =
    status >= 0 &&
    !(native < scale.min || native > scale.max) &&
    !(costUsd < 0 || costUsd > LARGEST) &&
    !(latencyMs < 0 || latencyMs > LARGEST) &&
    !(inputTokens < 0 || inputTokens > LARGEST) &&
    !(outputTokens < 0 || outputTokens > LARGEST) &&
    !(cachedInputTokens < 0 || cachedInputTokens > LARGEST || cachedInputTokens > inputTokens);
  if (!sound) {
    reportProblems(raw, place, scale, onProblem);
    return undefined;
  }
  return isAnswered(status)
    ? { status, quality, costUsd, latencyMs, inputTokens, cachedInputTokens, outputTokens }
    : { status, ...NOT_ANSWERED };
}

const NUMBERS = ['costUsd', 'latencyMs', 'inputTokens', 'cachedInputTokens', 'outputTokens'] as const;
const LARGEST = Number.MAX_VALUE;
/** Stands for a value that is no number: below every scale, and negative. */
const BROKEN = Number.NEGATIVE_INFINITY;

/** Says of each field what is wrong with it. */
function reportProblems(raw: RawOutcome, place: OutcomePlace, scale: Scale, onProblem: OnProblem): void {
  const { file, row, names } = place;
  const report = (field: keyof RawOutcome, message: string) =>
    onProblem({ file, row, field: names?.[field] ?? field, message, severity: 'error' });
  const quality = numberOf(raw.quality);
  if (statusOf(raw, quality) < 0) report('status', `${show(raw.status)} is not one of ${STATUS_NAMES.join(', ')}`);
  if (quality < scale.min || quality > scale.max) {
    const wrong = quality === BROKEN ? 'is no number on' : 'is outside';
    report('quality', `${show(raw.quality)} ${wrong} the scale ${scale.min}..${scale.max}`);
  }
  for (const field of NUMBERS) {
    const value = numberOf(raw[field]);
    if (value < 0 || value > LARGEST) report(field, `${show(raw[field])} is not a finite number ≥ 0`);
  }
  const [input, cached] = [numberOf(raw.inputTokens), numberOf(raw.cachedInputTokens)];
  if (input >= 0 && cached > input && cached <= LARGEST) {
    report('cachedInputTokens', `${cached} is more than the ${input} input tokens that they are a part of`);
  }
}

/** True for a value that stands for nothing: a blank cell, null, or a missing number as pandas writes it. */
export function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value === 'number') return Number.isNaN(value);
  return typeof value === 'string' && ABSENT.test(value);
}

const ABSENT = /^\s*(?:nan|none|null|n\/a)?\s*$/i;

/** NaN when absent, BROKEN when it is no number. Booleans are 1 and 0. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value === undefined || value === null || value === '') return Number.NaN;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' ? numberIn(value) : BROKEN;
}

function numberIn(text: string): number {
  const number = Number(text);
  // Number('  ') is 0.
  if (!Number.isNaN(number)) return number === 0 && text.trim() === '' ? Number.NaN : number;
  const word = text.trim().toLowerCase();
  if (word === 'true') return 1;
  if (word === 'false') return 0;
  if (ABSENT.test(word)) return Number.NaN;
  return INFINITE.test(word) ? Number.POSITIVE_INFINITY : BROKEN;
}

const INFINITE = /^\+?inf(?:inity)?$/;

/** The stated status; else an error where there is an error code; else ok exactly where there is a quality. −1: unknown. */
function statusOf(raw: RawOutcome, quality: number): number {
  if (!isAbsent(raw.status)) {
    const name = raw.status as StatusName;
    return typeof name === 'string' && Object.hasOwn(STATUS, name) ? STATUS[name] : -1;
  }
  if (!isAbsent(raw.errorCode)) return STATUS.error;
  return Number.isNaN(quality) ? STATUS.missing : STATUS.ok;
}

function show(value: unknown): string {
  // JSON has no infinity.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
