import type { CelInput } from '@bufbuild/cel';
import type { DecisionRecord } from '../decision-record.ts';
import type { Policy } from '../policy/policy.ts';
import { WRONG_TYPE } from './cel-functions.ts';
import { type ConditionFacts, checkerCondition, type Verdict } from './checker-condition.ts';
import { promptFacts } from './prompt-facts.ts';

/** What a policy says about who may see what. */
export type AuditedPolicy = Pick<Policy, 'constraints' | 'pool' | 'metadata'>;

/** How a record names a model: as the choice, among those that it may be, as whom to try next, as asked, as having answered. */
export type Role = 'chosen' | 'allowed' | 'fallback' | 'asked' | 'answered';

/** A model that a constraint forbids for a request, and that was asked or would have been. */
export interface Violation {
  /** Id of the record. */
  readonly record: string;
  readonly model: string;
  readonly roles: readonly Role[];
  /** The constraint's name; absent where the model is not in the pool, so that nothing is known of it. */
  readonly constraint?: string;
  /** Why the constraint could not be decided, which denies. */
  readonly error?: string;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

export interface RecordAudit {
  /** False where the request was not kept: nothing can be said, and that is not the same as fine. */
  readonly checked: boolean;
  readonly violations: readonly Violation[];
  /** Models that every constraint allows, and that the record does not: a policy that is stricter than its rules. */
  readonly deniedForNothing: readonly string[];
}

/**
 * Checks records of decisions against the constraints of a policy. Independent of what enforces them: another implementation
 * of CEL, and counts of its own. An error and a missing attribute deny.
 *
 * @throws {BenchError} for a constraint that cannot be read here
 */
export function policyAudit({ constraints, pool, metadata }: AuditedPolicy): (record: DecisionRecord) => RecordAudit {
  const conditions = constraints.map(({ name, allow }) => ({ name, holds: checkerCondition(name, allow) }));
  const models = new Map(pool.map((model) => [model.id, modelFacts(model)]));
  return (record) => {
    if (conditions.length === 0) return { checked: true, violations: [], deniedForNothing: [] };
    const { request } = record;
    if (request === undefined) return { checked: false, violations: [], deniedForNothing: [] };
    const facts = {
      prompt: new LazyFacts(promptFacts(request.messages)),
      metadata: metadataFacts(request.metadata, metadata),
      live: new Map(record.live?.remainingUsd === undefined ? [] : [['remainingUsd', record.live.remainingUsd]]),
    };
    const denials = new Map(
      Array.from(models, ([id, model]) => [id, deniedBy(conditions, { ...facts, model })] as const),
    );
    const violations = [...rolesIn(record, models)].flatMap(([model, roles]) =>
      (denials.get(model) ?? [{}]).map((denial) => ({
        record: record.id,
        model,
        roles,
        ...denial,
        metadata: request.metadata,
      })),
    );
    const deniedForNothing = [...models.keys()].filter(
      (id) => denials.get(id)!.length === 0 && !record.allowed.includes(id),
    );
    return { checked: true, violations, deniedForNothing };
  };
}

function deniedBy(
  conditions: readonly { readonly name: string; readonly holds: (facts: ConditionFacts) => Verdict }[],
  facts: ConditionFacts,
): { readonly constraint: string; readonly error?: string }[] {
  return conditions.flatMap(({ name, holds }) => {
    const verdict = holds(facts);
    if (verdict === true) return [];
    return [verdict === false ? { constraint: name } : { constraint: name, error: verdict.error }];
  });
}

/** Who is named in a record, and as what. The name that a provider gives itself counts where the pool has it. */
function rolesIn(record: DecisionRecord, models: ReadonlyMap<string, unknown>): Map<string, Role[]> {
  const roles = new Map<string, Role[]>();
  const add = (model: string | null | undefined, role: Role) => {
    if (model === null || model === undefined) return;
    const known = roles.get(model) ?? [];
    roles.set(model, known.includes(role) ? known : [...known, role]);
  };
  add(record.model, 'chosen');
  for (const model of record.allowed) add(model, 'allowed');
  for (const model of record.fallbacks ?? []) add(model, 'fallback');
  for (const { model } of record.attempts ?? []) add(model, 'asked');
  add(record['gen_ai.request.model'], 'asked');
  const answered = record['gen_ai.response.model'];
  if (answered !== undefined && models.has(answered)) add(answered, 'answered');
  return roles;
}

function modelFacts({ id, provider, contextTokens, attributes }: Policy['pool'][number]): Map<string, CelInput> {
  const facts = new Map<string, CelInput>(Object.entries(attributes ?? {}));
  facts.set('id', id);
  if (provider !== undefined) facts.set('provider', provider);
  if (contextTokens !== undefined) facts.set('contextTokens', contextTokens);
  return facts;
}

/** Declared fields only. */
function metadataFacts(
  given: Readonly<Record<string, string | number | boolean>>,
  declared: Policy['metadata'],
): Map<string, CelInput> {
  const facts = new Map<string, CelInput>();
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(declared, key)) continue;
    facts.set(key, typeof value === declared[key]!.type ? value : WRONG_TYPE);
  }
  return facts;
}

/** Facts that are worked out when they are first asked for: counting tokens is the dear part of a check. */
class LazyFacts extends Map<string, CelInput> {
  readonly #compute: Readonly<Record<string, () => CelInput>>;

  constructor(compute: Readonly<Record<string, () => CelInput>>) {
    super();
    this.#compute = compute;
  }

  override get(name: string): CelInput | undefined {
    if (!super.has(name) && Object.hasOwn(this.#compute, name)) super.set(name, this.#compute[name]!());
    return super.get(name);
  }
}
