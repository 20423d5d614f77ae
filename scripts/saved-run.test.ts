import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { prepareBundledModel } from '../harness/embed/bundled-model.ts';
import { contents, runSignalbox, writeToyBench } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();
const at = (path: string) => join(folder(), path);
const run = (...args: string[]) => runSignalbox(folder(), ...args);

beforeAll(async () => {
  writeToyBench(folder());
  const { code, stderr } = await run('bench');
  expect(code, stderr).toBe(0);
});

describe('signalbox report', () => {
  it('renders the same report again, in place or elsewhere', async () => {
    const before = contents(at('runs/latest'));
    cpSync(at('runs/latest/'), at('copy'), { recursive: true, dereference: true });
    writeFileSync(at('copy/report.html'), 'gone');
    // As `runs/latest` is one.
    symlinkSync('copy', at('link'), 'dir');
    expect(await run('report', 'link')).toMatchObject({ code: 0 });
    expect(contents(at('copy'))).toEqual(before);
    expect(await run('report', 'runs/latest', '--out', 'elsewhere')).toMatchObject({ code: 0 });
    expect(readFileSync(at('elsewhere/report.md'))).toEqual(readFileSync(at('runs/latest/report.md')));
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['cut short', (text) => text.slice(0, 1000), /results\.json is not JSON/],
    ['of a newer version', (text) => text.replace(/"version": \d+/, '"version": 999'), /has version 999; .*\nhint: /],
    ['with a field gone', (text) => text.replace('"referenceModel"', '"other"'), /referenceModel/],
  ])('refuses results %s', async (_, damage, message) => {
    mkdirSync(at('damaged'), { recursive: true });
    writeFileSync(at('damaged/results.json'), damage(readFileSync(at('runs/latest/results.json'), 'utf8')));
    const { code, stderr } = await run('report', 'damaged');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
    expect(readdirSync(at('damaged'))).toEqual(['results.json']);
  });
});

describe('signalbox route', () => {
  const POLICY = ['--policy', 'runs/latest/policy'];
  const PROMPT = 'Write a sad poem of 9 lines on doors that were lost at sea.';

  it('decides as text and as JSON, with the reasons', async () => {
    const text = await run('route', ...POLICY, '--metadata', 'tier=pro', '--', PROMPT);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/^→ large\n {2}then small\n[\s\S]*Reasons\n {2}neighbour [\s\S]*Predictions\n/);
    const json = await run('route', '--policy', 'runs/latest/policy/policy.json', '--json', PROMPT);
    expect(JSON.parse(json.stdout)).toMatchObject({ model: 'large', fallbacks: ['small'] });
  });

  it.each([
    ['tir=pro', /hint: {2}Did you mean "tier"\?/],
    ['region=eu', /hint: {2}It declares tier\./],
    ['tier', /give it as key=value/],
  ])('refuses the metadata %s', async (pair, message) => {
    const { code, stderr } = await run('route', ...POLICY, '--metadata', pair, '--', PROMPT);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });

  it('refuses a policy whose attachment was altered', async () => {
    cpSync(at('runs/latest/policy/'), at('altered'), { recursive: true });
    const vectors = readFileSync(at('altered/vectors.bin'));
    vectors[100]! ^= 1;
    writeFileSync(at('altered/vectors.bin'), vectors);
    const { code, stderr } = await run('route', '--policy', 'altered', PROMPT);
    expect(stderr).toMatch(/error: .*vectors\.bin/);
    expect(code).toBe(1);
  });

  it("refuses an embedder that is not the policy's, and a folder without one", async () => {
    cpSync(prepareBundledModel(), at('embedder'), { recursive: true });
    const weights = readdirSync(at('embedder'), { recursive: true, encoding: 'utf8' }).find((f) =>
      f.endsWith('.onnx'),
    )!;
    const bytes = readFileSync(at(`embedder/${weights}`));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(at(`embedder/${weights}`), bytes);
    const other = await run('route', ...POLICY, '--embedder-folder', 'embedder', PROMPT);
    expect(other.stderr).toMatch(/has weights [\s\S]*the policy was made with/);
    const none = await run('route', ...POLICY, '--embedder-folder', 'nowhere', PROMPT);
    expect(none.stderr).toMatch(/nowhere/);
    expect(none.stderr).not.toMatch(/^\s+at /m);
    expect([other.code, none.code]).toEqual([1, 1]);
    expect(existsSync(at('nowhere'))).toBe(false);
  });
});
