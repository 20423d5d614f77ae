import type { Results } from '../../harness/evaluate/results.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { RouterSpec } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { fixed, mixture } from '../../routers/index.ts';

/** The spec of a policy that needs no router: one model, or a mixture that draws as the report did. */
export async function specWithoutRouter(
  { policy: { candidate, kind }, mixture: mixed }: Results,
  table: OutcomeTable,
  salt: string,
  tools: Tools,
): Promise<RouterSpec> {
  const router = kind === 'single' ? fixed({ model: candidate }) : mixture({ shares: mixed!.models, salt });
  return (await router.fit(table, tools)).spec;
}
