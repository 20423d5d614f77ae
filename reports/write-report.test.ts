import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../harness/cut-text.ts';
import { sampleDecisions } from './disagreements/test-decisions.fixture.ts';
import type { TestDecisions } from './disagreements/test-decisions.ts';
import { HOSTILE } from './hostile-names.fixture.ts';
import { findChromium, type HeadlessPage, openHeadless } from './html/headless-page.ts';
import { sampleResults } from './results.fixture.ts';
import { writeReport } from './write-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-report-'));
const chromium = findChromium();
const results = sampleResults({
  tasks: HOSTILE,
  models: HOSTILE,
  routers: { knn: 0.02, '<img src=x>': 0.01, rules: 0 },
});
const decisions = hostileDecisions();
const reference = decisions.models.indexOf(results.referenceModel);
/** Number of the task of each prompt: pages sort tasks by name. */
const tasks = decisions.tasks.map((task) => [...new Set(decisions.tasks)].sort().indexOf(task));

beforeAll(() => writeReport(results, folder, { decisions }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sixty prompts, of which the texts are hostile too. */
function hostileDecisions(): TestDecisions {
  const routers = results.routers.map(({ name }) => name);
  const made = sampleDecisions({ prompts: 60, models: HOSTILE, routers, tasks: HOSTILE });
  const texts = made.texts!.map((own, i) => ({
    ...own,
    prompt: `needle${i}. ${textOf(own.prompt)} ${HOSTILE[i % HOSTILE.length]}`,
  }));
  return { ...made, texts };
}

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
    let page: HeadlessPage;
    beforeAll(async () => {
      page = await openHeadless(chromium!, join(folder, 'report.html'));
      await page.waitFor(`document.getElementById('browser')?.dataset.readyMs`);
    });
    afterAll(() => page.close());

    /** Does something in the browser of disagreements; `part(name)` is one of its parts. */
    const inBrowser = (script: string) =>
      page.evaluate(`(async () => {
        const part = (name) => document.querySelector('#browser [data-part="' + name + '"]');
        const choose = (name, value) => { part(name).value = value; part(name).dispatchEvent(new Event('change')); };
        ${script}
      })()`);
    const counted = async () => {
      await page.waitFor(`!document.querySelector('[data-part="count"]').textContent.startsWith('Searching')`);
      return inBrowser(`await new Promise((resolve) => setTimeout(resolve, 200)); return part('count').textContent;`);
    };

    it('draws its charts under its own policy, without a complaint on the console', async () => {
      for (const chart of ['curves', 'gain', 'traffic', 'judgegain', 'judgecurves']) {
        await page.waitFor(`document.querySelector('[data-chart="${chart}"][data-layout="wide"] svg') !== null`);
      }
      expect(page.complaints).toEqual([]);
    });

    it('draws the curves of one task when it is chosen, and those of all tasks again', async () => {
      const drawn = (cut: string) =>
        page.evaluate(`(async () => {
          const select = document.querySelector('[data-chart-signal="curves:cut"]');
          select.value = '${cut}';
          select.dispatchEvent(new Event('change'));
          await new Promise((resolve) => setTimeout(resolve, 200));
          const curves = [...document.querySelectorAll('[data-chart="curves"] svg .mark-line path')];
          return curves.map((path) => path.getAttribute('d')).sort();
        })()`) as Promise<string[]>;
      const all = await drawn('all');
      expect(all.filter((path) => path.includes('L')).length).toBeGreaterThan(1);
      const one = await drawn('0');
      expect(one.filter((path) => path.includes('L')).length).toBeGreaterThan(1);
      expect(one).not.toEqual(all);
      expect(await drawn('all')).toEqual(all);
    });

    it('opens with the shipped policy against the reference model, and says how often they differ', async () => {
      expect(await inBrowser(`return part('pair-summary').textContent`)).toMatch(
        new RegExp(`choose different models for ${differing(0, reference).length} of 60 prompts`),
      );
      expect(await counted()).toBe(`${differing(0, reference).length} prompts`);
      expect(await inBrowser(`return part('a').selectedOptions[0].textContent`)).toMatch(/ \(ships\)$/);
    });

    it('compares another pair, and counts the cells and the prompts that filters and a search leave', async () => {
      await inBrowser(`choose('a', '1'); choose('b', '0')`);
      const pairs = differing(1, undefined, 0);
      expect(await counted()).toBe(`${pairs.length} prompts`);
      const [{ a, b }] = pairs as [Pair];
      const inCell = pairs.filter((pair) => pair.a === a && pair.b === b).length;
      await inBrowser(`document.querySelector('[data-cell="${a}/${b}"]').click()`);
      expect(await counted()).toMatch(new RegExp(`^${inCell} prompt`));
      await inBrowser(`part('clear').click(); choose('task', '1')`);
      expect(await counted()).toMatch(
        new RegExp(`^${pairs.filter(({ prompt }) => tasks[prompt] === 1).length} prompt`),
      );
      await inBrowser(`part('clear').click(); part('standing-b').click()`);
      const onlyB = pairs.filter(({ prompt, a, b }) => right(prompt, b) && !right(prompt, a));
      expect(await counted()).toMatch(new RegExp(`^${onlyB.length} prompt`));
      await inBrowser(`
        part('clear').click();
        part('search').value = 'NEEDLE${pairs[3]!.prompt}. prompt';
        part('search').dispatchEvent(new Event('input'));
        await new Promise((resolve) => setTimeout(resolve, 300));
      `);
      expect(await counted()).toBe('1 prompt');
      expect(await inBrowser(`return part('cases').textContent`)).toContain(`needle${pairs[3]!.prompt}. `);
    });

    it('shows hostile texts as text, turns pages, and goes through the list by keys', async () => {
      await inBrowser(`part('clear').click(); choose('a', '0'); choose('b', '${3 + reference}')`);
      await counted();
      const shown = await inBrowser(`
        const entries = [...part('cases').querySelectorAll('details')];
        for (const entry of entries) entry.open = true;
        await new Promise((resolve) => setTimeout(resolve, 100));
        return [document.querySelectorAll('#browser img, #browser script').length, entries.length, part('cases').textContent];
      `);
      expect(shown).toEqual([0, 25, expect.stringContaining('<img src=x')]);
      const keyed = await inBrowser(`
        part('next').click();
        await new Promise((resolve) => setTimeout(resolve, 200));
        const first = document.activeElement;
        first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
        const summaries = [...part('cases').querySelectorAll('summary')];
        return [part('place').textContent, summaries.indexOf(first), summaries.indexOf(document.activeElement)];
      `);
      expect(keyed).toEqual([expect.stringMatching(/^26–\d+ of /), 0, 1]);
      expect(page.complaints).toEqual([]);
    });

    it('has a short table where scripts are off', async () => {
      const still = await openHeadless(chromium!, join(folder, 'report.html'), { withoutScripts: true });
      await still.waitFor(`document.readyState === 'complete'`);
      expect(await still.evaluate(`document.querySelectorAll('#disagreements noscript tbody tr').length`)).toBe(20);
      expect(await still.evaluate(`document.getElementById('browser').checkVisibility()`)).toBe(false);
      await still.close();
    });
  },
);

interface Pair {
  readonly prompt: number;
  readonly a: number;
  readonly b: number;
}

/** Where two routers, or a router and a single model, choose different models. */
function differing(router: number, model: number | undefined, other = 0): Pair[] {
  const { routers, ids } = decisions;
  return ids
    .map((_, prompt) => ({
      prompt,
      a: routers[router]!.choices[prompt]!,
      b: model ?? routers[other]!.choices[prompt]!,
    }))
    .filter(({ a, b }) => a !== b);
}

function right(prompt: number, model: number): boolean {
  return decisions.quality[prompt * decisions.models.length + model]! >= 0.5;
}
