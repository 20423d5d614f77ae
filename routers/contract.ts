import { describe, expect, it } from 'vitest';
import { fingerprint } from '../harness/fingerprint.ts';
import { allowAll, type Model } from '../harness/model.ts';
import { type Example, emptyTable, type OutcomeTable, STATUS, takeModels, takeRows } from '../harness/outcome-table.ts';
import { random } from '../harness/random.ts';
import type { RouteRequest } from '../harness/request.ts';
import type { Assessment, Attachment, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import type { Embedder, Tools } from '../harness/tools.ts';

export interface ContractOptions {
  readonly kind: RouterKind;
  /** False for a router that names models which a pool of one lacks. */
  readonly fitsOneModel?: boolean;
}

/**
 * The conformance suite: every router passes it. Its own test file then only says what is special about it.
 *
 * @param makeRouter for a pool that has the models `small`, `medium` and `large`
 */
export function describeRouter(name: string, makeRouter: () => Router, options: ContractOptions): void {
  const train = contractTable(60, 1);
  const requests = contractTable(25, 2).examples.map((example) => example.request);

  describe(`${name} keeps the router contract:`, () => {
    it('is deterministic', async () => {
      const [a, b] = [await makeRouter().fit(train, contractTools()), await makeRouter().fit(train, contractTools())];
      expect(specBytes(a.spec)).toEqual(specBytes(b.spec));
      expect(a.notes).toEqual(b.notes);
      expect(plain(await assess(a, requests))).toEqual(plain(await assess(b, requests)));
      expect(plain(await assess(a, requests))).toEqual(plain(await assess(a, requests)));
    });

    it('assesses a batch as it assesses each request alone, in any order', async () => {
      const router = await makeRouter().fit(train, contractTools());
      const batch = plain(await assess(router, requests));
      for (const [i, request] of requests.entries()) expect(plain(await assess(router, [request]))).toEqual([batch[i]]);
      expect(plain(await assess(router, requests.toReversed()))).toEqual(batch.toReversed());
    });

    it('restores from its spec, through JSON and bytes, to the same assessments bit for bit', async () => {
      const router = await makeRouter().fit(train, contractTools());
      expect(router.spec.kind).toBe(options.kind.kind);
      const restored = options.kind.restore(roundTrip(router.spec, options.kind));
      expect(plain(await assess(restored, requests))).toEqual(plain(await assess(router, requests)));
      expect(specBytes(restored.spec)).toEqual(specBytes(router.spec));
    });

    it('gives parameters that its schema accepts, and refuses others', async () => {
      const { spec } = await makeRouter().fit(train, contractTools());
      expect(options.kind.params.safeParse(spec.params).error).toBeUndefined();
      expect(options.kind.params.safeParse({ ...(spec.params as object), misspelt: 1 }).success).toBe(false);
      expect(options.kind.params.safeParse(null).success).toBe(false);
    });

    it('keeps its promises about scores, rankings, bills and explanations', async () => {
      const router = await makeRouter().fit(train, contractTools());
      for (const assessment of await assess(router, requests)) checkAssessment(assessment, train.models.length);
    });

    it('sends nothing anywhere but to the embedder, whatever the mask', async () => {
      const router = await makeRouter().fit(train, contractTools());
      const everything = plain(await assess(router, requests));
      const nothing = requests.map(() => new Uint8Array(train.models.length));
      const asked: string[] = [];
      const masked = await router.assess(requests, nothing, contractTools(asked));
      expect(plain(masked)).toEqual(everything);
      expect(new Set(asked).size).toBeLessThanOrEqual(requests.length);
    });

    it('reads nothing of a request but messages, metadata and session', async () => {
      const router = await makeRouter().fit(train, contractTools());
      const marked = requests.map((request) => ({ ...request, label: 'large', task: 'code', quality: [0, 0, 1] }));
      expect(plain(await assess(router, marked))).toEqual(plain(await assess(router, requests)));
    });

    it('does not look at the labels, times and grading of training examples', async () => {
      const other = {
        ...train,
        examples: train.examples.map((example, i) => ({
          ...example,
          label: `label ${i}`,
          at: '2024-01-01T00:00:00Z',
          grading: { grader: 'exact', reference: i },
        })),
      };
      const [a, b] = [await makeRouter().fit(train, contractTools()), await makeRouter().fit(other, contractTools())];
      expect(specBytes(a.spec)).toEqual(specBytes(b.spec));
    });

    it('tolerates missing outcomes, and does not take them for zero', async () => {
      const holes = withHoles(train);
      const router = await makeRouter().fit(holes, contractTools());
      for (const assessment of await assess(router, requests)) checkAssessment(assessment, train.models.length);
    });

    it('learns nothing from provider errors', async () => {
      const holes = withHoles(train);
      const errors = withHoles(train, STATUS.error);
      const [a, b] = [await makeRouter().fit(holes, contractTools()), await makeRouter().fit(errors, contractTools())];
      expect(plain(await assess(a, requests))).toEqual(plain(await assess(b, requests)));
    });

    it('fits ten rows', async () => {
      const router = await makeRouter().fit(takeRows(train, [...Array(10).keys()]), contractTools());
      for (const assessment of await assess(router, requests)) checkAssessment(assessment, train.models.length);
    });

    it.skipIf(options.fitsOneModel === false)('fits a pool of one model', async () => {
      const router = await makeRouter().fit(takeModels(train, [0]), contractTools());
      for (const assessment of await assess(router, requests, 1)) checkAssessment(assessment, 1);
    });

    it('answers an empty batch with an empty list', async () => {
      const router = await makeRouter().fit(train, contractTools());
      expect(await assess(router, [])).toEqual([]);
    });

    it('survives hostile prompts', async () => {
      const router = await makeRouter().fit(train, contractTools());
      for (const assessment of await assess(router, HOSTILE)) checkAssessment(assessment, train.models.length);
    });
  });
}

const MODELS: readonly Model[] = ['small', 'medium', 'large'].map((id, m) => ({
  id,
  price: {
    usdPerRequest: 0,
    inputUsdPerMillionTokens: 10 ** m,
    outputUsdPerMillionTokens: 3 * 10 ** m,
    source: 'card' as const,
  },
}));
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  code: 'function array loop compile bug stack pointer'.split(' '),
  poem: 'rose moon verse rhyme sorrow sea heart'.split(' '),
  sums: 'add seven apples total price minus twelve'.split(' '),
};

