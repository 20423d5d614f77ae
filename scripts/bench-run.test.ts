import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { contents, runSignalbox, startSignalbox, TOY_CONFIG, writeToyBench } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();
const at = (path: string) => join(folder(), path);
const run = (...args: string[]) => runSignalbox(folder(), ...args);

const WITHOUT_SOCKETS = ['--import', new URL('./forbid-sockets.fixture.mjs', import.meta.url).href];
/** Tries to reach itself in every way that a library would, takes no notice of failures, and ends. */
const CONNECTING = `
import { lookup } from 'node:dns/promises';
import { request } from 'node:http';
import { get } from 'node:https';
import { createConnection, Socket } from 'node:net';
import { connect } from 'node:tls';
const tries = [
  () => createConnection(9, '127.0.0.1'), () => new Socket().connect(9, '127.0.0.1'), () => request('http://127.0.0.1:9'),
  () => get('https://127.0.0.1:9'), () => connect(9, '127.0.0.1'), () => lookup('localhost'), () => fetch('http://127.0.0.1:9'),
];
for (const one of tries) try { await one(); } catch {}
throw new Error('that is all');
`;

beforeAll(async () => {
  writeToyBench(folder());
  const { code, stderr } = await run('bench');
  expect(code, stderr).toBe(0);
});

describe('signalbox bench', () => {
  it('leaves a whole run', () => {
    expect(readdirSync(at('runs')).sort()).toEqual(['latest', readlinkSync(at('runs/latest'))]);
    expect([...contents(at('runs/latest')).keys()].sort()).toEqual([
      'assessments/1-knn.columns',
      'candidates/1-knn/ids.bin',
      'candidates/1-knn/output-tokens.bin',
      'candidates/1-knn/policy.json',
      'candidates/1-knn/quality.bin',
      'candidates/1-knn/vectors.bin',
      'charts/curves.png',
      'charts/curves.svg',
      'charts/gain.png',
      'charts/gain.svg',
      'charts/judge-curves.png',
      'charts/judge-curves.svg',
      'charts/judge-gain.png',
      'charts/judge-gain.svg',
      'charts/traffic.png',
      'charts/traffic.svg',
      'decisions/1-knn.columns',
      'evaluation.json',
      'leaderboard.csv',
      'outcomes.columns',
      'policy/ids.bin',
      'policy/output-tokens.bin',
      'policy/policy.json',
      'policy/quality.bin',
      'policy/vectors.bin',
      'prompts.jsonl.gz',
      'queries.json',
      'report.html',
      'report.md',
      'results.json',
    ]);
    const { seconds } = JSON.parse(readFileSync(at('runs/latest/timings.json'), 'utf8'));
    expect(Object.keys(seconds)).toEqual(
      expect.arrayContaining(['dataset toy', 'router knn', 'evaluate', 'policy', 'report']),
    );
  });

  it('gives the same bytes for the same seed, and opens no connection, being offline unless told otherwise', async () => {
    const again = await runSignalbox({ cwd: folder(), node: WITHOUT_SOCKETS }, 'bench', '--out', 'again', '--json');
    expect(again).toMatchObject({ code: 0, stderr: 'sockets: none\n' });
    expect(contents(at('again/latest'))).toEqual(contents(at('runs/latest')));
    expect(JSON.parse(again.stdout).run).toBe(readlinkSync(at('runs/latest')));
  });

  it('would be caught at any connection', async () => {
    writeFileSync(at('connecting.config.ts'), CONNECTING);
    const where = { cwd: folder(), node: WITHOUT_SOCKETS };
    const { code, stderr } = await runSignalbox(where, 'bench', '--offline', '--config', 'connecting.config.ts');
    expect(stderr).toContain(
      'sockets: net.connect, net.Socket, http.request, https.request, tls.connect, dns.promises, fetch\n',
    );
    expect(code).toBe(1);
  });

  it.each<[string, string | undefined, string[], RegExp]>([
    [
      'a typo in a field',
      TOY_CONFIG.replace('objective', 'objectve'),
      [],
      /objectve[\s\S]*hint: {2}Did you mean "objective"\?/,
    ],
    ['a router twice', TOY_CONFIG.replace('knn({ k: 3 })', 'knn(), knn()'), [], /two routers named "knn"\nhint: /],
    ['an option that a router does not have', TOY_CONFIG.replace('k: 3', 'kk: 3'), [], /error: [\s\S]*kk/],
    ['a config that throws', `${TOY_CONFIG}\nthrow new Error('no luck');`, [], /cannot be loaded: no luck/],
    ['a config that is not TypeScript', 'export default {{', [], /cannot be loaded: /],
    ['a config without an export', 'export const config = 1;', [], /exports no config\nhint: /],
    ['a config that is not there', undefined, ['--config', 'nowhere.ts'], /there is no config nowhere\.ts\nhint: /],
    ['an unknown dataset', undefined, ['--dataset', 'zeroevl'], /hint: {2}Did you mean "zeroeval"\?/],
    ['an unknown router', undefined, ['--only', 'knnn'], /hint: {2}Did you mean "knn"\?/],
    ['a dataset with a fault', undefined, ['--dataset', 'ragged.csv'], /ragged\.csv/],
    ['runs that cannot be written', undefined, ['--out', 'toy.csv'], /toy\.csv: EEXIST[\s\S]*hint: /],
  ])('refuses %s with a hint, and leaves no half-written run', async (_, config, args, message) => {
    const before = [readdirSync(at('runs')), readlinkSync(at('runs/latest'))];
    if (config !== undefined) writeFileSync(at('bad.config.ts'), config);
    copyFileSync(at('toy.csv'), at('ragged.csv'));
    appendFileSync(at('ragged.csv'), 'q99,only a prompt\n');
    const { code, stdout, stderr } = await run(
      'bench',
      ...(config === undefined ? [] : ['--config', 'bad.config.ts']),
      ...args,
    );
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect([readdirSync(at('runs')), readlinkSync(at('runs/latest'))]).toEqual(before);
  });
});

describe('an interrupted bench', () => {
  const SLOW = TOY_CONFIG.replace(
    'knn({ k: 3 })',
    `{ name: 'slow', learned: false, fit: () => { console.error('fitting'); return new Promise((r) => setTimeout(r, 60_000)); } }`,
  );
  const interrupt = async (signal: NodeJS.Signals) => {
    writeFileSync(at('slow.config.ts'), SLOW);
    const slow = startSignalbox(folder(), 'bench', '--config', 'slow.config.ts');
    await slow.sees('fitting');
    slow.kill(signal);
    return slow.ended;
  };
  const staging = () => readdirSync(at('runs')).filter((name) => name.startsWith('.'));

  it('by a kill leaves a hidden folder, by Ctrl-C none; the latest run stays whole, and leftovers go after a day', async () => {
    const before = contents(at('runs/latest'));
    expect(await interrupt('SIGKILL')).toMatchObject({ code: null });
    const [left] = staging();
    expect(left).toMatch(/^\.staging-/);
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    utimesSync(at(`runs/${left}`), twoDaysAgo, twoDaysAgo);
    mkdirSync(at('runs/.staging-young'));
    expect(await interrupt('SIGINT')).toMatchObject({ code: 130 });
    expect(staging()).toEqual(['.staging-young']);
    expect(contents(at('runs/latest'))).toEqual(before);
  });
});
