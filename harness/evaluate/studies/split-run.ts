import type { Results } from '../results.ts';
import type { SplitRun } from './splits-schema.ts';

/** What a study of splits keeps of one evaluation. */
export function splitRun({ seed, referenceModel, routers, policy }: Results): SplitRun {
  const { candidate, kind, chosen, broken } = policy;
  const { value, low, high } = chosen.qualityGained;
  return {
    seed,
    referenceModel,
    routers: routers.map(({ name, aiqMinusZero }) => ({ name, aiqMinusZero: aiqMinusZero.value })),
    policy: {
      candidate,
      kind,
      promised: { costUsd: chosen.validate.costUsd, quality: chosen.validate.quality },
      delivered: { costUsd: chosen.costUsd.value, quality: chosen.quality.value },
      costSaved: 'value' in chosen.costSaved ? chosen.costSaved.value : chosen.costSaved,
      qualityGained: { value, low, high },
      ...(broken !== undefined && { broken }),
    },
  };
}
