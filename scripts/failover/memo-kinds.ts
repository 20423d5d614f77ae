import type { ModelMask } from '../../harness/model.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { Assessment, RouterKind } from '../../harness/router.ts';

/**
 * The same kinds of routers, which assess each request once for as long as it is the same object under the same mask: a
 * replay decides every request several times, under other live signals.
 */
export function memoKinds(kinds: readonly RouterKind[]): RouterKind[] {
  return kinds.map((kind) => ({
    ...kind,
    restore(spec) {
      const router = kind.restore(spec);
      const known = new WeakMap<RouteRequest, Map<string, Assessment>>();
      return {
        ...router,
        async assess(requests, allowed, tools) {
          const keys = allowed.map(maskKey);
          const missing = requests.flatMap((request, i) => (known.get(request)?.has(keys[i]!) ? [] : [i]));
          const made =
            missing.length === 0
              ? []
              : await router.assess(
                  missing.map((i) => requests[i]!),
                  missing.map((i) => allowed[i]!),
                  tools,
                );
          missing.forEach((i, at) => {
            const own = known.get(requests[i]!) ?? new Map<string, Assessment>();
            known.set(requests[i]!, own.set(keys[i]!, made[at]!));
          });
          return requests.map((request, i) => known.get(request)!.get(keys[i]!)!);
        },
      };
    },
  }));
}

function maskKey(mask: ModelMask): string {
  return mask.join('');
}
