import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DecisionRecord, decisionRecordSchema } from '../decision-record.ts';
import { type AuditedPolicy, policyAudit } from './policy-audit.ts';

const price = {
  usdPerRequest: 0,
  inputUsdPerMillionTokens: 1,
  outputUsdPerMillionTokens: 1,
  source: 'card' as const,
};
const POLICY: AuditedPolicy = {
  constraints: [{ name: 'phi', allow: 'metadata.dataClass != "phi" || model.baa' }],
  pool: [
    { id: 'small', price, attributes: { baa: true } },
    { id: 'large', price, attributes: { baa: false } },
    { id: 'unknown', price },
  ],
  metadata: { dataClass: { type: 'string' } },
};

function record(more: Partial<DecisionRecord>): DecisionRecord {
  return decisionRecordSchema.parse({
    schema: 'signalbox/decision',
    version: 2,
    id: 'r1',
    policy: '0'.repeat(64),
    model: 'small',
    allowed: ['small'],
    tradeoff: 0,
    explore: { share: 0, drawn: false },
    why: [],
    routing: { usd: 0, latencyMs: 0, calls: 0 },
    request: { messages: [{ role: 'user', content: 'hello' }], metadata: { dataClass: 'phi' } },
    ...more,
  });
}

describe('the audit of a record', () => {
  const audit = policyAudit(POLICY);

  it('finds nothing where the constraints were kept', () => {
    expect(audit(record({}))).toEqual({ checked: true, violations: [], deniedForNothing: [] });
  });

  it('names every part that a forbidden model plays', () => {
    const attempts = [
      { model: 'large', latencyMs: 1, 'error.type': '503' },
      { model: 'small', latencyMs: 1 },
    ];
    const { violations } = audit(
      record({ model: 'large', allowed: ['small', 'large'], fallbacks: ['unknown'], attempts }),
    );
    expect(violations).toEqual([
      {
        record: 'r1',
        model: 'large',
        roles: ['chosen', 'allowed', 'asked'],
        constraint: 'phi',
        metadata: { dataClass: 'phi' },
      },
      expect.objectContaining({
        model: 'unknown',
        roles: ['fallback'],
        error: expect.stringContaining('baa is missing'),
      }),
    ]);
  });

  it('denies where the request lacks a field or has it in another type', () => {
    const messages = [{ role: 'user' as const, content: 'x' }];
    for (const metadata of [{}, { dataClass: 7 }]) {
      const { violations } = audit(record({ allowed: ['small', 'large'], request: { messages, metadata } }));
      expect(violations.map(({ model }) => model)).toEqual(['large']);
    }
  });

  it('knows nothing of a model outside the pool, and so forbids it', () => {
    const { violations } = audit(record({ attempts: [{ model: 'stranger', latencyMs: 1 }] }));
    expect(violations).toMatchObject([{ model: 'stranger', roles: ['asked'] }]);
    expect(violations[0]).not.toHaveProperty('constraint');
  });

  it('never takes a record without its request for fine', () => {
    expect(audit(record({ request: undefined })).checked).toBe(false);
  });

  it('says where a record denies what no constraint does', () => {
    const request = { messages: [{ role: 'user' as const, content: 'x' }], metadata: { dataClass: 'public' } };
    expect(audit(record({ request })).deniedForNothing).toEqual(['large', 'unknown']);
  });

  it('refuses a constraint that it cannot read', () => {
    const constraints = [{ name: 'odd', allow: 'metadata.dataClass ==' }];
    expect(() => policyAudit({ ...POLICY, constraints })).toThrow('constraint "odd": the checker cannot read it');
  });
});

describe('independence of the audit', () => {
  it('runs nothing that the enforcement runs', () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const walk = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      const code = readFileSync(file, 'utf8');
      for (const [, words, from] of code.matchAll(/^(?:import|export)\s([^;]*?)from '([^']+)';/gms)) {
        if (words!.startsWith('type ')) continue;
        if (from!.startsWith('.')) walk(resolve(dirname(file), from!));
        else packages.add(from!);
      }
      expect(code).not.toMatch(/\b(?:import|require)\(/);
    };
    const folder = import.meta.dirname;
    for (const file of readdirSync(folder)) if (!file.endsWith('.test.ts')) walk(join(folder, file));
    const outside = [...seen]
      .filter((file) => dirname(file) !== folder)
      .map((file) => file.slice(dirname(folder).length));
    expect(outside).toEqual(['/bench-error.ts']);
    expect([...packages].sort()).toEqual(['@bufbuild/cel', 'gpt-tokenizer/encoding/o200k_base', 're2js']);
  });
});
