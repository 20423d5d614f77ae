import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import type { Measurement } from '../../harness/gate/baseline.ts';
import { allowedAt, takeRows } from '../../harness/outcome-table.ts';
import type { Router } from '../../harness/router.ts';
import { fixed, mixture } from '../../routers/index.ts';
import { pricesFingerprint } from '../bench/fingerprints.ts';
import { requestsAt } from '../bench/fit-router.ts';
import { policySalt } from '../bench/policy-salt.ts';
import { codeVersion } from '../package-version.ts';
import { decidedAt } from '../policy/decided.ts';
import type { GateTree } from './gate-tree.ts';
import type { MeasuredPolicy } from './measured-policy.ts';

/**
 * Fits the router that ships, and nothing else, and asks it about test at the operating point of the baseline. Several times
 * faster than the whole comparison; what it cannot tell is whether something else would ship by now.
 *
 * @returns `undefined` where the config has no such router any more
 */
export async function refitShipped(tree: GateTree, policy: Measurement['policy']): Promise<MeasuredPolicy | undefined> {
  const { config, dataset, table, split, tools } = tree;
  const salt = policySalt(dataset.card.name, config.seed);
  const router = shippedRouter(policy, config.routers, salt);
  if (router === undefined) return undefined;
  const own = router.withIds?.(table.examples) ?? router;
  const fitted = await own.fit(takeRows(table, split.train), tools);
  const requests = requestsAt(table, split.test);
  const outcomes = outcomesOf(table, split.test);
  const masks = Array.from(split.test, (row) => allowedAt(table, row));
  const assessments = await fitted.assess(requests, masks, tools);
  const inputTokens = Float64Array.from(split.test, (row) => tree.data.inputTokens[row]!);
  const { models } = table;
  const responses = tools.completer.fingerprint();
  return {
    policy,
    decided: decidedAt({ assessments, requests, outcomes, models, inputTokens }, policy.operatingPoint, salt),
    routers: [],
    fingerprints: {
      dataset: dataset.fingerprint,
      prices: pricesFingerprint(models),
      embedder: tools.embedder?.fingerprint ?? null,
      ...(responses === undefined ? {} : { responses }),
      config: fingerprint(JSON.stringify(fitted.spec.params)),
      code: codeVersion(),
    },
    outcomes,
  };
}

function shippedRouter(
  { candidate, kind, shares }: Measurement['policy'],
  routers: readonly Router[],
  salt: string,
): Router | undefined {
  if (kind === 'single') return fixed({ model: candidate });
  if (kind === 'mixture') return shares === undefined ? undefined : mixture({ shares, salt });
  return routers.find(({ name }) => name === candidate);
}
