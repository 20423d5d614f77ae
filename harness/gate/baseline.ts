import { z } from 'zod';
import { BenchError } from '../bench-error.ts';
import { BASELINE_VERSION, type BaselineFile, baselineFileSchema, HASH_LENGTH } from './baseline-schema.ts';

/** An example as the gate knows it: nothing of its text. */
export interface KnownRow {
  readonly id: string;
  /** Of all that must not change: prompt, grading, outcomes (`rowHash`). */
  readonly hash: string;
}

/** What the policy did with a test example. */
export interface TestRow extends KnownRow {
  /** Index of the pool; −1 = refused. */
  readonly model: number;
  /** 0..1 */
  readonly quality: number;
  /** Routing included. */
  readonly costUsd: number;
  /** Routing included; `null` where it was not recorded. */
  readonly latencyMs: number | null;
  /** Whether the model is the one that the label names; `null` where no label names a model. */
  readonly correct: 0 | 1 | null;
  /** Constraints that the choice breaks. */
  readonly violations: number;
  /** Examples of one cluster are not independent. */
  readonly cluster: number;
}

/** A tree as the gate compares it. */
export interface Measurement
  extends Omit<BaselineFile, 'schema' | 'version' | 'train' | 'validate' | 'test' | 'planning'> {
  readonly train: readonly KnownRow[];
  readonly validate: readonly KnownRow[];
  readonly test: readonly TestRow[];
}

/** A measurement that was written down, with what its margins may be. */
export interface Baseline extends Measurement {
  readonly planning: BaselineFile['planning'];
}

/**
 * The text of `bench.lock.json`: an example a line, so that a diff shows which ones changed.
 *
 * @returns about 35 bytes per example of train and validate, 70 per one of test
 */
export function baselineText({ train, validate, test, ...facts }: Baseline): string {
  const head = JSON.stringify({ schema: 'signalbox/baseline', version: BASELINE_VERSION, ...facts }, null, 1);
  const known = ({ id, hash }: KnownRow) => `${hash} ${id}`;
  const tuple = ({ id, hash, model, quality, costUsd, latencyMs, correct, violations, cluster }: TestRow) =>
    [id, hash, model, quality, costUsd, latencyMs, correct, violations, cluster] as const;
  const lists = [
    `"train": ${lines(train.map(known))}`,
    `"validate": ${lines(validate.map(known))}`,
    `"test": ${lines(test.map(tuple))}`,
  ];
  return `${head.slice(0, -2)},\n ${lists.join(',\n ')}\n}\n`;
}

function lines(items: readonly unknown[]): string {
  return `[\n${items.map((item) => `  ${JSON.stringify(item)}`).join(',\n')}\n ]`;
}

/**
 * Reads what {@link baselineText} wrote.
 *
 * @param file names it in errors
 * @throws {BenchError} when it is no baseline of this version, or contradicts itself
 */
export function parseBaseline(text: string, file: string): Baseline {
  const { schema: _, version: __, train, validate, test, ...facts } = checked(text, file);
  const baseline = {
    ...facts,
    train: train.map(knownRow),
    validate: validate.map(knownRow),
    test: test.map(([id, hash, model, quality, costUsd, latencyMs, correct, violations, cluster]) => ({
      id,
      hash,
      model,
      quality,
      costUsd,
      latencyMs,
      correct,
      violations,
      cluster,
    })),
  };
  checkRows(baseline, file);
  return baseline;
}

function checked(text: string, file: string): BaselineFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BenchError(`${file} is no JSON: ${(cause as Error).message}`, { hint: HINT, cause });
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > BASELINE_VERSION) {
    throw new BenchError(
      `${file} is a baseline of version ${version}, and this is Signalbox of version ${BASELINE_VERSION}`,
      {
        hint: 'Check it with the Signalbox that wrote it, or write it again.',
      },
    );
  }
  const parsed = baselineFileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = z.prettifyError({ issues: parsed.error.issues.slice(0, 5) } as z.ZodError);
  throw new BenchError(`${file} is no baseline:\n${issues}`, { hint: HINT });
}

const HINT = 'Write it again: signalbox baseline write.';

function knownRow(text: string): KnownRow {
  return { hash: text.slice(0, HASH_LENGTH), id: text.slice(HASH_LENGTH + 1) };
}

function checkRows({ models, train, validate, test }: Baseline, file: string): void {
  const seen = new Set<string>();
  for (const { id } of [...train, ...validate, ...test]) {
    if (seen.has(id)) throw new BenchError(`${file} has the example "${id.slice(0, 80)}" twice`, { hint: HINT });
    seen.add(id);
  }
  const wrong = test.find(({ model }) => model >= models.length);
  if (wrong !== undefined) {
    throw new BenchError(`${file}: there is no model ${wrong.model} in a pool of ${models.length}`, { hint: HINT });
  }
}
