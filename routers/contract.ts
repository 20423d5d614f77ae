import { describe, expect, it } from 'vitest';
import { fingerprint } from '../harness/fingerprint.ts';
import { allowAll } from '../harness/model.ts';
import { STATUS, takeModels, takeRows } from '../harness/outcome-table.ts';
import type { RouteRequest } from '../harness/request.ts';
import type { Assessment, Attachment, FittedRouter, Router, RouterKind, RouterSpec } from '../harness/router.ts';
import { contractTable, contractTools, HOSTILE, withHoles } from './fixtures.contract.ts';

export interface ContractOptions {
  readonly kind: RouterKind;
  /** False for a router that names models which a pool of one lacks. */
  readonly fitsOneModel?: boolean;
  /** True for a router that uses what other models say of a request or of an answer. */
  readonly asksModels?: boolean;
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

    it('asks no model that may not see the request, and embeds each request at most once', async () => {
      const router = await makeRouter().fit(train, contractTools());
      const nothing = requests.map(() => new Uint8Array(train.models.length));
      const embedded: string[] = [];
      const asked: string[] = [];
      const masked = await router.assess(requests, nothing, contractTools(embedded, asked));
      expect(asked).toEqual([]);
      expect(new Set(embedded).size).toBeLessThanOrEqual(requests.length);
      for (const assessment of masked) checkAssessment(assessment, train.models.length);
      // Where no model is asked, the mask changes nothing about what is thought of a request.
      if (options.asksModels !== true) expect(plain(masked)).toEqual(plain(await assess(router, requests)));
    });

    it('asks models only what it announces, so that recording it beforehand is enough', async () => {
      const router = makeRouter();
      const asked: string[] = [];
      const fitted = await router.fit(train, contractTools([], asked));
      const allowed = requests.map(() => allowAll(train.models.length));
      await fitted.assess(requests, allowed, contractTools([], asked));
      const announced = [...train.examples.map(({ request }) => request), ...requests].flatMap(
        (request) => router.asks?.(request) ?? [],
      );
      const contents = new Set(announced.map(({ question }) => question.messages.at(-1)!.content));
      expect(asked.filter((content) => !contents.has(content))).toEqual([]);
      expect(asked.length > 0).toBe(announced.length > 0);
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

export function assess(router: FittedRouter, requests: readonly RouteRequest[], width = 3) {
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
  if (assessment.kind !== 'scores') {
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
