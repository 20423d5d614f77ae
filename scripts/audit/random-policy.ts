import type { LiveSignals } from '../../harness/live-signals.ts';
import { type Policy, policySchema } from '../../harness/policy/policy.ts';
import type { Random } from '../../harness/random.ts';
import type { RouteRequest, Scalar } from '../../harness/request.ts';
import { type ConditionField, pick, randomCondition } from './random-condition.ts';

const METADATA = {
  tier: { type: 'string', values: ['free', 'pro', 'enterprise'] },
  region: { type: 'string', values: ['eu', 'us', 'apac', '\u212aorea', ' eu'] },
  dataClass: { type: 'string', values: ['public', 'internal', 'phi'] },
  beta: { type: 'boolean', values: [true, false] },
  seats: { type: 'number', values: [0, 1, 2.5, 10, 1e6, 1e300] },
} as const;
const ATTRIBUTES = {
  region: ['eu', 'us', 'global', ' eu'],
  baa: [true, false],
  retentionDays: [0, 1, 30, 2.5],
  /** Of another type from model to model. */
  grade: ['a', 7, true],
  tier: ['free', 'pro'],
} as const;
const PROMPT: readonly ConditionField[] = ['tokens', 'characters', 'words', 'questions', 'turns'].map((name) => ({
  path: `prompt.${name}`,
  type: 'number',
  values: [0, 1, 2, 3, 10, 40],
}));
const WORDS = ['why', 'Hello', 'eu', 'is?', 'the', 'contract??', 'PROfit', '12', '日本語', 'a'.repeat(230), '\n\n'];

/** A policy that the schema takes; a condition in it may yet speak of what the pool does not have, which is refused. */
export function randomPolicy(rng: Random): Policy {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, 2 + rng.integer(5));
  const pool = ids.map((id) => ({
    id,
    price: {
      usdPerRequest: 0,
      inputUsdPerMillionTokens: rng.integer(100),
      outputUsdPerMillionTokens: rng.integer(100),
      source: 'card',
    },
    ...(rng.next() < 0.5 ? { contextTokens: pick([10, 100, 1000], rng) } : {}),
    ...(rng.next() < 0.5 ? { provider: pick(['eu-cloud', 'us-cloud'], rng) } : {}),
    attributes: someOf(ATTRIBUTES, 0.75, rng),
  }));
  const metadata = Object.fromEntries(Object.entries(METADATA).filter(() => rng.next() < 0.8));
  const fields = [...metadataFields(metadata), ...modelFields(pool), ...PROMPT];
  const live: ConditionField = { path: 'live.remainingUsd', type: 'number', values: [0, 0.001, 1] };
  const text: ConditionField = { path: 'prompt.text', type: 'string', values: ['eu', 'Hello', 'the'] };
  return policySchema.parse({
    schema: 'signalbox/policy',
    version: 2,
    name: 'random',
    salt: String(rng.integer(1e6)),
    pool,
    metadata,
    constraints: Array.from({ length: 1 + rng.integer(3) }, (_, i) => ({
      name: `constraint ${i}`,
      allow: lenient([...fields, live, text], rng),
    })),
    failover: {
      chains: Array.from({ length: rng.integer(3) }, (_, i) => randomChain(`chain ${i}`, ids, metadata, rng)),
      retries: rng.integer(2),
      ...(rng.next() < 0.5 ? { switchAfterMs: 500 } : {}),
    },
    sessions: pick(['stay', 'free'], rng),
    embedder: null,
    router: { name: 'random', kind: 'random', params: randomAssessment(ids.length, rng), attachments: {} },
    operatingPoint: {
      mix: rng.next() < 0.5 ? [{ tradeoff: 0.001, share: 1 }] : [0, 0.01].map((tradeoff) => ({ tradeoff, share: 0.5 })),
      explore: pick([0, 0.3, 1], rng),
    },
    provenance: {
      dataset: 'random',
      simulated: true,
      fingerprints: { dataset: 'd', prices: 'p', code: 'c' },
      seed: 1,
      split: { train: 1, validate: 1, test: 1 },
    },
  });
}

