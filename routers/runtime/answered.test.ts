import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decisionRecordSchema } from '../../harness/decision-record.ts';
import { failoverSchema, type LimitsInput, limitsSchema } from '../../harness/failover/failover-schema.ts';
import { type PolicyDraft, writePolicy } from '../../harness/policy/write-policy.ts';
import type { RouterSpec } from '../../harness/router.ts';
import { open } from '../runtime.ts';
import { ask, cascadeSpec, draft, embed, embedder, linearSpec, PHI, rulesSpec } from './policies.fixture.ts';
import type { ModelAnswer, SendToModel } from './send-once.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-answer-'));
});
afterEach(() => rm(folder, { recursive: true }));

const QUICK = failoverSchema.parse({ retries: 0, retryDelayMs: 1, attemptTimeoutMs: 30, totalTimeoutMs: 2000 });
const opened = async (changes: Partial<PolicyDraft> = {}, spec: RouterSpec = rulesSpec) => {
  await writePolicy(folder, draft({ failover: QUICK, ...changes }), spec);
  return open(folder, { embed });
};
const failing = (error: object) => Promise.reject(Object.assign(new Error('no answer'), error));

/** Answers with its name, unless told what else; remembers who was asked. */
function pool(others: Partial<Record<string, () => Promise<ModelAnswer<string>>>> = {}) {
  const asked: string[] = [];
  const send: SendToModel<string> = (model) => {
    asked.push(model);
    return others[model]?.() ?? Promise.resolve({ value: `by ${model}`, inputTokens: 1000, outputTokens: 100 });
  };
  return { asked, send };
}

describe('a request that is answered by the runtime', () => {
  it('goes to the next model when the first fails, and its record says all of it', async () => {
    const runtime = await opened();
    const { asked, send } = pool({ large: () => failing({ status: 503 }) });
    const answered = await runtime.answer(ask('hello'), send, undefined, { id: 'a', at: '2026-11-27T00:00:00Z' });
    expect(asked).toEqual(['large', 'small']);
    expect(answered).toMatchObject({ answeredBy: 'small', answer: { value: 'by small' } });
    expect(answered.errorType).toBeUndefined();
    expect(decisionRecordSchema.parse(answered.record)).toMatchObject({
      id: 'a',
      at: '2026-11-27T00:00:00Z',
      model: 'large',
      'gen_ai.request.model': 'small',
      'gen_ai.provider.name': 'near',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100,
      attempts: [
        { model: 'large', 'error.type': '503' },
        { model: 'small', costUsd: 0.0011 },
      ],
      retries: 1,
      costUsd: 0.0011,
    });
  });

  it('is given up in time by a model that does not listen', async () => {
    const runtime = await opened();
    let wasTold = false;
    const { record, answeredBy } = await runtime.answer(ask('x'), (model, { signal }) => {
      signal.addEventListener('abort', () => {
        wasTold = true;
      });
      return model === 'large' ? new Promise<never>(() => undefined) : Promise.resolve({ value: '' });
    });
    expect([answeredBy, wasTold]).toEqual(['small', true]);
    expect(record.attempts![0]).toMatchObject({ 'error.type': 'timeout' });
    expect(record.costUsd).toBeUndefined();
  });

  it('comes back with the error where it would go wrong everywhere', async () => {
    const runtime = await opened();
    const { asked, send } = pool({ large: () => failing({ name: 'TypeError' }) });
    const answered = await runtime.answer(ask('x'), send);
    expect(asked).toEqual(['large']);
    expect(answered).toMatchObject({ errorType: '_OTHER', thrown: { message: 'no answer' } });
    expect(answered.answer).toBeUndefined();
    expect(decisionRecordSchema.parse(answered.record)['error.type']).toBe('_OTHER');
  });

  it('is sent to nobody after a refusal', async () => {
    const nobody = { name: 'nobody', allow: 'model.baa && metadata.dataClass == "phi"' };
    const { asked, send } = pool();
    const answered = await (await opened({ constraints: [nobody] })).answer(ask('x'), send);
    expect(asked).toEqual([]);
    expect(answered).toMatchObject({ model: undefined, refused: expect.stringContaining('"nobody"') });
  });

  it('never reaches a model that constraints forbid, whoever fails', async () => {
    const chains = [{ name: 'up', to: ['large'] }];
    const failover = failoverSchema.parse({ ...QUICK, chains });
    const { asked, send } = pool({ small: () => failing({ code: 'ECONNRESET' }) });
    const runtime = await opened({ constraints: [PHI], failover });
    const { errorType } = await runtime.answer(ask('x', { metadata: { dataClass: 'phi' } }), send);
    expect([asked, errorType]).toEqual([['small'], 'network']);
  });
});

