import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate } from '../../harness/evaluate/evaluate.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { random } from '../../harness/random.ts';
import type { PromptTexts, TestDecisions } from '../../reports/disagreements/test-decisions.ts';
import { findChromium, openHeadless } from '../../reports/html/headless-page.ts';
import { reportHtml } from '../../reports/html/report-html.ts';
import type { Figure } from './figure.ts';
import { elapsed } from './measure.ts';

const PROMPTS = 15_000;
const MODELS = 11;
const ROUTERS = 10;
/** Characters of a prompt, of an answer. */
const LENGTH = 1200;
const STILL = { curves: '<svg/>', gain: '<svg/>', traffic: '<svg/>', judge: { gain: '<svg/>', curves: '<svg/>' } };

/**
 * A report on 15,000 test prompts, each answered by 11 models, and 10 routers: how long the page takes to write, how large it
 * is, and how long after navigation began a browser can be used in which everything else is as it would be.
 */
export async function perfReport(): Promise<Figure[]> {
  const input = syntheticInput({ examples: 5 * PROMPTS, models: MODELS, seed: 1, tasks: 8 });
  const [made] = input.candidates;
  const candidates = Array.from({ length: ROUTERS }, (_, r) => ({ ...made!, name: `router-${r}` }));
  const evaluation = evaluate({ ...input, candidates });
  const decisions = decisionsOf(input.table, input.split.test, evaluation);
  let page = '';
  const written = await elapsed(() => {
    page = reportHtml(evaluation.results, STILL, { decisions });
  });
  const megabytes = Buffer.byteLength(page) / 1e6;
  return [
    { name: 'write a report on 15,000 prompts', value: written.seconds, unit: 's', cpuSeconds: written.cpuSeconds },
    { name: 'report.html for 15,000 prompts', value: megabytes, unit: 'MB', target: { atMost: 15 } },
    ...(await readiness(page)),
  ];
}

/** Nothing where no browser is on the PATH. */
async function readiness(html: string): Promise<Figure[]> {
  const chromium = findChromium();
  if (chromium === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-perf-'));
  try {
    writeFileSync(join(folder, 'report.html'), html);
    const page = await openHeadless(chromium, join(folder, 'report.html'));
    const ready = `document.getElementById('browser')?.dataset.readyMs`;
    await page.waitFor(ready);
    const cpuSeconds = await page.cpuSeconds();
    const seconds = Number(await page.evaluate(ready)) / 1000;
    const pair = `document.querySelector('#browser [data-part="a"]')`;
    const changed = `(async () => {
      const start = performance.now();
      ${pair}.value = '1';
      ${pair}.dispatchEvent(new Event('change'));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return (performance.now() - start) / 1000;
    })()`;
    const another = Number(await page.evaluate(changed));
    await page.close();
    return [
      { name: 'until the page can be used (Chromium)', value: seconds, unit: 's', cpuSeconds, target: { atMost: 2 } },
      { name: 'compare another pair of candidates', value: another, unit: 's' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function decisionsOf(
  table: ReturnType<typeof syntheticInput>['table'],
  rows: Uint32Array,
  { decisions, bills }: ReturnType<typeof evaluate>,
): TestDecisions {
  const models = table.models.map(({ id }) => id);
  const cells = (column: Float64Array) => {
    const taken = new Float64Array(rows.length * models.length);
    rows.forEach((row, i) => {
      taken.set(column.subarray(row * models.length, (row + 1) * models.length), i * models.length);
    });
    return taken;
  };
  const rng = random(5);
  const routers = Array.from(decisions, ([name, choices]) => ({
    name,
    // One router is as good as another: a few of its choices are others, so that they disagree.
    choices: choices.map((model) => (rng.next() < 0.2 ? rng.integer(models.length) : model)),
    ...bills.get(name)!,
    predicted: Float64Array.from({ length: rows.length * models.length }, () => rng.next()),
  }));
  return {
    ids: Array.from(rows, (row) => table.examples[row]!.id),
    tasks: Array.from(rows, (row) => table.examples[row]!.task),
    models,
    quality: cells(table.quality),
    costUsd: cells(table.costUsd),
    latencyMs: cells(table.latencyMs),
    routers,
    texts: Array.from(rows, madeUpTexts(models.length, ROUTERS)),
  };
}

/** Texts that pack about as badly as prose: words by their rank, rare ones rarely. */
function madeUpTexts(models: number, routers: number): () => PromptTexts {
  const rng = random(6);
  const words = Array.from({ length: 20_000 }, () =>
    rng
      .integer(1e9)
      .toString(36)
      .slice(0, 2 + rng.integer(7)),
  );
  const prose = Array.from({ length: 400_000 }, () => words[Math.floor(words.length ** rng.next()) - 1]!).join(' ');
  const some = () => {
    const start = rng.integer(prose.length - LENGTH);
    return prose.slice(start, start + LENGTH);
  };
  return () => ({
    prompt: some(),
    metadata: { tier: rng.next() < 0.5 ? 'gold' : 'free' },
    answers: Array.from({ length: models }, some),
    reasons: Array.from({ length: routers }, () => [
      some().slice(0, 150),
      some().slice(0, 150),
      'settings of the router',
    ]),
  });
}
