import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE } from './hostile-names.fixture.ts';
import { sampleResults } from './results.fixture.ts';
import { writeReport } from './write-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-report-'));
const chromium = findChromium();

beforeAll(() => writeReport(sampleResults({ tasks: HOSTILE, models: HOSTILE }), folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('writeReport', () => {
  it('writes the page, the Markdown, the leaderboard and the charts', () => {
    expect(readdirSync(folder).sort()).toEqual(['charts', 'leaderboard.csv', 'report.html', 'report.md']);
    expect(readdirSync(join(folder, 'charts')).sort()).toEqual([
      'curves.png',
      'curves.svg',
      'gain.png',
      'gain.svg',
      'judge-curves.png',
      'judge-curves.svg',
      'judge-gain.png',
      'judge-gain.svg',
      'traffic.png',
      'traffic.svg',
    ]);
    expect(
      readFileSync(join(folder, 'charts', 'curves.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});

describe.skipIf(chromium === undefined)(
  `the page in a real browser${chromium === undefined ? ' (skipped: no chromium or chrome on the PATH)' : ''}`,
  () => {
    it('draws its charts under its own policy, without a complaint on the console', async () => {
      const { dom, complaints } = await open(join(folder, 'report.html'));
      expect(complaints).toEqual([]);
      for (const chart of ['curves', 'gain', 'traffic', 'judgegain', 'judgecurves']) {
        expect(new RegExp(`data-chart="${chart}"[^>]*data-layout="wide"[^>]*>(<div[^>]*>)?<svg`).test(dom)).toBe(true);
      }
    });
  },
);

function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((path) => names.map((name) => join(path, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function open(file: string): Promise<{ dom: string; complaints: readonly string[] }> {
  const profile = mkdtempSync(join(tmpdir(), 'signalbox-browser-'));
  try {
    const { stdout, stderr } = await promisify(execFile)(
      chromium!,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP * ~NOTFOUND',
        '--enable-logging=stderr',
        '--virtual-time-budget=2000',
        '--window-size=1280,900',
        `--user-data-dir=${profile}`,
        '--dump-dom',
        `file://${file}`,
      ],
      { maxBuffer: 64 * 2 ** 20, timeout: 30_000 },
    );
    return { dom: stdout, complaints: stderr.split('\n').filter((line) => line.includes('CONSOLE')) };
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}
