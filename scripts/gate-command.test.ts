import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchConfig } from '../harness/config.ts';
import { pureOperatingPoint } from '../harness/evaluate/operating-point.ts';
import { writePolicy } from '../harness/policy/write-policy.ts';
import { fixed, knn } from '../routers/index.ts';
import { openGateTree } from './gate/gate-tree.ts';
import { type CheckOptions, runCheck } from './gate/run-check.ts';
import { writeBaseline } from './gate/write-baseline.ts';
import { terminalProgress } from './progress.ts';
import { runSignalbox, TOY_CONFIG, writeToyBench } from './run-signalbox.fixture.ts';

const progress = terminalProgress({ quiet: true });
let folder: string;
let config: BenchConfig;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-gate-'));
  writeToyBench(folder);
  config = {
    dataset: join(folder, 'toy.csv'),
    routers: [knn({ k: 3 })],
    objective: { kind: 'cheapest-within', margin: 0.25 },
    seed: 1,
  };
  await writeBaseline(config, join(folder, 'bench.lock.json'), { progress });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = (options: Partial<CheckOptions> = {}, changed: Partial<BenchConfig> = {}) =>
  runCheck({ ...config, ...changed }, { progress, baseline: join(folder, 'bench.lock.json'), ...options });

describe('signalbox check', () => {
  it('passes an unchanged tree, by the shipped router and by the whole comparison', async () => {
    expect(readFileSync(join(folder, 'bench.lock.json'), 'utf8')).not.toContain('sad poem');
    for (const all of [false, true]) {
      const result = await check({ all });
      expect(result).toMatchObject({ status: 'pass', prompts: 16, flips: [] });
    }
  });

  it('compares on the intersection where prompts were merely added', async () => {
    const rows = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'].map((id, i) =>
      [id, `Name ${i + 40} rivers of the ${id} continent by their length.`, 'lists', 'free', 1, 0.0001, 1, 0.01].join(),
    );
    const dataset = join(folder, 'more', 'toy.csv');
    mkdirSync(join(folder, 'more'));
    writeFileSync(dataset, `${readFileSync(join(folder, 'toy.csv'), 'utf8')}${rows.join('\n')}\n`);
    const result = await check({}, { dataset });
    if (result.status === 'not-comparable') throw new Error(JSON.stringify(result.because));
    expect(result).toMatchObject({ status: 'pass', prompts: 16 });
    expect(result.added.train + result.added.validate + result.added.test).toBe(6);
  });

  it('exits with 3 when a row of the dataset changed, and says which', async () => {
    const csv = join(folder, 'toy.csv');
    const before = readFileSync(csv, 'utf8');
    writeFileSync(csv, before.replace('q3,Write a sad poem of 5 lines', 'q3,Write a sad poem of 6 lines'));
    const { code, stdout } = await runSignalbox(
      folder,
      'check',
      '--format',
      'github',
      'junit',
      '--out',
      '-',
      'gate.xml',
    );
    writeFileSync(csv, before);
    expect(code).toBe(3);
    expect(stdout).toContain('::error title=Signalbox%3A not comparable::');
    expect(stdout).toContain('1 of 80 rows changed: q3');
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain('failures="1"');
  });

  it('measures a policy as it was written: exits with 2 when it breaks constraints of the config', async () => {
    const policy = join(folder, 'small-policy');
    const { table, tools } = await openGateTree(config, { progress });
    const { spec } = await fixed({ model: 'small' }).fit(table, tools);
    const fingerprints = { dataset: '', prices: '', code: '' };
    await writePolicy(
      policy,
      {
        name: 'small',
        routerName: 'small',
        salt: '',
        pool: table.models as never,
        metadata: {},
        constraints: [],
        embedder: null,
        operatingPoint: pureOperatingPoint(0),
        provenance: {
          dataset: 'toy',
          simulated: false,
          fingerprints,
          seed: 1,
          split: { train: 0, validate: 0, test: 0 },
        },
      },
      spec,
    );
    tools.completer.close();
    const result = await check({ policy, margins: { quality: 0.6 } });
    if (result.status === 'not-comparable') throw new Error(JSON.stringify(result.because));
    // Half of the prompts are poems, which the small model cannot write. Sixteen prompts tell that, not that it is .6.
    expect(result.status).toBe('pass');
    expect(result.criteria[0]).toMatchObject({ name: 'quality', before: 1, after: 0.5 });
    expect(result.flips[0]).toMatchObject({ from: 'large', to: 'small', quality: -1 });
    // The config may have a constraint that the policy lost: that is a regression however few prompts there are.
    const constraints = "constraints: [{ name: 'no small', allow: 'model.id != \"small\"' }],";
    writeFileSync(join(folder, 'strict.config.ts'), TOY_CONFIG.replace('seed: 1,', `seed: 1, ${constraints}`));
    const args = ['--config', 'strict.config.ts', '--policy', 'small-policy', '--margin-quality', '0.6'];
    const { code, stdout } = await runSignalbox(folder, 'check', ...args);
    expect(code).toBe(2);
    expect(stdout).toContain('✗ constraint violations: 0 → 16, 16 new');
  });

  it('exits with 1 for a margin that 16 prompts cannot tell, and says how many it takes', async () => {
    await expect(check({ margins: { quality: 0.02 } })).rejects.toThrow(/cannot tell that: it takes \d+ test prompts/);
  });
});