describe('what a runtime remembers', () => {
  it('is who fails: such a model is asked last, until its pause is over', async () => {
    const coolDown = { failures: 2, withinMs: 60_000, forMs: 60_000 };
    const runtime = await opened({ failover: { ...QUICK, coolDown } });
    const { asked, send } = pool({ large: () => failing({ status: 429 }) });
    for (let i = 0; i < 3; i++) await runtime.answer(ask('x'), send);
    expect(asked).toEqual(['large', 'small', 'large', 'small', 'small']);
    expect(runtime.live().models).toMatchObject({ large: { healthy: false } });
    await writePolicy(folder, draft({ salt: 'new', failover: { ...QUICK, coolDown } }), rulesSpec);
    await runtime.reload();
    expect((await runtime.answer(ask('x'), send)).record.live?.models).toMatchObject({ large: { healthy: false } });
  });

  it('is what was spent: quotas and budgets of the policy hold from one request to the next', async () => {
    const limits = (given: LimitsInput) => ({ limits: limitsSchema.parse(given) });
    const { asked, send } = pool();
    const quota = await opened(limits({ quotas: [{ model: 'large', requests: 1, per: 'month' }] }));
    for (let i = 0; i < 2; i++) await quota.answer(ask('x'), send);
    expect(asked).toEqual(['large', 'small']);
    const budget = await opened({ embedder, ...limits({ budgets: [{ usd: 0.0115, per: 'month' }] }) }, linearSpec);
    await budget.answer(ask('x'), send);
    expect(budget.live().remainingUsd).toBeCloseTo(0.0005);
    expect(asked.slice(2)).toEqual(['large']);
    expect((await budget.answer(ask('x'), send)).answeredBy).toBe('small');
    expect((await budget.answer(ask('x'), send)).refused).toContain('budget');
  });

  it('is not the budget where the application counts', async () => {
    const limits = limitsSchema.parse({ quotas: [{ model: 'large', requests: 1, per: 'month' }] });
    await writePolicy(folder, draft({ limits }), rulesSpec);
    const runtime = await open(folder, { limits: 'application' });
    const { asked, send } = pool();
    for (let i = 0; i < 2; i++) await runtime.answer(ask('x'), send);
    await runtime.answer(ask('x'), send, { models: { large: { requestsLeft: 0 } } });
    expect(asked).toEqual(['large', 'large', 'small']);
  });
});

describe('a cascade', () => {
  const point = { operatingPoint: { mix: [{ tradeoff: 0.5, share: 1 }] } };
  const scoring = (score: number) => () => Promise.resolve({ value: 'a try', costUsd: 1, score });

  it('asks the next model where an answer is not accepted, and all of it is on the bill', async () => {
    const { asked, send } = pool({ small: scoring(0.4) });
    const { answeredBy, record } = await (await opened(point, cascadeSpec)).answer(ask('x'), send);
    expect([asked, answeredBy]).toEqual([['small', 'large'], 'large']);
    expect(decisionRecordSchema.parse(record)).toMatchObject({ costUsd: 1.011, retries: 1 });
  });

  it('ends with an answer that is accepted', async () => {
    const { asked, send } = pool({ small: scoring(0.5) });
    await (await opened(point, cascadeSpec)).answer(ask('x'), send);
    expect(asked).toEqual(['small']);
  });

  it('gives an answer that was not accepted rather than none', async () => {
    const { send } = pool({ small: scoring(0.1), large: () => failing({ status: 500 }) });
    const answered = await (await opened(point, cascadeSpec)).answer(ask('x'), send);
    expect(answered).toMatchObject({ answeredBy: 'small', answer: { value: 'a try' } });
    expect(answered.errorType).toBeUndefined();
  });
});
