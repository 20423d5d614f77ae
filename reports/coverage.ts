import type { Coverage } from '../harness/evaluate/coverage-schema.ts';
import type { Results } from '../harness/evaluate/results.ts';
import { pointsWords } from './figure-text.ts';
import { decimal } from './format.ts';
import { plainText } from './plain-text.ts';

export type CoverageBands = Extract<Coverage, { bands: unknown }>;

/** A router that knows how far a query is from what it was fitted on. */
export interface CoveredRouter {
  readonly name: string;
  readonly kind: string;
  readonly coverage: Coverage;
}

export function coveredRouters({ routers }: Results): readonly CoveredRouter[] {
  return routers.flatMap(({ name, kind, coverage }) => (coverage === undefined ? [] : [{ name, kind, coverage }]));
}

export function hasBands(router: CoveredRouter): router is CoveredRouter & { readonly coverage: CoverageBands } {
  return 'bands' in router.coverage;
}

/** What distance is measured to, by kind of router. */
export function nearestWhat(kind: string): string {
  if (kind === 'knn') return 'the nearest training prompt';
  if (kind === 'clusters') return 'the nearest cluster centre';
  if (kind === 'semantic-routes') return 'the nearest example utterance';
  return 'what the router was fitted on';
}

/** `0.412–0.530` */
export function bandRange({ low, high }: CoverageBands['bands'][number]): string {
  return `${decimal(low, 3)}–${decimal(high, 3)}`;
}

/** Which routers lose against the reference model where the query is far, and which figures are withheld. */
export function coverageSentences(results: Results): readonly string[] {
  const all = coveredRouters(results);
  const reference = plainText(results.referenceModel, 40);
  const sentences = all.filter(hasBands).map(({ name, coverage }) => {
    const { farthestMinusRest: difference } = coverage;
    const gap = `${pointsWords(difference)} against the other queries, measured by the difference to ${reference}`;
    const router = plainText(name, 40);
    if (difference.high < 0) {
      return `${router} does worse on the fifth of the test queries that is farthest from what it was fitted on: ${gap}. Record prompts of that kind, or let it abstain there (option abstain).`;
    }
    if (difference.low > 0) return `${router} does better on the farthest fifth: ${gap}.`;
    return `${router} does neither clearly worse nor better on the farthest fifth: ${gap}.`;
  });
  return [...sentences, ...withheldSentences(all)];
}

function withheldSentences(routers: readonly CoveredRouter[]): string[] {
  return routers.flatMap(({ name, coverage }) =>
    'undefined' in coverage ? [`Withheld for ${plainText(name, 40)}, because ${coverage.undefined}.`] : [],
  );
}