/** Prompts of three topics and three models: a bigger model is better, most of all at code. */
export function contractTable(rows: number, seed: number): OutcomeTable {
  const rng = random(seed);
  const topics = Object.keys(TOPICS);
  const examples = Array.from({ length: rows }, (_, i): Example => {
    const topic = topics[i % topics.length]!;
    const words = Array.from({ length: 6 + rng.integer(6) }, () => TOPICS[topic]![rng.integer(7)]!);
    return {
      id: `${seed}-${i}`,
      task: topic,
      ...(i % 4 === 0 && { group: `group ${i % 12}` }),
      request: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: `${words.join(' ')}?` },
        ],
        metadata: { tier: i % 2 === 0 ? 'gold' : 'free', seats: i, vip: i % 3 === 0 },
        ...(i % 5 === 0 && { session: { id: `s${i % 10}`, turn: 0 } }),
      },
    };
  });
  const table = emptyTable(examples, MODELS);
  for (let cell = 0; cell < table.status.length; cell++) {
    const model = cell % MODELS.length;
    const row = Math.floor(cell / MODELS.length);
    table.status[cell] = STATUS.ok;
    table.quality[cell] = rng.next() < 0.3 + 0.2 * model + (row % 3 === 0 ? 0.2 * (model - 1) : 0) ? 1 : 0;
    table.inputTokens[cell] = 10;
    table.outputTokens[cell] = 5 + 10 * model + rng.integer(5);
    table.costUsd[cell] = 10 ** (model - 6);
    table.latencyMs[cell] = 100;
  }
  return table;
}

/** One row in three lacks one model. */
function withHoles(table: OutcomeTable, status: number = STATUS.missing): OutcomeTable {
  const copy = takeRows(table, [...table.examples.keys()]);
  for (let row = 0; row < copy.examples.length; row += 3) {
    const cell = row * copy.models.length + (row % 2);
    copy.status[cell] = status;
    for (const column of ['quality', 'costUsd', 'latencyMs', 'outputTokens'] as const) copy[column][cell] = Number.NaN;
  }
  return copy;
}

