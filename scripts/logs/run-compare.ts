import { BenchError } from '../../harness/bench-error.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { type Arm, type ComparedFigure, compareArms } from '../../harness/off-policy/compare-arms.ts';
import { type SampleRatio, sampleRatio } from '../../harness/off-policy/sample-ratio.ts';
import { clusterKey } from './log-clusters.ts';

export const COMPARISON_VERSION = 1;

/** What `signalbox compare-logs` found. Differences are B − A. */
export interface LogComparison {
  readonly schema: 'signalbox/log-comparison';
  readonly version: typeof COMPARISON_VERSION;
  readonly a: ArmFacts;
  readonly b: ArmFacts;
  /** Conversations (or distinct requests) that are in both logs. */
  readonly unitsInBoth: number;
  readonly figures: readonly ComparedFigure[];
  readonly sampleRatio?: SampleRatio;
  /** Quality and cost by a metadata field; described, not part of the family of tests. */
  readonly slices?: readonly LogSlice[];
}

export interface ArmFacts {
  readonly file: string;
  readonly policies: readonly string[];
  readonly records: number;
  readonly units: number;
  readonly graded: number;
}

export interface LogSlice {
  readonly value: string;
  readonly figures: readonly ComparedFigure[];
}

export interface NamedLog {
  readonly file: string;
  readonly records: readonly DecisionRecord[];
}

export interface CompareOptions {
  /** Share of A that was intended, in (0, 1). */
  readonly split?: number | undefined;
  /** Metadata field to slice by. */
  readonly by?: string | undefined;
}

/**
 * Compares two policies that ran side by side.
 *
 * @throws {BenchError} for logs that share records, and for a metadata field that neither has
 */
export function runCompare(a: NamedLog, b: NamedLog, { split, by }: CompareOptions = {}): LogComparison {
  checkApart(a, b);
  const numbers = new Map<string, number>();
  const [armA, armB] = [armOf(a.records, numbers), armOf(b.records, numbers)];
  const [unitsA, unitsB] = [new Set(armA.units), new Set(armB.units)];
  return {
    schema: 'signalbox/log-comparison',
    version: COMPARISON_VERSION,
    a: factsOf(a, armA, unitsA.size),
    b: factsOf(b, armB, unitsB.size),
    unitsInBoth: [...unitsA].filter((unit) => unitsB.has(unit)).length,
    figures: compareArms(armA, armB),
    ...(split === undefined ? {} : { sampleRatio: sampleRatio(unitsA.size, unitsB.size, split) }),
    ...(by === undefined ? {} : { slices: slicesOf(a, b, by) }),
  };
}

function checkApart(a: NamedLog, b: NamedLog): void {
  const ids = new Set(a.records.map(({ id }) => id));
  const shared = b.records.filter(({ id }) => ids.has(id));
  if (shared.length === 0) return;
  throw new BenchError(
    `${shared.length} ids are in ${a.file} and in ${b.file}, the first is ${JSON.stringify(shared[0]!.id)}: a request is answered by one policy`,
    { hint: 'Policies that answered the same requests are compared by signalbox bench, pair by pair.' },
  );
}

/** @param numbers of clusters by key; shared by both arms, and added to */
function armOf(records: readonly DecisionRecord[], numbers: Map<string, number>): Arm {
  const column = (value: (record: DecisionRecord) => number) => Float64Array.from(records, value);
  const isFailed = (record: DecisionRecord) => record['error.type'] !== undefined;
  return {
    quality: column((record) => {
      if (record.model === null) return 0;
      return isFailed(record) ? Number.NaN : (record.quality ?? Number.NaN);
    }),
    costUsd: column(({ model, costUsd, routing }) => (model === null ? 0 : (costUsd ?? Number.NaN)) + routing.usd),
    latencyMs: column((record) => {
      if (record.model === null || isFailed(record)) return Number.NaN;
      return (record.latencyMs ?? Number.NaN) + record.routing.latencyMs;
    }),
    failed: column((record) => (isFailed(record) ? 1 : 0)),
    refused: column((record) => (isRefused(record) ? 1 : 0)),
    units: Int32Array.from(records, (record) => {
      const key = clusterKey(record);
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    }),
  };
}

/** By the policy, that no model was allowed for, or by the model. */
function isRefused(record: DecisionRecord): boolean {
  const reasons = record['gen_ai.response.finish_reasons'] ?? [];
  return record.model === null || reasons.some((reason) => reason === 'content_filter' || reason === 'refusal');
}

function factsOf({ file, records }: NamedLog, { quality }: Arm, units: number): ArmFacts {
  return {
    file,
    policies: [...new Set(records.map(({ policy }) => policy))].sort(),
    records: records.length,
    units,
    graded: quality.filter((value) => !Number.isNaN(value)).length,
  };
}

function slicesOf(a: NamedLog, b: NamedLog, by: string): LogSlice[] {
  const sliceOf = ({ request }: DecisionRecord) =>
    request !== undefined && Object.hasOwn(request.metadata, by) ? String(request.metadata[by]) : undefined;
  const values = [...new Set([...a.records, ...b.records].map(sliceOf))].filter((value) => value !== undefined).sort();
  if (values.length === 0) {
    throw new BenchError(`--by ${by}: no record has this metadata field`, {
      hint: 'Metadata is logged with the request (field request.metadata).',
    });
  }
  if (values.length > MOST_SLICES) {
    throw new BenchError(`--by ${by}: it has ${values.length} values; at most ${MOST_SLICES} can be told apart`);
  }
  return values.map((value) => {
    const numbers = new Map<string, number>();
    const [inA, inB] = [a, b].map(({ records }) =>
      armOf(
        records.filter((record) => sliceOf(record) === value),
        numbers,
      ),
    ) as [Arm, Arm];
    return { value, figures: compareArms(inA, inB, ['quality', 'costUsd']) };
  });
}

const MOST_SLICES = 50;
