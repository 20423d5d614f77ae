import { cpSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import type { RunComparison } from './reprice/compare-runs.ts';
import { contents, runSignalbox, writeToyBench } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();
const at = (path: string) => join(folder(), path);
const run = (...args: string[]) => runSignalbox(folder(), ...args);
const reprice = async (...args: string[]) => {
  const { code, stdout, stderr } = await run('reprice', ...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as RunComparison & { folder: string };
};
const results = (path: string) => JSON.parse(readFileSync(join(path, 'results.json'), 'utf8'));

beforeAll(async () => {
  writeToyBench(folder());
  const { code, stderr } = await run('bench');
  expect(code, stderr).toBe(0);
});

describe('signalbox reprice', () => {
  it('gives the figures of the run again at its own prices', async () => {
    const { folder: path, policy, routers } = await reprice('--scale', 'small=1');
    expect(policy).toMatchObject({ verdictChanged: false, before: policy.after, frozenCostUsd: policy.after.costUsd });
    expect(routers[0]!.aiq.before).toEqual(routers[0]!.aiq.after);
    const { name: _, dataset: __, ...again } = results(path);
    const { name: ___, dataset: ____, ...before } = results(at('runs/latest'));
    expect(again).toEqual(before);
  });

  it('decides again, and leaves a whole run and its policy beside the old one', async () => {
    const latest = readlinkSync(at('runs/latest'));
    const before = contents(at('runs/latest'));
    const { folder: path, policy, reference } = await reprice('--scale', 'large=0.001');
    // At a thousandth of its price the large model is worth asking for everything, and the cheaper one is of no use.
    expect(reference.after.costUsd).toBeCloseTo(reference.before.costUsd / 1000, 12);
    expect(policy.after.costUsd).toBeLessThanOrEqual(policy.frozenCostUsd);
    expect(policy.frozenCostUsd).toBeLessThan(policy.before.costUsd);
    expect([...contents(path).keys()].sort()).toEqual(
      expect.arrayContaining([
        'evaluation.json',
        'outcomes.columns',
        'policy/policy.json',
        'report.html',
        'reprice.json',
      ]),
    );
    const pool = JSON.parse(readFileSync(join(path, 'policy/policy.json'), 'utf8')).pool;
    expect(pool[1].price.usdPerRequest).toBeCloseTo(0.01 / 1000, 12);
    const routed = await run('route', '--policy', join(path, 'policy'), '--json', 'Add the cups to the boats.');
    expect(JSON.parse(routed.stdout)).toMatchObject({ model: expect.stringMatching(/small|large/) });
    expect(readlinkSync(at('runs/latest'))).toBe(latest);
    expect(contents(at('runs/latest'))).toEqual(before);
    expect(readdirSync(at('runs')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('prices a re-priced run again, elsewhere, to the same bytes each time', async () => {
    const { folder: dear } = await reprice('--scale', 'small=2', '--out', 'other');
    const [first, second] = [
      await reprice(dear, '--scale', 'small=0.5'),
      await reprice(dear, '--scale', 'small=0.5', '-o', 'third'),
    ];
    expect(contents(second.folder)).toEqual(contents(first.folder));
    const { models, policy } = results(first.folder);
    const old = results(at('runs/latest'));
    expect(policy.chosen).toEqual(old.policy.chosen);
    expect(models.map(({ costUsd }: { costUsd: unknown }) => costUsd)).toEqual(
      old.models.map(({ costUsd }: { costUsd: unknown }) => costUsd),
    );
  });

  it('says old against new in words', async () => {
    const { stdout, code } = await run('reprice', '--scale', 'large=4');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /AIQ[\s\S]*if left alone[\s\S]*knn[\s\S]*large[\s\S]*Reference {2}[\s\S]*Ships {6}[\s\S]*Report {2}runs\//,
    );
  });

  it('keeps equal attachments of a run once', () => {
    const inode = (path: string) => statSync(at(path)).ino;
    expect(inode('runs/latest/candidates/1-knn/vectors.bin')).toBe(inode('runs/latest/policy/vectors.bin'));
  });

  it.each<[string, string[], RegExp]>([
    ['without new prices', [], /no new prices are given\nhint: .*--prices/],
    ['an unknown model', ['--scale', 'larg=2'], /no model "larg"\nhint: {2}Did you mean "large"\?/],
    ['a factor that is none', ['--scale', 'large'], /model=factor/],
    ['a run that is not there', ['nowhere', '--scale', 'large=2'], /there is no run nowhere\nhint: /],
    ['a run of an older version', ['old', '--scale', 'large=2'], /older version[\s\S]*hint: .*signalbox bench/],
    [
      'a model without price',
      ['--prices', 'small.json'],
      /no price is known for the model "large"\nhint: .*--keep large/,
    ],
    [
      'a day before all prices',
      ['--prices', 'small.json', '--date', '2020-01-01'],
      /"small" on 2020-01-01\nhint: .*2026-01-01/,
    ],
    [
      'new rates without tokens',
      ['--prices', 'small.json', '--keep', 'large'],
      /of small were recorded without token counts/,
    ],
    ['a broken price file', ['--prices', 'broken.json'], /broken\.json: not a price file/],
    ['a date that is none', ['--date', 'today'], /"today" is not an ISO date/],
  ])('refuses %s, leaving nothing behind', async (_, args, message) => {
    const prices = { small: [{ from: '2026-01-01', input: 1, output: 2 }] };
    writeFileSync(at('small.json'), JSON.stringify({ schema: 'signalbox/prices', version: 2, prices }));
    writeFileSync(at('broken.json'), '{"prices":');
    if (!existsSync(at('old'))) {
      cpSync(at('runs/latest/'), at('old'), { recursive: true, dereference: true });
      rmSync(at('old/evaluation.json'));
    }
    const before = readdirSync(at('runs'));
    const { code, stderr } = await run('reprice', ...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
    expect(readdirSync(at('runs'))).toEqual(before);
  });
});
