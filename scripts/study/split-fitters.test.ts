import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { knn } from '../../routers/index.ts';
import { benchArguments } from '../bench-arguments.ts';
import { terminalProgress } from '../progress.ts';
import { TOY_CONFIG, writeToyBench } from '../run-signalbox.fixture.ts';
import { finishedParts } from './finished-parts.ts';
import { forkedFitter, type StudySource } from './forked-fitter.ts';
import { openStudy } from './open-study.ts';
import { splitFitters } from './split-fitters.ts';
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

  it('are the same for one process and for two, which then end', async () => {
    const steps: number[] = [];
    const parts = (name: string) => finishedParts(file(name), 'run');
    const alone = await studySplits(setting, 3, parts('alone'), () => {}, splitFitters(setting, { source }, 0));
    expect(pids()).toEqual([]);
    const fitters = splitFitters(setting, { source, workers: 2 }, 0);
    const shared = await studySplits(setting, 3, parts('shared'), (done) => steps.push(done), fitters);
    expect(JSON.stringify(shared)).toBe(JSON.stringify(alone));
    expect(alone).toMatchObject({ failed: [], runs: [{ seed: 1 }, { seed: 2 }, { seed: 3 }] });
    expect(steps).toEqual([1, 2, 3]);
    expect(pids()).toHaveLength(2);
    expect(pids().some(isAlive)).toBe(false);
  });

  it('say what is wrong with a split, tell a bug with its stack, and the end of a process', async () => {
    const fitter = forkedFitter(source);
    expect(await fitter.fit(4)).toEqual({ undefined: expect.stringContaining('four is too much') });
    await expect(fitter.fit(5)).rejects.toThrow(/seed 5.*TypeError[\s\S]*bench\.config\.ts/);
    await expect(fitter.fit(6)).rejects.toThrow('ended with code 7');
    await fitter.close();
  });

  it('are refused where another process opened something else', async () => {
    const fitter = forkedFitter({ ...source, fingerprint: 'another' });
    await expect(fitter.fit(2)).rejects.toThrow(/bench\.config\.ts or its dataset changed/);
    await fitter.close();
  });

  it('end with the process that began them, however it ends', async () => {
    const before = pids();
    const url = new URL('./forked-fitter.ts', import.meta.url).href;
    const code = `const { forkedFitter } = await import(${JSON.stringify(url)}); await forkedFitter(${JSON.stringify(source)}).fit(100);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
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
