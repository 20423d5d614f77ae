import { cpSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import type { Results } from '../harness/evaluate/results.ts';
import { readPriceFile } from '../harness/record/price-file.ts';
import type { RunComparison } from './reprice/compare-runs.ts';
import type { NewPrices } from './reprice/price-changes.ts';
import { repriceRun } from './reprice/reprice-run.ts';
import { repriceText } from './reprice/reprice-text.ts';
import { contents, runSignalbox, writeToyBench } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();
const at = (path: string) => join(folder(), path);
const run = (...args: string[]) => runSignalbox(folder(), ...args);
const repriced = (from: string, prices: NewPrices, words: string, output?: string) =>
  repriceRun(at(from), { prices, words, ...(output === undefined ? {} : { output: at(output) }) });
const results = (path: string): Results => JSON.parse(readFileSync(join(path, 'results.json'), 'utf8'));

beforeAll(async () => {
  writeToyBench(folder());
  const { code, stderr } = await run('bench');
  expect(code, stderr).toBe(0);
});

describe('signalbox reprice', () => {
  it('gives the figures of the run again at its own prices', async () => {
    const { folder: path, comparison } = await repriced('runs/latest', { scale: new Map([['small', 1]]) }, 'small × 1');
    const { policy } = comparison;
    expect(policy).toMatchObject({ verdictChanged: false, before: policy.after, frozenCostUsd: policy.after.costUsd });
    const figures = ({ name: _, dataset: __, priceFlips: ___, ...rest }: Results) => rest;
    expect(figures(results(path))).toEqual(figures(results(at('runs/latest'))));
    const text = repriceText(comparison);
    expect(text).toMatch(
      /^No price changed\.[\s\S]*if left alone[\s\S]*knn[\s\S]*large[\s\S]*Reference {2}large [\s\S]*Ships {6}knn, as before: /,
    );
  });

  it('decides again, and leaves a whole run and its policy beside the old one', async () => {
    const latest = readlinkSync(at('runs/latest'));
    const before = contents(at('runs/latest'));
    const { code, stdout, stderr } = await run('reprice', '--scale', 'large=0.001', '--json');
    expect(code, stderr).toBe(0);
    const { folder: path, reference, policy } = JSON.parse(stdout) as RunComparison & { folder: string };
    expect(reference.after.costUsd).toBeCloseTo(reference.before.costUsd / 1000, 12);
    // At a thousandth of its price the large model is the cheaper one, wherever the small one was asked for its price.
    expect(policy.after.costUsd).toBeLessThanOrEqual(policy.frozenCostUsd);
    expect(policy.frozenCostUsd).toBeLessThan(policy.before.costUsd);
    const files = ['evaluation.json', 'outcomes.columns', 'policy/policy.json', 'report.html', 'reprice.json'];
    expect([...contents(path).keys()]).toEqual(expect.arrayContaining(files));
    const { pool } = JSON.parse(readFileSync(join(path, 'policy/policy.json'), 'utf8'));
    expect(pool[1].price.usdPerRequest).toBeCloseTo(0.01 / 1000, 12);
    expect(readlinkSync(at('runs/latest'))).toBe(latest);
    expect(contents(at('runs/latest'))).toEqual(before);
  });

  it('gives the same bytes for the same prices, and prices a re-priced run again', async () => {
    const scale = (factor: number) => ({ scale: new Map([['large', factor]]) });
    const first = readdirSync(at('runs')).find((name) =>
      results(at(`runs/${name}`))
        .dataset.notes.at(-1)
        ?.includes('0.001'),
    )!;
    const again = await repriced('runs/latest', scale(0.001), 'large × 0.001', 'other');
    expect(contents(again.folder)).toEqual(contents(at(`runs/${first}`)));
    const back = await repriced(`other/${first}`, scale(1000), 'large × 1000');
    const old = results(at('runs/latest'));
    expect(back.results.models[1]!.costUsd.value).toBeCloseTo(old.models[1]!.costUsd.value, 12);
    expect(back.results.policy.chosen.quality).toEqual(old.policy.chosen.quality);
  });

  it('keeps equal attachments of a run once', () => {
    const inode = (path: string) => statSync(at(path)).ino;
    expect(inode('runs/latest/candidates/1-knn/vectors.bin')).toBe(inode('runs/latest/policy/vectors.bin'));
  });

  it.each<[string, string[], RegExp]>([
    ['without new prices', [], /no new prices are given\nhint: .*--prices/],
    ['an unknown model', ['--scale', 'larg=2'], /no model "larg"\nhint: {2}Did you mean "large"\?/],
    ['a factor that is none', ['--scale', 'large'], /model=factor/],
  ])('refuses %s, leaving nothing behind', async (_, args, message) => {
    const before = readdirSync(at('runs'));
    const { code, stderr } = await run('reprice', ...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
    expect(readdirSync(at('runs'))).toEqual(before);
  });

  it('refuses a run that is not there or too old, and rates for tokens that nobody recorded', async () => {
    cpSync(at('runs/latest/'), at('old'), { recursive: true, dereference: true });
    rmSync(at('old/evaluation.json'));
    const prices = { small: [{ from: '2026-01-01', input: 1, output: 2 }] };
    writeFileSync(at('small.json'), JSON.stringify({ schema: 'signalbox/prices', version: 2, prices }));
    const small = { files: [readPriceFile(at('small.json'))], date: '2026-06-01' };
    await expect(repriced('nowhere', small, '')).rejects.toThrow(/there is no run/);
    await expect(repriced('old', small, '')).rejects.toThrow(/older version/);
    await expect(repriced('runs/latest', small, '')).rejects.toThrow(/no price is known for the model "large"/);
    const kept = { ...small, keep: ['large'] };
    await expect(repriced('runs/latest', kept, '')).rejects.toThrow(/of small were recorded without token counts/);
    const early = { ...small, date: '2020-01-01' };
    await expect(repriced('runs/latest', early, '')).rejects.toThrow(/no price for the model "small" on 2020-01-01/);
  });
});
