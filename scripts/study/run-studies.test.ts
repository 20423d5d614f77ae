import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Splits } from '../../harness/evaluate/studies/splits-schema.ts';
import { clusters, knn, rules } from '../../routers/index.ts';
import { runBench } from '../bench/run-bench.ts';
import { terminalProgress } from '../progress.ts';
import { writeToyBench } from '../run-signalbox.fixture.ts';
import { finishedParts } from './finished-parts.ts';
import { runStudies, type StudyOptions } from './run-studies.ts';
import type { StudySetting } from './study-setting.ts';
import { studySplits } from './study-splits.ts';

const folder = temporaryFolder();
const progress = terminalProgress({ quiet: true });
const study = (config: BenchConfig, options: Partial<StudyOptions> = {}) =>
  runStudies(config, { progress, seeds: 3, ...options });
const resultsOf = (run: string): Results => JSON.parse(readFileSync(join(run, 'results.json'), 'utf8'));

let config: BenchConfig;
let run: string;

beforeAll(async () => {
  writeToyBench(folder());
  config = {
    dataset: join(folder(), 'toy.csv'),
    routers: [knn({ k: 3 }), rules({ rules: [], otherwise: 'small' }), clusters({ k: 2 })],
    objective: { kind: 'cheapest-within', margin: 0.01 },
    seed: 1,
    output: join(folder(), 'runs'),
  };
  run = (await study(config)).folder;
});

describe('runStudies', () => {
  it('makes the run where there is none, and leaves studies and a report beside its results, nothing else', () => {
    const names = readdirSync(run);
    expect(names).toEqual(expect.arrayContaining(['results.json', 'studies.json', 'report.html', 'policy']));
    expect(names.filter((name) => /partial|studies\.json\./.test(name))).toEqual([]);
    expect(readdirSync(join(run, 'charts'))).toEqual(expect.arrayContaining(['splits.svg', 'learning.png']));
    const page = readFileSync(join(run, 'report.html'), 'utf8');
    for (const id of ['splits', 'learning']) expect(page).toContain(`<section id="${id}">`);
    expect(readFileSync(join(run, 'report.md'), 'utf8')).toContain('## Is the reference set big enough?');
  });

  it('has for each seed the figures of a bench with that seed, through policies saved and opened again', async () => {
    const { splits } = JSON.parse(readFileSync(join(run, 'studies.json'), 'utf8')) as { splits: Splits };
    expect(splits.runs.map(({ seed }) => seed)).toEqual([1, 2, 3]);
    const other = await runBench({ ...config, seed: 3, shuffledControl: false }, { progress });
    for (const results of [resultsOf(run), other.results]) {
      const found = splits.runs.find(({ seed }) => seed === results.seed)!;
      expect(found.routers).toEqual(
        results.routers.map(({ name, aiqMinusZero }) => ({ name, aiqMinusZero: aiqMinusZero.value })),
      );
      expect(found.policy.candidate).toBe(results.policy.candidate);
      expect(found.policy.delivered.costUsd).toBe(results.policy.chosen.costUsd.value);
    }
  });

  it('goes on where it was interrupted, to the same bytes', async () => {
    const whole = readFileSync(join(run, 'studies.json'), 'utf8');
    const stopped = { ...progress, stage: () => (done: number) => void (done === 2 && expect.fail('interrupted')) };
    await expect(study(config, { progress: stopped, studies: ['learning'] })).rejects.toThrow('interrupted');
    const kept = readFileSync(join(run, 'studies.partial.jsonl'), 'utf8').match(/"part":"[^"]*"/g);
    expect(kept).toEqual(['"part":"learning/0.1/0"', '"part":"learning/0.1/1"']);
    await study(config, { studies: ['learning'] });
    expect(readFileSync(join(run, 'studies.json'), 'utf8')).toBe(whole);
    expect(existsSync(join(run, 'studies.partial.jsonl'))).toBe(false);
  });

  it('says of a run named which fingerprint differs, and of an unreadable file what to do', async () => {
    const other = { ...config, objective: { kind: 'cheapest-within', margin: 0.02 } } as const;
    await expect(study(other, { run })).rejects.toThrow(/is the run toy-\w+, and this config makes toy-\w+: .*config$/);
    await expect(study(config, { run: join(folder(), 'nowhere') })).rejects.toThrow('there is no such folder');
    const damaged = join(folder(), 'damaged');
    cpSync(run, damaged, { recursive: true });
    writeFileSync(join(damaged, 'studies.json'), '{"schema":"signalbox/studies","version":2}');
    await expect(study(config, { run: damaged })).rejects.toThrow('has version 2');
    writeFileSync(join(damaged, 'studies.json'), '{"schema":');
    await expect(study(config, { run: damaged })).rejects.toThrow('is not JSON');
  });

  it('survives the same bench made again', async () => {
    const studies = readFileSync(join(run, 'studies.json'), 'utf8');
    expect((await runBench(config, { progress })).folder).toBe(run);
    expect(readFileSync(join(run, 'studies.json'), 'utf8')).toBe(studies);
  });

  it('makes no study of splits of a split by time', async () => {
    const ordered = { config: { ...config, split: { order: 'time' } } } as StudySetting;
    const parts = finishedParts(join(folder(), 'parts.jsonl'), 'run');
    expect(await studySplits(ordered, 20, parts, () => {})).toEqual({
      undefined: expect.stringContaining('ordered by time'),
    });
  });
});
