import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import type { Random } from '../../harness/random.ts';
import { pick } from './random-condition.ts';

/** A mistake that enforcement could have: in what it was given, in what it decides, or at a hop. */
export interface Mistake {
  readonly policy?: (policy: Policy) => Policy;
  readonly route?: (route: Route, opened: OpenPolicy, rng: Random) => Route;
  /** Whoever comes next is asked without being checked. */
  readonly hopsUnchecked?: true;
}

/** What the checker must find: enforcement that is broken on purpose. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  'an error allows': {
    route(route, opened) {
      const allowed = opened.models.filter(({ id }) =>
        route.constraints.every(({ denied }) =>
          denied.every((denial) => denial.model !== id || denial.error !== undefined),
        ),
      );
      const [first, ...rest] = allowed.map(({ id }) => id);
      return first === undefined || first === route.model ? route : { ...route, model: first, fallbacks: rest };
    },
  },
  'a constraint is skipped': {
    policy: (policy) => ({ ...policy, constraints: policy.constraints.slice(1) }),
  },
  'attributes of the wrong model': {
    policy: (policy) => ({
      ...policy,
      pool: policy.pool.map((model, m) => {
        const { attributes = {} } = policy.pool[(m + 1) % policy.pool.length]!;
        return { ...model, attributes };
      }),
    }),
  },
  'exploration ignores what is allowed': {
    route: (route, opened, rng) =>
      route.model === undefined || route.accept !== undefined
        ? route
        : { ...route, model: pick(opened.models, rng).id, explored: true },
  },
  'a chain is taken whole': {
    route: (route, { policy }) => ({
      ...route,
      fallbacks: policy.failover?.chains.find(({ name }) => name === route.chain)?.to ?? route.fallbacks,
    }),
  },
  'hops are not checked': {
    hopsUnchecked: true,
  },
};
