import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { type BenchConfigInput, parseConfig } from '../../harness/config.ts';
import { openPolicy } from '../../harness/policy/open-policy.ts';
import { routerKinds, rules } from '../../routers/index.ts';
import { readEvaluation } from '../kept/read-evaluation.ts';
import { terminalProgress } from '../progress.ts';
import { writeToyBench } from '../run-signalbox.fixture.ts';
import { type BenchRun, runBench } from './run-bench.ts';

const folder = temporaryFolder();
const progress = terminalProgress({ quiet: true });
/** Poems need the large model, which who pays nothing may not have. */
const PAID = { name: 'paid', allow: 'metadata.tier == "pro" || !model.paid' };
let run: BenchRun;

beforeAll(async () => {
  writeToyBench(folder());
  run = await bench({
    attributes: { small: { paid: false }, large: { paid: true } },
    constraints: [PAID],
    failover: { chains: [{ name: 'down', from: 'large', to: ['small'] }] },
    limits: { budgets: [{ usd: 5, per: 'day' }] },
  });
});

function bench(settings: Partial<BenchConfigInput>, options: { leaveOutMisfits?: boolean } = {}): Promise<BenchRun> {
  const written = {
    dataset: join(folder(), 'toy.csv'),
    routers: [rules({ rules: [{ when: 'prompt.text.contains("poem")', use: 'large' }], otherwise: 'small' })],
    objective: { kind: 'cheapest-within', margin: 0.02 },
    seed: 1,
    output: join(folder(), 'runs'),
    ...settings,
  };
  return runBench(parseConfig(written, 'bench.config.ts'), { progress, ...options });
}

describe('a bench under constraints', () => {
  it('sends nothing where it must not go, whatever the router thinks', async () => {
    const { input, decisions } = await readEvaluation(run.folder);
    const tests = [...input.split.test];
    expect(input.table.allowed).toContain(0);
    expect(decisions.size).toBeGreaterThan(0);
    for (const choices of decisions.values()) {
      tests.forEach((row, i) => {
        expect(input.table.allowed![row * 2 + choices[i]!]).toBe(1);
      });
    }
  });

  it('takes a single model for a preference order: the model where it is allowed, else the next', () => {
    const large = run.results.singles.find(({ model }) => model === 'large')!.chosen;
    const forbidden = run.results.compliance!.constraints[0]!.binds;
    expect(forbidden).toBeGreaterThan(0.3);
    expect(large.shares).toEqual([expect.closeTo(forbidden, 12), expect.closeTo(1 - forbidden, 12)]);
    expect(large.refused ?? 0).toBe(0);
  });

  it('tells what the constraint takes from what ships', () => {
    const { all, constraints } = run.results.compliance!;
    expect(constraints).toMatchObject([{ ...PAID, refused: 0, undecided: 0 }]);
    expect(all.moved).toBeGreaterThan(0.1);
    expect(all.quality.high).toBeLessThan(0);
    expect(all.costUsd.high).toBeLessThan(0);
    expect(readFileSync(join(run.folder, 'report.html'), 'utf8')).toContain('The price of compliance');
  });

  it('ships rules, chains and limits with the policy', async () => {
    const tools = { countTokens: (text: string) => text.length, seed: 1 };
    const { policy } = await openPolicy(join(run.folder, 'policy'), routerKinds, tools);
    expect(policy).toMatchObject({
      version: 2,
      constraints: [PAID],
      metadata: { tier: { type: 'string', values: ['free', 'pro'] } },
      failover: { retries: 1, chains: [{ name: 'down', to: ['small'] }] },
      limits: { budgets: [{ usd: 5, per: 'day' }], quotas: [] },
    });
    expect(policy.pool.map(({ attributes }) => attributes)).toEqual([{ paid: false }, { paid: true }]);
  });
});

describe('rules that do not suit the dataset', () => {
  it.each<[string, Partial<BenchConfigInput>, RegExp]>([
    [
      'a constraint on metadata that nobody declares',
      { constraints: [{ name: 'x', allow: 'metadata.teir == "a"' }] },
      /constraint "x": .*teir/s,
    ],
    [
      'a constraint on an attribute that no model has',
      { constraints: [{ name: 'x', allow: 'model.baa' }] },
      /constraint "x": .*baa/s,
    ],
    [
      'attributes of a model outside the pool',
      { attributes: { lagre: {} } },
      /attributes: "lagre": no such model in the pool/,
    ],
    [
      'a quota of a model outside the pool',
      { limits: { quotas: [{ model: 'huge', requests: 1, per: 'day' }] } },
      /quota of "huge"/,
    ],
    [
      'a chain that comes back',
      { failover: { chains: [{ name: 'c', from: 'small', to: ['small'] }] } },
      /comes back to small/,
    ],
    [
      'a chain that could reach a forbidden model',
      {
        attributes: { small: { paid: false }, large: { paid: true } },
        constraints: [PAID],
        failover: { chains: [{ name: 'up', from: 'small', to: ['large'] }] },
      },
      /fallback chain "up" could reach large, which "paid" forbids: a request tier=free/,
    ],
  ])('are refused: %s', async (_, settings, message) => {
    await expect(bench(settings)).rejects.toThrow(message);
  });

  it('are left out and told where the dataset was named beside the config', async () => {
    const settings = { constraints: [{ name: 'baa', allow: 'model.baa' }], output: join(folder(), 'misfits') };
    const { results, leftOut } = await bench(settings, { leaveOutMisfits: true });
    expect(leftOut).toEqual([expect.stringMatching(/^constraint baa left out, so that it binds nothing here: .*baa/)]);
    expect(results.dataset.notes).toEqual(expect.arrayContaining([...leftOut]));
    expect(results.compliance).toBeUndefined();
  });
});
