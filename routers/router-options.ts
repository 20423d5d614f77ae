import type { ZodType } from 'zod';
import { BenchError } from '../harness/bench-error.ts';

/**
 * Options of a router as written in a config, checked: a misspelt option would otherwise silently be the default.
 *
 * @throws {BenchError} naming the router and each option that is wrong
 */
export function checkedOptions<T>(router: string, schema: ZodType<T>, options: unknown): T {
  const { success, data, error } = schema.safeParse(options);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new BenchError(`${router}: ${problems.join('; ')}`, {
    hint: `The options of ${router} are described where it is defined.`,
  });
}
