import type { ModelId } from '../../harness/model.ts';
import { isForbiddenKey } from '../forbidden-key.ts';
import type { OnProblem } from '../problem.ts';

export interface TableModels {
  /** In order of first appearance, or as given. */
  readonly ids: readonly ModelId[];
  /** Index of a model; `undefined` when it is outside the given pool, or after a problem with its name. */
  indexOf(name: unknown, row: number): number | undefined;
}

/** More are a sign that another column was taken for the model's name; each makes every example wider. */
const MOST_MODELS = 10_000;

/** @param pool the models to read, others are skipped; `undefined` takes every model found */
export function tableModels(file: string, pool: readonly string[] | undefined, onProblem: OnProblem): TableModels {
  const ids: ModelId[] = [...(pool ?? [])];
  const index = new Map(ids.map((id, m) => [id, m]));
  return {
    ids,
    indexOf(name, row) {
      const known = index.get(name as string);
      if (known !== undefined) return known;
      const id = typeof name === 'number' ? String(name) : name;
      if (typeof id !== 'string' || id.trim() === '' || isForbiddenKey(id)) {
        onProblem({
          file,
          row,
          field: 'model',
          message: `${JSON.stringify(name)} is no model name`,
          severity: 'error',
        });
        return undefined;
      }
      if (pool !== undefined) return undefined;
      if (ids.length === MOST_MODELS) {
        onProblem({
          file,
          row,
          field: 'model',
          message: `more than ${MOST_MODELS} different models`,
          severity: 'error',
        });
        return undefined;
      }
      index.set(id, ids.length);
      return ids.push(id) - 1;
    },
  };
}
