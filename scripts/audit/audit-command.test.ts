import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { random } from '../../harness/random.ts';
import { decisionsOf } from '../logs/read-decisions.ts';
import { auditText } from './audit-text.ts';
import { randomPolicy } from './random-policy.ts';
import { runAudit } from './run-audit.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterAll(() => rm(folder, { recursive: true }));

const base = randomPolicy(random(1));
const policy = {
  ...base,
  pool: base.pool.slice(0, 2),
  metadata: { dataClass: { type: 'string' as const } },
  constraints: [{ name: 'phi', allow: 'metadata.dataClass != "phi" || model.id == "a"' }],
};
const record = (id: string, model: string, dataClass?: string): object => ({
  schema: 'signalbox/decision',
  version: 2,
  id,
  policy: '1'.repeat(64),
  model,
  allowed: ['a', 'b'],
  tradeoff: 0,
  explore: { share: 0, drawn: false },
  why: [],
  routing: { usd: 0, latencyMs: 0, calls: 0 },
  ...(dataClass === undefined
    ? {}
    : { request: { messages: [{ role: 'user', content: 'x' }], metadata: { dataClass } } }),
});

async function audited(records: readonly object[]) {
  const file = join(folder, 'log.jsonl');
  await writeFile(file, records.map((each) => `${JSON.stringify(each)}\n`).join(''));
  expect(await readFile(file, 'utf8')).not.toBe('');
  return runAudit(decisionsOf(file) as AsyncIterable<DecisionRecord>, { policy, fingerprint: '1'.repeat(64) });
}

describe('an audited log', () => {
  it('counts violations, and what cannot be checked apart', async () => {
    const report = await audited([record('1', 'a', 'public'), record('2', 'b', 'phi'), record('3', 'a')]);
    expect(report).toMatchObject({ records: 3, unchecked: 1, violating: 1, ofOtherPolicies: 0 });
    expect(report).toMatchObject({ perConstraint: { phi: 1 }, perModel: { b: 1 } });
    expect(auditText(report)).toBe(
      [
        '1 of 2 checked records violate a constraint.',
        '1 records cannot be checked: their request was not kept.',
        '',
        '  2  went to b (chosen, allowed): forbidden by "phi"  dataClass=phi',
      ].join('\n'),
    );
  });

  it('says when there is none', async () => {
    expect(auditText(await audited([record('1', 'a', 'public')]))).toBe('No violation in 1 checked records.');
  });

  it('stops at an id that comes twice', async () => {
    await expect(audited([record('1', 'a'), record('1', 'a')])).rejects.toThrow(/row 2, field "id"/);
  });
});
