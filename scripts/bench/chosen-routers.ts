import { BenchError } from '../../harness/bench-error.ts';
import { didYouMean } from '../../harness/nearest-word.ts';
import type { Router } from '../../harness/router.ts';

/**
 * The routers of a config that `--only` names; all where it names none.
 *
 * @throws {BenchError} for a name that the config does not have
 */
export function chosenRouters(routers: readonly Router[], only: readonly string[] | undefined): readonly Router[] {
  if (only === undefined || only.length === 0) return routers;
  const names = routers.map(({ name }) => name);
  for (const name of only) {
    if (names.includes(name)) continue;
    throw new BenchError(`--only ${name}: the config has no router of that name`, {
      hint: didYouMean(name, names, `It has ${names.join(', ')}.`),
    });
  }
  return routers.filter(({ name }) => only.includes(name));
}