const HOSTILE: readonly RouteRequest[] = [
  '',
  ' \n\t',
  'a'.repeat(1_000_000),
  'word '.repeat(200_000),
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '\ud800 lone \udfff',
  '<script>alert(1)</script>',
  '__proto__ constructor',
  '\0\u202e',
].map((content) => ({
  messages: [{ role: 'user', content }],
  metadata: JSON.parse('{"__proto__": "x", "tier": 3, "constructor": "y"}'),
}));

const DIMENSIONS = 24;

/** Mean of word vectors drawn from a hash: fast, the same everywhere, and texts of like words are alike. */
export function hashingEmbedder(asked: string[] = []): Embedder {
  return {
    name: 'hashing',
    fingerprint: fingerprint('hashing', String(DIMENSIONS)),
    dimensions: DIMENSIONS,
    rates: { usdPerMillionTokens: 20, latencyMsPerToken: 0.1, latencyMsPerCall: 2, asOf: '2025-01-01' },
    async embed(texts) {
      asked.push(...texts);
      const vectors = new Float32Array(texts.length * DIMENSIONS);
      for (const [i, text] of texts.entries()) vectors.set(hashedVector(text), i * DIMENSIONS);
      return vectors;
    },
  };
}

function hashedVector(text: string): Float64Array {
  const vector = new Float64Array(DIMENSIONS);
  for (const word of new Set(text.toLowerCase().split(/\s+/).slice(0, 500))) {
    const rng = random(Number.parseInt(fingerprint(word).slice(0, 8), 16));
    for (let i = 0; i < DIMENSIONS; i++) vector[i]! += rng.normal();
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

/** @param asked receives the texts that are embedded */
export function contractTools(asked?: string[]): Tools {
  return { embedder: hashingEmbedder(asked), countTokens: (text) => Math.ceil(text.length / 4), seed: 7 };
}

export function assess(router: FittedRouter, requests: readonly RouteRequest[], width = MODELS.length) {
  return router.assess(
    requests,
    requests.map(() => allowAll(width)),
    contractTools(),
  );
}

function checkAssessment(assessment: Assessment, width: number): void {
  const { bill } = assessment;
  expect([bill.usd, bill.latencyMs, bill.calls].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  expect(assessment.why().length).toBeGreaterThan(0);
  expect(assessment.why().every((line) => typeof line === 'string' && line !== '')).toBe(true);
  if (assessment.kind === 'ranking') {
    expect(new Set(assessment.models).size).toBe(assessment.models.length);
    expect(assessment.models.every((m) => Number.isInteger(m) && m >= 0 && m < width)).toBe(true);
    return;
  }
  expect([assessment.quality.length, assessment.outputTokens.length]).toEqual([width, width]);
  expect(assessment.quality.every((q) => Number.isFinite(q) && q > -1 && q < 2)).toBe(true);
  expect(assessment.outputTokens.every((tokens) => Number.isFinite(tokens) && tokens > 0)).toBe(true);
}

/** What of an assessment can be compared. */
function plain(assessments: readonly Assessment[]): readonly unknown[] {
  return assessments.map(({ why, ...rest }) => ({ ...rest, why: why() }));
}

/** As a policy file does it: parameters through JSON and the schema, attachments through bytes. */
function roundTrip(spec: RouterSpec, kind: RouterKind): RouterSpec {
  const attachments = Object.entries(spec.attachments).map(([name, attachment]) => [name, copied(attachment)]);
  return {
    ...JSON.parse(JSON.stringify({ ...spec, attachments: undefined })),
    params: kind.params.parse(JSON.parse(JSON.stringify(spec.params))),
    attachments: Object.fromEntries(attachments),
  };
}

function copied({ data, shape }: Attachment): Attachment {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  const TypedArray = data.constructor as new (buffer: ArrayBuffer) => Attachment['data'];
  return { data: new TypedArray(bytes.buffer), shape: [...shape] };
}

function specBytes(spec: RouterSpec): unknown {
  const attachments = Object.entries(spec.attachments).map(([name, { data, shape }]) => [
    name,
    shape,
    fingerprint(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
  return { ...spec, attachments };
}
