import { describe, expect, it } from 'vitest';
import { type CutText, textOf } from '../../harness/cut-text.ts';
import { pagePayload } from './page-payload.ts';
import { sampleDecisions } from './test-decisions.fixture.ts';
import { TEXT_LEVELS } from './text-chunks.ts';

/** The scripts of the page are plain JavaScript. */
const { openPayload } = await import(new URL('../html/disagreements/payload.js', import.meta.url).href);

const MODELS = ['small', 'medium', 'large'];
const CONTEXT = { first: 'knn', second: 'large', ships: 'knn' };
const few = sampleDecisions({ prompts: 150, models: MODELS, routers: ['knn', 'linear', 'rules'] });

describe('pagePayload', () => {
  it('is opened by the page with every number and every text', async () => {
    const { text, prompts, level } = pagePayload(few, CONTEXT, 5e6);
    expect([prompts, level]).toEqual([150, TEXT_LEVELS[0]]);
    const data = await openPayload(text);
    expect(data).toMatchObject({ ...CONTEXT, models: MODELS, routers: ['knn', 'linear', 'rules'], total: 150 });
    expect([...data.quality]).toEqual([...few.quality]);
    expect([...data.costUsd]).toEqual([...few.costUsd].map(Math.fround));
    expect([...data.choices]).toEqual(few.routers.flatMap(({ choices }) => Array.from(choices)));
    expect(Array.from(data.task as Uint16Array, (task) => data.tasks[task])).toEqual(few.tasks);
    expect(data.predicted.slice(-450).every((value: number) => value === 255)).toBe(true);
    expect(data.predicted[7]).toBe(Math.round(100 * few.routers[0]!.predicted![7]!));
    for (const i of [0, 63, 64, 149]) {
      const { prompt, answers, reasons } = few.texts![i]!;
      expect(await data.texts.of(i)).toEqual({
        prompt,
        metadata: Object.entries(few.texts![i]!.metadata).map(([key, value]) => [key, String(value)]),
        answers: answers.map((answer) => answer ?? 0),
        reasons,
      });
    }
  });

  it('cannot be left by hostile texts, and shows what they are', async () => {
    const hostile = [
      '</script><script>alert(1)</script>',
      'nul \0, bell \u0007, \ud800 alone, \u202eturned\u2066',
      'עברית and 👩\u200d🔬 stay',
      'x'.repeat(2 ** 20),
      '',
    ];
    const decisions = sampleDecisions({ prompts: hostile.length, models: hostile.slice(0, 3), routers: [hostile[0]!] });
    const texts = hostile.map((prompt, i) => ({ ...decisions.texts![i]!, prompt, answers: [prompt, null, prompt] }));
    const { text } = pagePayload({ ...decisions, texts }, CONTEXT, 5e6);
    expect(text).toMatch(/^[A-Za-z0-9+/=\n]*$/);
    const data = await openPayload(text);
    const shown = await Promise.all(hostile.map(async (_, i) => (await data.texts.of(i)).prompt as CutText));
    expect(shown.map(textOf).slice(0, 3)).toEqual([
      '</script><script>alert(1)</script>',
      'nul �, bell �, � alone, �turned�',
      'עברית and 👩\u200d🔬 stay',
    ]);
    expect(shown[3]).toEqual([expect.stringMatching(/^x+ \[…\] x+$/), 2 ** 20]);
    expect(shown[4]).toBe('');
  });

  it('has no texts where the run has none, or where none would fit', async () => {
    const redacted = sampleDecisions({ prompts: 20, models: MODELS, routers: ['knn'], characters: 0 });
    expect((await openPayload(pagePayload(redacted, CONTEXT, 5e6).text)).texts).toBeUndefined();
    expect(pagePayload(few, CONTEXT, 1000).level).toBeUndefined();
  });

  it('cuts the texts of 15,000 prompts so that a page holds them', async () => {
    const models = Array.from({ length: 4 }, (_, m) => `model-${m}`);
    const routers = Array.from({ length: 5 }, (_, r) => `router-${r}`);
    const many = sampleDecisions({ prompts: 15_000, models, routers, characters: 800 });
    const { text, prompts, level } = pagePayload(many, CONTEXT, 12e6);
    expect(prompts).toBe(15_000);
    expect(text.length).toBeLessThan(12e6);
    expect(level!.prompt).toBeGreaterThanOrEqual(140);
    const data = await openPayload(text);
    expect(textOf((await data.texts.of(14_999)).prompt)).toMatch(/^prompt number 14999 /);
  });
});
