import { z } from 'zod';
import { costAt, type Model } from '../../harness/model.ts';
import { emptySignal, type OutcomeTable, type SignalColumn } from '../../harness/outcome-table.ts';
import { type Problem, throwProblem } from '../problem.ts';
import type { ReadOptions } from '../read-limits.ts';
import { readObjects } from '../read-objects.ts';

const amount = z.number().nonnegative();

/** One line of `signals.jsonl`: what one signal says of one answer. */
export const signalRowSchema = z.strictObject({
  example: z.string(),
  model: z.string(),
  signal: z.string(),
  /** Left out where the signal was asked for and none came: what that cost is still on the bill. */
  value: z.number().min(0).max(1).optional(),
  /** Tokens that the signal took, beside those of the answer. */
  inputTokens: amount.optional(),
  outputTokens: amount.optional(),
  latencyMs: amount.optional(),
  /** Default: tokens × the price of who is asked, or of the answering model. */
  costUsd: amount.optional(),
});
export type NativeSignal = z.infer<typeof signalRowSchema>;

/**
 * Reads `signals.jsonl[.gz]` into columns of `table`. A row that breaks the format, names what is not there or repeats
 * another is a problem, and left out.
 *
 * @param declared the signals of the card, with who is asked for each
 */
export async function readSignals(
  file: string,
  table: OutcomeTable,
  declared: ReadonlyMap<string, Model | undefined>,
  options: ReadOptions,
): Promise<ReadonlyMap<string, SignalColumn>> {
  const onProblem = options.onProblem ?? throwProblem;
  const width = table.models.length;
  const rowOf = new Map(table.examples.map(({ id }, i) => [id, i]));
  const modelOf = new Map(table.models.map(({ id }, m) => [id, m]));
  const columns = new Map(Array.from(declared, ([name, asked]) => [name, emptySignal(width * rowOf.size, asked)]));
  const seen = new Map(Array.from(declared.keys(), (name) => [name, new Uint8Array(width * rowOf.size)]));
  for await (const { row, value } of readObjects(file, options)) {
    const problem = (field: string | undefined, message: string): void =>
      onProblem({ file, row, field, message, severity: 'error' } satisfies Problem);
    const parsed = signalRowSchema.safeParse(value);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) problem(path.join('.') || undefined, message);
      continue;
    }
    const { example, model, signal } = parsed.data;
    const at = rowOf.get(example);
    const m = modelOf.get(model);
    const column = columns.get(signal);
    if (at === undefined) problem('example', `no example has the id ${JSON.stringify(example.slice(0, 100))}`);
    else if (m === undefined) problem('model', `the card has no model ${JSON.stringify(model.slice(0, 100))}`);
    else if (column === undefined)
      problem('signal', `the card declares no signal ${JSON.stringify(signal.slice(0, 100))}`);
    else if (seen.get(signal)![at * width + m] === 1)
      problem('signal', 'the same signal of the same answer stands twice');
    else {
      seen.get(signal)![at * width + m] = 1;
      setCell(column, at * width + m, parsed.data, column.asked ?? table.models[m]!);
    }
  }
  return columns;
}

function setCell(column: SignalColumn, cell: number, row: NativeSignal, billed: Model): void {
  const { value, inputTokens = 0, outputTokens = 0, latencyMs = 0 } = row;
  column.values[cell] = value ?? Number.NaN;
  column.inputTokens[cell] = inputTokens;
  column.outputTokens[cell] = outputTokens;
  column.latencyMs[cell] = latencyMs;
  const isFree = inputTokens === 0 && outputTokens === 0;
  const price = billed.price;
  column.costUsd[cell] = row.costUsd ?? (isFree || price === undefined ? 0 : costAt(price, inputTokens, outputTokens));
}
