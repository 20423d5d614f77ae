import type { CalibrationFigure, CalibrationPart } from '../calibration/parts.ts';
import { MISTAKES } from './broken-enforcement.ts';
import { manyPolicies } from './many-policies.ts';

const POLICIES_PER_RUN = 20;
const REQUESTS_EACH = 5;
/** Policies that each deliberate mistake is tried with, per run. */
const BROKEN_PER_RUN = 0.2;
const NEVER = { atMost: 0 };

/** Whether constraints hold, whatever the policy and whoever fails: 100,000 requests at 1,000 runs. */
export const constraintsPart: CalibrationPart = {
  name: 'constraints',
  title: 'constraints under failures',
  setting:
    'Random policies × random requests, 70 % of all attempts fail; an independent checker with another CEL looks at every record. With mistakes built into the enforcement it must find some.',
  async measure({ runs }, onProgress) {
    const policies = runs * POLICIES_PER_RUN;
    const found = await manyPolicies({ policies, requestsEach: REQUESTS_EACH, seed: 1, onProgress });
    const figures: CalibrationFigure[] = [
      { name: 'requests with a violation', count: found.violating, runs: found.requests, ...NEVER },
      { name: 'verdicts of the two CELs that differ', count: found.disagreements, runs: found.verdicts, ...NEVER },
      { name: 'verdicts that are errors', count: found.undecided, runs: found.verdicts },
      { name: 'refusals', count: found.refusedRequests, runs: found.requests },
      { name: 'attempts at a further model', count: found.hops, runs: found.attempts },
    ];
    for (const [words, mistake] of Object.entries(MISTAKES)) {
      const broken = { policies: Math.ceil(runs * BROKEN_PER_RUN), requestsEach: REQUESTS_EACH, seed: 2, mistake };
      const { violating, requests } = await manyPolicies(broken);
      figures.push({
        name: `violations found where ${words}`,
        count: violating,
        runs: requests,
        atLeast: 1 / requests,
      });
    }
    return figures;
  },
};
