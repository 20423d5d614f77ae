import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Limits } from '../../harness/failover/failover-schema.ts';
import { fallbackChains } from '../../harness/failover/fallback-chains.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import type { Model } from '../../harness/model.ts';
import { didYouMean } from '../../harness/nearest-word.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { constraintCheck, declaredTypes } from '../../harness/policy/constraints.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import { assertChainsAllowed } from '../../harness/policy/static-analysis/assert-chains-allowed.ts';
import { declaredMetadata } from './declared-metadata.ts';

/** What a policy says beside its router: who may see what, whom to ask after a failure, what may be spent. */
export type PolicyRules = Pick<Policy, 'metadata' | 'constraints' | 'failover' | 'limits' | 'sessions'>;

/** The models of a pool with the attributes that a config gives them beside those of the dataset. */
export function withAttributes(models: readonly Model[], { attributes = {} }: BenchConfig): readonly Model[] {
  const stranger = Object.keys(attributes).find((id) => models.every((model) => model.id !== id));
  if (stranger !== undefined) throw notInPool(`attributes: "${stranger}"`, stranger, models);
  return models.map((model) => {
    const own = Object.hasOwn(attributes, model.id) ? attributes[model.id] : undefined;
    return own === undefined ? model : { ...model, attributes: { ...model.attributes, ...own } };
  });
}

/**
 * The rules of a config for a table, each checked against its models and metadata.
 *
 * @param misfits where a rule that does not suit the dataset is told instead of thrown: for a dataset named beside the config
 * @throws {BenchError} naming the rule that names what does not exist
 */
export function policyRules(
  config: BenchConfig,
  table: OutcomeTable,
  told: { readonly values: boolean; readonly misfits: string[] | undefined },
): PolicyRules {
  const { failover, limits, sessions } = config;
  const metadata = declaredMetadata(table, config.metadata, told);
  const types = declaredTypes(metadata);
  const ids = table.models.map(({ id }) => id);
  const kept = <T extends { readonly name: string }>(what: string, rules: readonly T[], check: (rule: T) => unknown) =>
    rules.filter((rule) => fits(`${what} ${rule.name}`, () => check(rule), told.misfits));
  const constraints = kept('constraint', config.constraints ?? [], (rule) =>
    constraintCheck([rule], table.models, metadata),
  );
  const pool = table.models as Policy['pool'];
  const chains = kept('fallback chain', failover?.chains ?? [], (chain) => {
    fallbackChains([chain], ids, types);
    assertChainsAllowed({ constraints, pool, metadata, failover: { chains: [chain] } });
  });
  return {
    metadata,
    constraints,
    ...(failover === undefined ? {} : { failover: { ...failover, chains } }),
    ...(limits === undefined ? {} : { limits: limitsFor(limits, table.models, told.misfits) }),
    ...(sessions === undefined ? {} : { sessions }),
  };
}

/**
 * What constraints leave of the pool, per cell of the table; `undefined` where nothing is forbidden. A table of outcomes has no
 * moment: what constraints say of the budget is taken as if it never ended.
 */
export function allowedCells({ examples, models }: OutcomeTable, rules: PolicyRules): Uint8Array | undefined {
  if (rules.constraints.length === 0) return undefined;
  const check = constraintCheck(rules.constraints, models, rules.metadata);
  const cells = new Uint8Array(examples.length * models.length);
  examples.forEach(({ request }, row) => {
    cells.set(check(request, UNLIMITED).mask, row * models.length);
  });
  return cells.includes(0) ? cells : undefined;
}

function limitsFor(limits: Limits, models: readonly Model[], misfits: string[] | undefined): Limits {
  const isKnown = (quota: Limits['quotas'][number]) => () => {
    if (models.every(({ id }) => id !== quota.model)) throw notInPool(`quota of "${quota.model}"`, quota.model, models);
  };
  return {
    ...limits,
    quotas: limits.quotas.filter((quota) => fits(`quota of ${quota.model}`, isKnown(quota), misfits)),
  };
}

function fits(rule: string, check: () => unknown, misfits: string[] | undefined): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (misfits === undefined || !(error instanceof BenchError)) throw error;
    misfits.push(`${rule} left out, so that it binds nothing here: ${error.message.split('\n', 1)[0]}`);
    return false;
  }
}

function notInPool(what: string, id: string, models: readonly Model[]): BenchError {
  const known = models.map((model) => model.id);
  return new BenchError(`${what}: no such model in the pool`, {
    hint: didYouMean(id, known, `Models are ${known.join(', ')}.`),
  });
}
