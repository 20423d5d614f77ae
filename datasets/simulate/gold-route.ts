import type { Scalar } from '../../harness/request.ts';
import { expectedQuality, type Shown } from './latent.ts';
import { POOL } from './pool.ts';
import type { Prompt } from './prompts.ts';

/** How much expected quality the gold route gives up against the best allowed model. */
export const GOLD_MARGIN = 0.04;

/**
 * The gold route: the cheapest allowed model whose expected quality is within `GOLD_MARGIN` of the best allowed one's,
 * for somebody who knows the simulation, the task, and what shows of the difficulty — not the outcome.
 */
export function goldRoute(prompt: Prompt, shown: Shown): string {
  const allowed = POOL.filter(
    (model, m) => isAllowed(model.model.attributes!, prompt.metadata) && !(prompt.long && m === 0),
  );
  const quality = allowed.map((model) => expectedQuality(model, shown));
  const enough = Math.max(...quality) - GOLD_MARGIN;
  return allowed[quality.findIndex((q) => q >= enough)]!.model.id;
}

/** Health data needs a business associate agreement; requests from the EU may not go to a model that runs in the US only. */
function isAllowed(attributes: Readonly<Record<string, Scalar>>, metadata: Readonly<Record<string, Scalar>>): boolean {
  if (metadata.dataClass === 'phi' && attributes.baa !== true) return false;
  return metadata.region !== 'eu' || attributes.region !== 'us';
}
