import type { OutcomeTable } from '../../outcome-table.ts';
import { random } from '../../random.ts';

/**
 * The table with a share of the grades of `rows` made wrong: where a task is graded right or wrong, the grade is inverted;
 * where it is graded by degrees, it is replaced by the model's grade on another of these rows of the task, drawn at random.
 * Costs, lengths and signals stay. What is wrong at one rate is wrong at every higher one.
 *
 * @param rate 0..1, of the graded cells
 */
export function withWrongGrades(
  table: OutcomeTable,
  rows: readonly number[],
  rate: number,
  seed: number,
): OutcomeTable {
  const width = table.models.length;
  const quality = table.quality.slice();
  const byTask = rowsByTask(table, rows);
  const binary = new Map(Array.from(byTask, ([task, own]) => [task, isBinary(table, own)]));
  for (const row of rows) {
    const { id, task } = table.examples[row]!;
    const others = byTask.get(task)!;
    const draw = random(seedOf(id, seed));
    for (let m = 0; m < width; m++) {
      const [isWrong, other] = [draw.next() < rate, others[draw.integer(others.length)]!];
      const cell = row * width + m;
      if (!isWrong || Number.isNaN(quality[cell]!)) continue;
      quality[cell] = binary.get(task)! ? 1 - table.quality[cell]! : table.quality[other * width + m]!;
    }
  }
  return { ...table, quality };
}

function rowsByTask({ examples }: OutcomeTable, rows: readonly number[]): ReadonlyMap<string, readonly number[]> {
  const byTask = new Map<string, number[]>();
  for (const row of rows) {
    const { task } = examples[row]!;
    const own = byTask.get(task);
    if (own === undefined) byTask.set(task, [row]);
    else own.push(row);
  }
  return byTask;
}

function isBinary({ models, quality }: OutcomeTable, rows: readonly number[]): boolean {
  const width = models.length;
  return rows.every((row) =>
    quality.subarray(row * width, (row + 1) * width).every((q) => q === 0 || q === 1 || Number.isNaN(q)),
  );
}

/** By example, so that the errors of an example do not depend on which others are graded wrong with it (FNV-1a). */
function seedOf(id: string, seed: number): number {
  let hash = 0x811c_9dc5 ^ seed;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x0100_0193);
  return hash >>> 0;
}
