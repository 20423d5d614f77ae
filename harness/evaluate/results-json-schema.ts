import { z } from 'zod';
import { RESULTS_VERSION, resultsSchema } from './results.ts';

/** JSON Schema (draft 2020-12) of `results.json`, generated from its one definition. Plain JSON. */
export function resultsJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(resultsSchema, { reused: 'ref' });
  return { $id: `urn:signalbox:results:${RESULTS_VERSION}`, title: 'Signalbox results', ...schema };
}
