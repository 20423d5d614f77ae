import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { knn } from '../../routers/index.ts';
import { benchArguments } from '../bench-arguments.ts';
import { terminalProgress } from '../progress.ts';
import { TOY_CONFIG, writeToyBench } from '../run-signalbox.fixture.ts';
import { finishedParts } from './finished-parts.ts';
import { forkedFitter, type StudySource } from './forked-fitter.ts';
import { openStudy } from './open-study.ts';
import { ownFitter, type SplitFitter, splitFitters } from './split-fitters.ts';
import { type StudySetting, settingFingerprint } from './study-setting.ts';
import { studySplits } from './study-splits.ts';

const folder = temporaryFolder();
const file = (name: string) => join(folder(), name);

/** A router that looks at the seed before it fits, and says in which processes it did. */
const WATCHED_CONFIG = TOY_CONFIG.replace(
  'import {',
  "import { appendFileSync } from 'node:fs';\nimport { BenchError,",
).replace(
  'routers: [knn({ k: 3 })]',
  `routers: [{
    ...knn({ k: 3 }),
    async fit(train, tools) {
      appendFileSync(new URL('pids', import.meta.url), process.pid + '\\n');
      if (tools.seed === 4) throw new BenchError('four is too much', { hint: 'Take three.' });
      if (tools.seed === 5) null.property;
      if (tools.seed === 6) process.exit(7);
      if (tools.seed >= 100) await new Promise((resolve) => setTimeout(resolve, 60_000));
      return knn({ k: 3 }).fit(train, tools);
    },
  }]`,
);
const pids = () => {
  if (!existsSync(file('pids'))) return [];
  return [...new Set(readFileSync(file('pids'), 'utf8').trim().split('\n').map(Number))];
};

/** The study as this process opens it, and how others do. */
async function opened() {
  const given = { dataset: file('toy.csv'), offline: true };
  const config = {
    dataset: './toy.csv',
    routers: [knn({ k: 3 })],
    objective: { kind: 'cheapest-within' as const, margin: 0.25 },
    seed: 1,
  };
  const bench = benchArguments(config, given, terminalProgress({ quiet: true }));
  const { setting, close } = await openStudy(bench.config, bench.options);
  close();
  const source = { config: file('bench.config.ts'), arguments: given, fingerprint: settingFingerprint(setting) };
  return { setting, source };
}

describe('splits evaluated by other processes', () => {
  let setting: StudySetting;
  let source: StudySource;

  beforeAll(async () => {
    writeToyBench(folder(), WATCHED_CONFIG);
    ({ setting, source } = await opened());
  });

  it('are those of this process, or what is wrong with a split, a bug with its stack, the end of a process', async () => {
    const own = ownFitter(setting);
    const [one, two] = splitFitters(setting, { source, workers: 2 }, 0) as [SplitFitter, SplitFitter];
    const parts = await Promise.all([one.fit(2), two.fit(3)]);
    expect(JSON.stringify(parts)).toBe(JSON.stringify([await own.fit(2), await own.fit(3)]));
    expect(pids()).toHaveLength(2);
    expect(pids()).not.toContain(process.pid);
    expect(await one.fit(4)).toEqual({ undefined: expect.stringContaining('four is too much') });
    await expect(one.fit(5)).rejects.toThrow(/seed 5.*TypeError[\s\S]*bench\.config\.ts/);
    await expect(one.fit(6)).rejects.toThrow('ended with code 7');
    await Promise.all([one.close(), two.close()]);
    expect(pids().some(isAlive)).toBe(false);
  });

  it('are shared between whoever evaluates, to the same result, and all are closed in the end', async () => {
    const steps: number[] = [];
    let closed = 0;
    const fitter = () => ({ ...ownFitter(setting), close: async () => void closed++ });
    const study = (name: string, fitters: readonly SplitFitter[]) =>
      studySplits(setting, 4, finishedParts(file(name), 'run'), (done) => steps.push(done), fitters);
    const alone = await study('alone', [fitter()]);
    expect(alone).toMatchObject({ failed: [], runs: [{ seed: 1 }, { seed: 2 }, { seed: 3 }, { seed: 4 }] });
    expect(await study('shared', [fitter(), fitter()])).toEqual(alone);
    expect(steps).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
    const broken = { ...fitter(), fit: () => Promise.reject(new Error('no memory left')) };
    await expect(study('broken', [fitter(), broken])).rejects.toThrow('no memory left');
    expect(closed).toBe(5);
  });

  it.concurrent('are refused where another process opened something else', async () => {
    const fitter = forkedFitter({ ...source, fingerprint: 'another' });
    await expect(fitter.fit(2)).rejects.toThrow(/bench\.config\.ts or its dataset changed/);
    await fitter.close();
  });

  it.concurrent('end with the process that began them, however it ends', async () => {
    const before = pids();
    const worker = fileURLToPath(new URL('./split-worker.mjs', import.meta.url));
    const [path, argument] = [worker, JSON.stringify(source)].map((text) => JSON.stringify(text));
    const code = `require('node:child_process').fork(${path}, [${argument}], { serialization: 'advanced' }).send(100)`;
    const parent = spawn(process.execPath, ['--eval', code], { stdio: ['ignore', 'ignore', 'inherit'] });
    const fitting = () => pids().filter((pid) => !before.includes(pid));
    while (fitting().length === 0) await setTimeout(20);
    parent.kill('SIGKILL');
    while (fitting().some(isAlive)) await setTimeout(20);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
