import type { OutcomeTraces } from './outcome-traces.ts';
import { type Answers, type NumberColumn, type Suspicion, someAnswers } from './suspicion.ts';

/** Fewer answers may well agree. */
const FEWEST = 20;
/** Share of the answers that have one value, from which on it is called constant. */
const NEARLY_ALL = 0.95;
/** Texts differ in length when the long ones (90th percentile) are so many times as long as the short ones (10th). */
const LONGER = 1.2;
/** Answers of so few tokens ("B", "yes") are often equally long. */
const SHORT_ANSWER = 4;

/** Token counts and latencies of a model that are the same in (nearly) every row, although what was counted differs. */
export function constantColumns(answers: Answers, traces: OutcomeTraces): Suspicion[] {
  return [...constantInput(answers), ...constantOutput(answers, traces), ...latency(answers)];
}

function constantInput(answers: Answers): Suspicion[] {
  const [tokens, rows] = commonValue(answers, 'inputTokens');
  const { examples } = answers.table;
  const lengths = rows.map((row) =>
    examples[row]!.request.messages.reduce((sum, { content }) => sum + content.length, 0),
  );
  if (!isConstant(answers, rows) || !differ(lengths)) return [];
  return someAnswers(
    answers,
    'inputTokens',
    rows,
    `have ${tokens} input tokens, although the prompts differ in length`,
  );
}

function constantOutput(answers: Answers, { responseLength }: OutcomeTraces): Suspicion[] {
  const [tokens, rows] = commonValue(answers, 'outputTokens');
  if (!isConstant(answers, rows)) return [];
  const lengths = rows.flatMap((row) => responseLength(row, answers.m) ?? []);
  const isLikely = lengths.length < rows.length ? tokens > SHORT_ANSWER : differ(lengths);
  if (!isLikely || tokens === 0) return [];
  return someAnswers(answers, 'outputTokens', rows, `have ${tokens} output tokens, whatever the question`);
}

function latency(answers: Answers): Suspicion[] {
  const [ms, rows] = commonValue(answers, 'latencyMs');
  const zero = answers.rows.filter((row) => answers.at('latencyMs', row) === 0);
  const constant = ms > 0 && isConstant(answers, rows) ? rows : [];
  return [
    ...someAnswers(answers, 'latencyMs', zero, 'took 0 ms'),
    ...someAnswers(answers, 'latencyMs', constant, `took ${ms} ms exactly, whatever the question`),
  ];
}

function isConstant(answers: Answers, rows: readonly number[]): boolean {
  return rows.length >= FEWEST && rows.length >= NEARLY_ALL * answers.rows.length;
}

/** The most frequent value of a column, the first of several, and the rows that have it; missing values do not count. */
function commonValue(answers: Answers, column: NumberColumn): readonly [value: number, rows: readonly number[]] {
  const rowsOf = new Map<number, number[]>();
  for (const row of answers.rows) {
    const value = answers.at(column, row);
    if (Number.isNaN(value)) continue;
    const rows = rowsOf.get(value);
    if (rows === undefined) rowsOf.set(value, [row]);
    else rows.push(row);
  }
  let best: readonly [number, readonly number[]] = [Number.NaN, []];
  for (const entry of rowsOf) if (entry[1].length > best[1].length) best = entry;
  return best;
}

function differ(lengths: readonly number[]): boolean {
  const sorted = Float64Array.from(lengths).sort();
  return sorted[Math.floor(0.9 * sorted.length)]! > LONGER * sorted[Math.floor(0.1 * sorted.length)]!;
}
