import { canonicalJson } from '../../harness/canonical-json.ts';
import { constraintCheck, speaksOfMetadataOnly } from '../../harness/policy/constraints.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import { combinations } from '../../harness/policy/static-analysis/combinations.ts';
import type { Scalar } from '../../harness/request.ts';
import { counted, listWords, tradeoffWords } from '../../reports/format.ts';
import { plainText } from '../../reports/plain-text.ts';
import { chainWords, modelFacts, priceWords } from '../../reports/policy/policy-words.ts';

/** What is another in the second policy, by part, a sentence each. */
export interface PolicyChange {
  readonly part:
    | 'pool'
    | 'constraints'
    | 'failover'
    | 'limits'
    | 'sessions'
    | 'router'
    | 'operating point'
    | 'embedder';
  readonly words: string;
}

/** Combinations of metadata that are looked at. */
const MOST_COMBINATIONS = 10_000;
/** Combinations that a change names. */
const NAMED = 6;

/** What changes from one policy to another, in words, as far as no request is needed. Pure. */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  return [
    ...poolChanges(before, after),
    ...constraintChanges(before, after),
    ...allowanceChanges(before, after),
    ...failoverChanges(before, after),
    ...settingChanges(before, after),
  ];
}

function poolChanges({ pool: before }: Policy, { pool: after }: Policy): PolicyChange[] {
  const change = (words: string): PolicyChange => ({ part: 'pool', words });
  return [
    ...before
      .filter(({ id }) => !after.some((model) => model.id === id))
      .map(({ id }) => change(`${name(id)} is gone`)),
    ...after.flatMap((model) => {
      const was = before.find(({ id }) => id === model.id);
      if (was === undefined) return [change(`${name(model.id)} is new: ${modelFacts(model)}`)];
      if (canonicalJson(was) === canonicalJson(model)) return [];
      const [old, now] = [priceWords(was.price), priceWords(model.price)];
      if (old !== now) return [change(`${name(model.id)} cost ${old}; now ${now}`)];
      return [change(`${name(model.id)} was ${modelFacts(was)}; now ${modelFacts(model)}`)];
    }),
  ];
}

function constraintChanges({ constraints: before }: Policy, { constraints: after }: Policy): PolicyChange[] {
  const change = (words: string): PolicyChange => ({ part: 'constraints', words });
  const gone = before.filter((each) => !after.some((other) => other.name === each.name));
  return [
    ...gone.map((each) => change(`"${name(each.name)}" no longer holds: ${plainText(each.allow, 300)}`)),
    ...after.flatMap((each) => {
      const was = before.find((other) => other.name === each.name);
      if (was === undefined) return [change(`"${name(each.name)}" is new: ${plainText(each.allow, 300)}`)];
      if (was.allow === each.allow) return [];
      return [change(`"${name(each.name)}" was ${plainText(was.allow, 300)}; now ${plainText(each.allow, 300)}`)];
    }),
  ];
}

/**
 * Which models become allowed or forbidden for which declared metadata, by constraints that speak of metadata and models alone:
 * every combination of declared values that both policies know.
 */
function allowanceChanges(before: Policy, after: Policy): PolicyChange[] {
  if (canonicalJson(before.constraints) === canonicalJson(after.constraints)) return [];
  const shared = before.pool.filter(({ id }) => after.pool.some((model) => model.id === id)).map(({ id }) => id);
  const allowedBy = (policy: Policy) => {
    const check = constraintCheck(
      policy.constraints.filter(speaksOfMetadataOnly),
      policy.pool as never,
      policy.metadata,
    );
    return (metadata: Readonly<Record<string, Scalar>>) => {
      const { mask } = check({ messages: [{ role: 'user', content: '' }], metadata });
      return new Set(policy.pool.filter((_, m) => mask[m] === 1).map(({ id }) => id));
    };
  };
  const [was, is] = [allowedBy(before), allowedBy(after)];
  const moved = new Map<string, string[]>();
  for (const metadata of declaredCombinations(before.metadata, after.metadata)) {
    const [old, now] = [was(metadata), is(metadata)];
    const allowed = shared.filter((id) => !old.has(id) && now.has(id));
    const forbidden = shared.filter((id) => old.has(id) && !now.has(id));
    for (const [verb, ids] of [
      ['allowed', allowed],
      ['forbidden', forbidden],
    ] as const) {
      if (ids.length === 0) continue;
      const key = `${listWords(ids.map(name))} become${ids.length === 1 ? 's' : ''} ${verb}`;
      moved.set(key, [...(moved.get(key) ?? []), metadataWords(metadata)]);
    }
  }
  return Array.from(moved, ([what, where]) => ({
    part: 'constraints',
    words: `${what} for ${where.slice(0, NAMED).join('; ')}${where.length > NAMED ? `; and ${counted(where.length - NAMED, 'more combination')}` : ''}`,
  }));
}

