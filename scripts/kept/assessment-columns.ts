import { type Numbering, numbering } from '../../harness/numbering.ts';
import type { AskedTokens, Assessment, Attachment, Bill } from '../../harness/router.ts';

/** What the numbers in the columns of one router stand for. */
export interface AssessmentNames {
  /** Classes that requests were recognised as. */
  readonly classes: readonly string[];
  /** Models that routing itself asked. */
  readonly asked: readonly string[];
  /** The signal of a cascade; absent for other routers. */
  readonly signal?: string | undefined;
}

/** Columns of one list of assessments, as read from a file: `null` where the file has none of that name. */
export type ReadColumn = (name: string) => Attachment['data'] | null;

const ASKED_WIDTH = 6;

/** Assessments by the name of their part (`validate`, `test`…), as columns. */
export function assessmentColumns(
  parts: Readonly<Record<string, readonly Assessment[]>>,
  models: number,
): { columns: Record<string, Attachment>; names: AssessmentNames } {
  const classes = numbering();
  const asked = numbering();
  const columns: Record<string, Attachment> = {};
  let signal: string | undefined;
  for (const [part, all] of Object.entries(parts)) {
    Object.assign(columns, partColumns(part, all, models, { classes, asked }));
    signal ??= all.find((assessment) => assessment.kind === 'cascade')?.signal;
  }
  const names = { classes: classes.names, asked: asked.names };
  return { columns, names: signal === undefined ? names : { ...names, signal } };
}

/**
 * Predicted quality and answer tokens (queries × models; NaN in a query that was ranked), rank of each model (queries ×
 * models, −1 = not ranked; of a cascade the order of trial), the bill (queries × 3: USD, ms, calls), the class (−1 =
 * none), the distance (NaN = none), and what was asked (one row per question: query, model, input, cached and output tokens, USD).
 */
function partColumns(
  part: string,
  all: readonly Assessment[],
  models: number,
  { classes, asked }: { classes: Numbering; asked: Numbering },
): Record<string, Attachment> {
  const quality = new Float64Array(all.length * models).fill(Number.NaN);
  const outputTokens = new Float64Array(all.length * models).fill(Number.NaN);
  const rank = new Int32Array(all.length * models).fill(-1);
  const bill = new Float64Array(all.length * 3);
  const classOf = new Int32Array(all.length).fill(-1);
  const distance = Float64Array.from(all, (assessment) => assessment.distance ?? Number.NaN);
  const questions: number[] = [];
  all.forEach((assessment, i) => {
    if (assessment.kind === 'scores') {
      quality.set(assessment.quality, i * models);
      outputTokens.set(assessment.outputTokens, i * models);
    } else {
      assessment.models.forEach((model, place) => {
        rank[i * models + model] = place;
      });
    }
    const { usd, latencyMs, calls, asked: spent = [] } = assessment.bill;
    bill.set([usd, latencyMs, calls], i * 3);
    if (assessment.class !== undefined) classOf[i] = classes.of(assessment.class);
    for (const tokens of spent) questions.push(i, asked.of(tokens.model), ...askedNumbers(tokens));
  });
  const cells = [all.length, models];
  const has = {
    scores: all.some(({ kind }) => kind === 'scores'),
    ranks: all.some(({ kind }) => kind !== 'scores'),
    classes: classOf.some((name) => name >= 0),
  };
  return {
    ...(has.scores
      ? {
          [`${part}.quality`]: { data: quality, shape: cells },
          [`${part}.outputTokens`]: { data: outputTokens, shape: cells },
        }
      : {}),
    ...(has.ranks ? { [`${part}.rank`]: { data: rank, shape: cells } } : {}),
    [`${part}.bill`]: { data: bill, shape: [all.length, 3] },
    ...(has.classes ? { [`${part}.class`]: { data: classOf, shape: [all.length] } } : {}),
    ...(distance.every(Number.isNaN) ? {} : { [`${part}.distance`]: { data: distance, shape: [all.length] } }),
    ...(questions.length === 0
      ? {}
      : {
          [`${part}.asked`]: {
            data: Float64Array.from(questions),
            shape: [questions.length / ASKED_WIDTH, ASKED_WIDTH],
          },
        }),
  };
}

