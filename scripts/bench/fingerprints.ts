import type { BenchConfig } from '../../harness/config.ts';
import { bytesOf, fingerprint } from '../../harness/fingerprint.ts';
import type { Model } from '../../harness/model.ts';
import type { RouterSpec } from '../../harness/router.ts';
import type { FittedCandidate } from './fit-candidates.ts';
import { isRedacted } from './is-redacted.ts';

export function pricesFingerprint(models: readonly Model[]): string {
  return fingerprint(JSON.stringify(models.map(({ id, price }) => [id, price])));
}

/** What was compared and how: the settings as data, and each router as it was fitted. */
export function configFingerprint(config: BenchConfig, fitted: readonly FittedCandidate[]): string {
  const { models, objective, seed, split, shuffledControl, traffic } = config;
  const { attributes, metadata, constraints, failover, limits, sessions } = config;
  return fingerprint(
    JSON.stringify({
      models,
      objective,
      seed,
      split,
      shuffledControl,
      traffic,
      attributes,
      metadata,
      constraints,
      failover,
      limits,
      sessions,
      ...(isRedacted(config) && { redact: true }),
    }),
    ...fitted.flatMap(({ candidate, spec }) => [candidate.name, specFingerprint(spec)]),
  );
}

function specFingerprint(spec: RouterSpec): string {
  const attachments = Object.entries(spec.attachments).flatMap(([name, { data }]) => [name, bytesOf(data)]);
  return fingerprint(spec.kind, JSON.stringify(spec.models), JSON.stringify(spec.params), ...attachments);
}
