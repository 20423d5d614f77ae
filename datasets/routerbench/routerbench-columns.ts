import { BenchError } from '../../harness/bench-error.ts';

const COST = '|total_cost';
const RESPONSE = '|model_response';

/** Where things stand in a RouterBench row; positions in `TableRow.values`. */
export interface RouterBenchColumns {
  readonly id: number;
  readonly prompt: number;
  readonly task: number;
  readonly models: readonly ModelColumns[];
}

export interface ModelColumns {
  readonly id: string;
  readonly score: number;
  readonly cost: number;
  /** −1 where the file has no responses. */
  readonly response: number;
}

/**
 * Finds the columns of RouterBench's wide table: a model `M` has its score in column `M`, its cost in `M|total_cost`
 * and its response in `M|model_response`.
 *
 * @throws {BenchError} naming what is missing
 */
export function routerBenchColumns(file: string, columns: readonly string[]): RouterBenchColumns {
  const at = new Map(columns.map((name, i) => [name, i]));
  const need = (name: string): number => {
    const position = at.get(name);
    if (position !== undefined) return position;
    throw new BenchError(`${file} has no column "${name}"`, {
      hint: 'A RouterBench file has sample_id, prompt, eval_name and, for each model M, M, M|total_cost and M|model_response.',
    });
  };
  // In the order of the score columns: the cost columns of the published files stand in another one.
  const models = columns
    .filter((name) => name.endsWith(COST))
    .map((name) => name.slice(0, -COST.length))
    .map((id) => ({ id, score: need(id), cost: need(id + COST), response: at.get(id + RESPONSE) ?? -1 }))
    .sort((a, b) => a.score - b.score);
  const fixed = { id: need('sample_id'), prompt: need('prompt'), task: need('eval_name') };
  if (models.length === 0) need('<model>|total_cost');
  return { ...fixed, models };
}