function askedNumbers({ inputTokens, cachedInputTokens, outputTokens, usd = Number.NaN }: AskedTokens): number[] {
  return [inputTokens, cachedInputTokens, outputTokens, usd];
}

/**
 * The assessments of a part, as {@link assessmentColumns} wrote them; the reasons are gone.
 *
 * @throws {Error} when the columns do not fit together
 */
export function assessmentsFrom(
  read: ReadColumn,
  part: string,
  queries: number,
  models: number,
  names: AssessmentNames,
): Assessment[] {
  const column = (name: string, length: number) => {
    const data = read(`${part}.${name}`);
    if (data !== null && data.length !== length) throw new Error(`column ${part}.${name} has ${data.length} values`);
    return data;
  };
  const quality = column('quality', queries * models);
  const outputTokens = column('outputTokens', queries * models);
  const rank = column('rank', queries * models);
  const bill = column('bill', queries * 3);
  const classOf = column('class', queries);
  const distance = column('distance', queries);
  if (bill === null || (quality === null) !== (outputTokens === null))
    throw new Error(`columns of ${part} are missing`);
  const asked = askedByQuery(read(`${part}.asked`), names.asked);
  return Array.from({ length: queries }, (_, i): Assessment => {
    const [usd, latencyMs, calls] = bill.subarray(i * 3, i * 3 + 3) as unknown as [number, number, number];
    const own = asked.get(i);
    const common = {
      bill: { usd, latencyMs, calls, ...(own === undefined ? {} : { asked: own }) } satisfies Bill,
      ...(classOf === null || classOf[i]! < 0 ? {} : { class: nameAt(names.classes, classOf[i]!) }),
      ...(distance === null || Number.isNaN(distance[i]!) ? {} : { distance: distance[i]! }),
      why: () => [],
    };
    const start = i * models;
    if (quality !== null && !Number.isNaN(quality[start]!)) {
      const row = (values: Attachment['data']) => Float64Array.from(values.subarray(start, start + models));
      return { kind: 'scores', quality: row(quality), outputTokens: row(outputTokens!), ...common };
    }
    if (rank === null) throw new Error(`query ${i} of ${part} has neither scores nor ranks`);
    const order = ordered(rank.subarray(start, start + models));
    if (names.signal !== undefined) return { kind: 'cascade', models: order, signal: names.signal, ...common };
    return { kind: 'ranking', models: order, ...common };
  });
}

function askedByQuery(data: Attachment['data'] | null, models: readonly string[]): Map<number, AskedTokens[]> {
  const byQuery = new Map<number, AskedTokens[]>();
  for (let at = 0; data !== null && at < data.length; at += ASKED_WIDTH) {
    const [query, model, inputTokens, cachedInputTokens, outputTokens, usd] = data.subarray(at, at + ASKED_WIDTH);
    const own = byQuery.get(query!) ?? [];
    byQuery.set(query!, own);
    own.push({
      model: nameAt(models, model!),
      inputTokens: inputTokens!,
      cachedInputTokens: cachedInputTokens!,
      outputTokens: outputTokens!,
      ...(Number.isNaN(usd) ? {} : { usd: usd! }),
    });
  }
  return byQuery;
}

function ordered(ranks: Attachment['data']): number[] {
  const models = Array.from(ranks.keys()).filter((model) => ranks[model]! >= 0);
  return models.sort((a, b) => ranks[a]! - ranks[b]!);
}

function nameAt(names: readonly string[], at: number): string {
  const name = names[at];
  if (name === undefined) throw new Error(`there is no name ${at} among ${names.length}`);
  return name;
}
