import { BenchError } from '../../harness/bench-error.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import type { LoggedChoices } from '../../harness/off-policy/logged-choices.ts';
import type { Route } from '../../harness/policy/route.ts';
import { logClusters } from './log-clusters.ts';

/** What stands for a refusal among the actions. */
export const REFUSAL = '(refused)';

export interface NamedChoices extends LoggedChoices {
  /** Model ids, then the refusal. */
  readonly names: readonly string[];
  /** Most models that a record allows. */
  readonly mostAllowed: number;
  /** Actions that some record allows. */
  readonly known: ReadonlySet<number>;
}

/**
 * Records of a log and what another policy makes of the same requests, as matrices.
 *
 * @param routes one per record
 * @param pool model ids of the policy, in the order of the routes' propensities
 * @throws {BenchError} for records without propensities, and for a policy whose choices have none
 */
export function loggedChoicesOf(
  records: readonly DecisionRecord[],
  routes: readonly Route[],
  pool: readonly string[],
): NamedChoices {
  checkPropensities(records);
  const models = new Set(pool);
  for (const { allowed } of records) for (const model of allowed) models.add(model);
  const names = [...models, REFUSAL];
  const indexOf = new Map(names.map((name, a) => [name, a]));
  const actions = names.length;
  const chosen = Int16Array.from(records, ({ model }) => indexOf.get(model ?? REFUSAL)!);
  const logging = new Float64Array(records.length * actions);
  const target = new Float64Array(records.length * actions);
  const known = new Set<number>();
  for (const [i, record] of records.entries()) {
    for (const model of record.model === null ? [REFUSAL] : record.allowed) {
      const a = indexOf.get(model)!;
      known.add(a);
      logging[i * actions + a] = loggingChance(record, model);
    }
    target.set(targetChances(routes[i]!, pool.length), i * actions);
    if (routes[i]!.model === undefined) target[i * actions + actions - 1] = 1;
  }
  return {
    names,
    actions,
    mostAllowed: records.reduce((most, { allowed }) => Math.max(most, allowed.length), 1),
    known,
    chosen,
    // A refusal is certain: whatever is drawn, nothing is allowed.
    propensity: Float64Array.from(records, ({ propensity }) => propensity ?? 1),
    logging,
    target,
    clusters: logClusters(records),
  };
}

/** NaN where the log has only the chance of the choice. */
function loggingChance({ model, propensity, propensities }: DecisionRecord, of: string): number {
  if (model === null) return 1;
  if (propensities !== undefined) return Object.hasOwn(propensities, of) ? propensities[of]! : 0;
  return model === of ? propensity! : Number.NaN;
}

function targetChances({ propensities }: Route, models: number): readonly number[] {
  if (propensities !== undefined) return propensities;
  throw new BenchError('the policy is a cascade: which answer it takes depends on answers that a log does not have', {
    hint: `Evaluate it with signalbox bench on recorded answers of all ${models} models.`,
  });
}

function checkPropensities(records: readonly DecisionRecord[]): void {
  const without = records.filter(({ model, propensity }) => model !== null && propensity === undefined);
  if (without.length === 0) return;
  const policies = new Set(records.map(({ policy }) => policy)).size;
  const mixed = policies === 1 ? '' : ` of ${policies} policies`;
  throw new BenchError(
    `${without.length} of ${records.length} records${mixed} have no propensity, the first is ${JSON.stringify(without[0]!.id)}`,
    {
      hint: 'Without the chance of each choice nothing follows for another policy: log with a policy that has an explore share.',
    },
  );
}
