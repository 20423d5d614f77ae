import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { jsonl } from '../datasets/toy-files.fixture.ts';
import { failoverSchema } from '../harness/failover/failover-schema.ts';
import { toyDraft } from '../harness/policy/toy-kind.fixture.ts';
import { writePolicy } from '../harness/policy/write-policy.ts';
import { readDecisions } from './logs/read-decisions.ts';
import { runSignalbox } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();

async function writeToy(): Promise<{ policy: string; dataset: string }> {
  const [policy, dataset] = [join(folder(), 'policy'), join(folder(), 'traffic.jsonl')];
  const failover = failoverSchema.parse({ chains: [{ name: 'spare', from: 'large', to: ['small'] }] });
  const spec = { kind: 'fixed', models: ['small', 'large'], params: { model: 'large' }, attachments: {} };
  await writePolicy(policy, { ...toyDraft, failover }, spec);
  const rows = Array.from({ length: 80 }, (_, i) => ({
    id: `e${i >> 1}`,
    prompt: `question ${i >> 1}`,
    task: 't',
    'metadata.dataClass': 'public',
    model: i % 2 === 0 ? 'small' : 'large',
    quality: i % 2,
    costUsd: 0.001,
    latencyMs: 100,
    inputTokens: 5,
    outputTokens: 5,
  }));
  await writeFile(dataset, jsonl(rows));
  return { policy, dataset };
}

describe('signalbox failover', () => {
  it('reports with and without the chain, writes the log, and says what is wrong with a plan', async () => {
    const { policy, dataset } = await writeToy();
    const log = join(folder(), 'log.jsonl');
    const where = ['failover', '--policy', policy, '--dataset', dataset];
    const [good, bad] = await Promise.all([
      runSignalbox(folder(), ...where, '--faults', 'outage:favourite@10s+20s', '--log', log, '--json'),
      runSignalbox(folder(), ...where, '--faults', 'outage:larg@10s+20s'),
    ]);
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(good.stdout)).toMatchObject({
      schema: 'signalbox/failover',
      version: 1,
      withChain: { availability: 1, violations: 0, hops: [{ hop: 0 }, { hop: 1 }] },
      withoutChain: { availability: expect.closeTo(0.5, 1), unanswered: { 503: expect.any(Number) } },
    });
    expect(await readDecisions(log)).toHaveLength(40);
    expect(bad).toMatchObject({ code: 1, stdout: '' });
    expect(bad.stderr).toMatch(/error: fault "outage:larg@10s\+20s": model "larg".*\nhint: {2}Did you mean "large"\?/);
  });
});
