import type { ZodType } from 'zod';
import type { ReadLimits } from '../../datasets/read-limits.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import { BenchError } from '../../harness/bench-error.ts';
import {
  DECISION_VERSION,
  type DecisionGrade,
  type DecisionRecord,
  decisionGradeSchema,
  decisionRecordSchema,
} from '../../harness/decision-record.ts';

/** What a log may have at most: it is held in memory. */
export interface LogLimits extends Pick<ReadLimits, 'maxTextBytes' | 'maxLineBytes'> {
  readonly maxRecords: number;
}

const LIMITS: LogLimits = { maxTextBytes: 4 * 2 ** 30, maxLineBytes: 4 * 2 ** 20, maxRecords: 1_000_000 };

/**
 * Reads a log of decisions, JSONL or JSONL.gz, and joins the grades that came later.
 *
 * @param gradesFile lines of `DecisionGrade`; what a grade has replaces what the record has
 * @throws {BenchError} naming file, row and field: for a line that is no record of a version known here, for an id that
 * comes twice, and for what goes beyond the limits
 */
export async function readDecisions(
  file: string,
  { grades: gradesFile, limits = {} }: { grades?: string | undefined; limits?: Partial<LogLimits> } = {},
): Promise<DecisionRecord[]> {
  const most = { ...LIMITS, ...limits };
  const records = await readById(file, 'signalbox/decision', decisionRecordSchema, most);
  if (gradesFile === undefined) return [...records.values()];
  const grades = await readById(gradesFile, 'signalbox/grade', decisionGradeSchema, most);
  let joined = 0;
  for (const [id, grade] of grades) {
    const record = records.get(id);
    if (record === undefined) continue;
    records.set(id, graded(record, grade));
    joined += 1;
  }
  if (joined === 0) {
    throw new BenchError(`${gradesFile}: none of its ${grades.size} ids is in ${file}`, {
      hint: 'A grade is joined to the record of the same id.',
    });
  }
  return [...records.values()];
}

function graded(record: DecisionRecord, { quality, costUsd, latencyMs }: DecisionGrade): DecisionRecord {
  return {
    ...record,
    ...(quality === undefined ? {} : { quality }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
}

/** The records of a log one by one, of which only the ids are kept; the errors are those of {@link readDecisions}. */
export function decisionsOf(file: string, limits: Partial<LogLimits> = {}): AsyncGenerator<DecisionRecord> {
  return linesOf(file, 'signalbox/decision', decisionRecordSchema, { ...LIMITS, ...limits });
}

async function readById<T extends { readonly id: string }>(
  file: string,
  name: string,
  schema: ZodType<T>,
  limits: LogLimits,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const line of linesOf(file, name, schema, limits)) found.set(line.id, line);
  return found;
}

async function* linesOf<T extends { readonly id: string }>(
  file: string,
  name: string,
  schema: ZodType<T>,
  limits: LogLimits,
): AsyncGenerator<T> {
  const rows = new Map<string, number>();
  for await (const { row, value } of readObjects(file, { limits })) {
    const line = parsedLine(`${file}, row ${row}`, value, name, schema);
    if (rows.has(line.id)) {
      throw new BenchError(
        `${file}, row ${row}, field "id": ${JSON.stringify(line.id)} is in row ${rows.get(line.id)} too`,
      );
    }
    if (rows.size === limits.maxRecords) {
      throw new BenchError(`${file} has more than ${limits.maxRecords} records`, {
        hint: 'Take a random part of them.',
      });
    }
    rows.set(line.id, row);
    yield line;
  }
}

function parsedLine<T>(place: string, value: Readonly<Record<string, unknown>>, name: string, schema: ZodType<T>): T {
  if (value.schema !== name) {
    throw new BenchError(
      `${place}, field "schema": "${name}" is expected, not ${JSON.stringify(value.schema) ?? 'none'}`,
    );
  }
  if (typeof value.version === 'number' && value.version > DECISION_VERSION) {
    throw new BenchError(`${place} has version ${value.version}; this Signalbox reads up to ${DECISION_VERSION}`, {
      hint: 'Install a newer Signalbox to read it.',
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new BenchError(`${place}${path.length === 0 ? '' : `, field "${path.join('.')}"`}: ${message}`);
}