/** What both policies declare with its values, combined; a seeded sample where there are more than are looked at. */
function declaredCombinations(before: Policy['metadata'], after: Policy['metadata']): Record<string, Scalar>[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const fields = keys
    .map((key) => ({ key, values: [...new Set([...(before[key]?.values ?? []), ...(after[key]?.values ?? [])])] }))
    .filter(({ values }) => values.length > 0);
  const sizes = fields.map(({ values }) => values.length);
  const all: Record<string, Scalar>[] = [];
  combinations(sizes, MOST_COMBINATIONS).visit((chosen) => {
    all.push(Object.fromEntries(fields.map(({ key, values }, f) => [key, values[chosen[f]!]!])));
  });
  return all;
}

function metadataWords(metadata: Readonly<Record<string, Scalar>>): string {
  const words = Object.entries(metadata).map(([key, value]) => `${plainText(key, 40)} ${plainText(String(value), 40)}`);
  return words.length === 0 ? 'every request' : words.join(', ');
}

function failoverChanges({ failover: before }: Policy, { failover: after }: Policy): PolicyChange[] {
  const change = (words: string): PolicyChange => ({ part: 'failover', words });
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (after === undefined) return [change('nothing is said about failures any more: the router’s own order')];
  const [old, now] = [before?.chains ?? [], after.chains];
  const { chains: _, ...rest } = after;
  const { chains: __, ...restBefore } = before ?? { chains: [] };
  const settings = Object.entries(rest).filter(([key, value]) => {
    return canonicalJson((restBefore as Record<string, unknown>)[key] ?? null) !== canonicalJson(value);
  });
  return [
    ...old
      .filter((each) => !now.some((other) => other.name === each.name))
      .map((each) => change(`chain ${name(each.name)} is gone`)),
    ...now
      .filter((each) => !old.some((other) => canonicalJson(other) === canonicalJson(each)))
      .map((each) => change(`chain ${chainWords(each)}`)),
    ...settings.map(([key, value]) => change(`${key} is now ${canonicalJson(value)}`)),
  ];
}

function settingChanges(before: Policy, after: Policy): PolicyChange[] {
  const changes: PolicyChange[] = [];
  const differ = (a: unknown, b: unknown) => canonicalJson(a ?? null) !== canonicalJson(b ?? null);
  const add = (part: PolicyChange['part'], words: string) => changes.push({ part, words });
  if (differ(before.limits, after.limits)) {
    add('limits', `were ${canonicalJson(before.limits ?? 'none')}; now ${canonicalJson(after.limits ?? 'none')}`);
  }
  if (differ(before.sessions ?? 'free', after.sessions ?? 'free')) {
    add(
      'sessions',
      after.sessions === 'stay' ? 'a conversation now keeps its model' : 'every turn is now decided anew',
    );
  }
  const [was, is] = [before.router, after.router];
  if (was.name !== is.name || was.kind !== is.kind) {
    add('router', `was ${name(was.name)} (${name(was.kind)}); now ${name(is.name)} (${name(is.kind)})`);
  } else if (differ(was.params, is.params) || differ(was.attachments, is.attachments)) {
    add('router', `${name(is.name)} was fitted again or has other parameters`);
  }
  if (differ(before.operatingPoint, after.operatingPoint)) {
    add('operating point', `was ${pointWords(before.operatingPoint)}; now ${pointWords(after.operatingPoint)}`);
  }
  if (differ(before.embedder, after.embedder)) {
    add('embedder', `was ${name(before.embedder?.name ?? 'none')}; now ${name(after.embedder?.name ?? 'none')}`);
  }
  return changes;
}

function pointWords({ mix, explore = 0 }: Policy['operatingPoint']): string {
  const parts = mix.map(({ tradeoff, share }) => `${tradeoffWords(tradeoff)} for ${Math.round(100 * share)} %`);
  return `${listWords(parts)}${explore > 0 ? `, exploring with ${Math.round(100 * explore)} %` : ''}`;
}

function name(text: string): string {
  return plainText(text, 80);
}