/** A request with fields missing, of another type, of unseen values or not declared at all, and the signals of its moment. */
export function randomRequest({ pool }: Policy, rng: Random): { request: RouteRequest; live: LiveSignals | undefined } {
  const metadata: Record<string, Scalar> = {};
  for (const [key, { values }] of Object.entries(METADATA)) {
    const draw = rng.next();
    if (draw < 0.8) metadata[key] = pick<Scalar>(values, rng);
    else if (draw < 0.9) metadata[key] = pick<Scalar>(['unseen', 7, false, 'eu'], rng);
  }
  const messages = Array.from({ length: 1 + rng.integer(3) }, (_, i) => ({
    role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: Array.from({ length: rng.integer(12) }, () => pick(WORDS, rng)).join(' '),
  }));
  const session = { id: String(rng.integer(1e6)), turn: messages.length - 1 };
  const signals = pool.map(({ id }) => [
    id,
    {
      healthy: rng.next() < 0.7,
      latencyMs: rng.integer(1000),
      ...(rng.next() < 0.3 ? { requestsLeft: rng.integer(2) } : {}),
    },
  ]);
  const live: LiveSignals = {
    models: Object.fromEntries(signals),
    ...(rng.next() < 0.7 ? { remainingUsd: pick([0, 0.001, 0.5, 1, 100], rng) } : {}),
    served: { model: pick(pool, rng).id, cachedInputTokens: 5 },
  };
  return { request: { messages, metadata, session }, live: rng.next() < 0.3 ? undefined : live };
}

/** A condition that mostly holds for somebody: refusals alone would try nothing else. */
function lenient(fields: readonly ConditionField[], rng: Random): string {
  const condition = () => randomCondition(fields, rng);
  return rng.next() < 0.3 ? condition() : `${condition()} || ${condition()} || ${condition()}`;
}

function metadataFields(
  metadata: Readonly<Record<string, (typeof METADATA)[keyof typeof METADATA]>>,
): ConditionField[] {
  return Object.entries(metadata).map(([key, { type, values }]) => ({ path: `metadata.${key}`, type, values }));
}

function modelFields(pool: readonly { readonly attributes: Readonly<Record<string, Scalar>> }[]): ConditionField[] {
  const present = Object.entries(ATTRIBUTES).filter(([key]) => pool.some(({ attributes }) => key in attributes));
  return [
    { path: 'model.id', type: 'string', values: ['a', 'b'] },
    ...present.map(([key, values]): ConditionField => {
      const types = new Set(
        pool.map(({ attributes }) => typeof attributes[key]).filter((type) => type !== 'undefined'),
      );
      const [type] = types.size === 1 ? types : ['mixed'];
      return {
        path: `model.${key}`,
        type: type as ConditionField['type'],
        values: values.filter((each) => types.size > 1 || typeof each === type),
      };
    }),
  ];
}

function randomChain(name: string, ids: readonly string[], metadata: object, rng: Random) {
  const fields = [...metadataFields(metadata as never), ...PROMPT];
  const from = rng.next() < 0.4 ? pick(ids, rng) : undefined;
  return {
    name,
    ...(from === undefined ? {} : { from }),
    ...(rng.next() < 0.5 ? { when: randomCondition(fields, rng, 1) } : {}),
    to: ids.filter((id) => id !== from && rng.next() < 0.7).reverse(),
  };
}

function randomAssessment(models: number, rng: Random) {
  return {
    kind: pick(['scores', 'scores', 'ranking', 'cascade'], rng),
    quality: Array.from({ length: models }, () => rng.next()),
  };
}

function someOf(
  choices: Readonly<Record<string, readonly Scalar[]>>,
  share: number,
  rng: Random,
): Record<string, Scalar> {
  const kept = Object.entries(choices).filter(() => rng.next() < share);
  return Object.fromEntries(kept.map(([key, values]) => [key, pick(values, rng)]));
}
