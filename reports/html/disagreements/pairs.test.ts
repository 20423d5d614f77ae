import { describe, expect, it } from 'vitest';

const { candidatesOf, comparison, decisionOf, filtered, meansOf, modelsOn, predictionOf, sorted } = await import(
  new URL('./pairs.js', import.meta.url).href
);

/** Four prompts, two models (cheap at 1, dear at 5), a router that spends .5 a prompt. */
const data = {
  prompts: 4,
  models: ['cheap', 'dear'],
  routers: ['knn'],
  tasks: ['a', 'b'],
  task: [0, 0, 1, 1],
  quality: [1, 0, 0, 1, 0.4, 0.5, 1, 1],
  costUsd: [1, 5, 1, 5, 1, 5, 1, 5],
  latencyMs: [10, 90, 10, 90, 10, 90, 10, 90],
  choices: [0, 0, -1, 1],
  billUsd: [0.5, 0.5, 0.5, 0.5],
  billLatencyMs: [2, 2, 2, Number.NaN],
  predicted: [90, 80, 255, 255, 70, 71, 60, 99],
};
const [knn, cheap, dear] = candidatesOf(data);
const { cases, cells } = comparison(data, knn, dear);
const promptsOf = (some: { prompt: number }[]) => some.map(({ prompt }) => prompt);

describe('a pair of candidates', () => {
  it('are routers, then single models', () => {
    expect([knn, cheap, dear]).toEqual([
      { name: 'knn', router: 0 },
      { name: 'cheap', model: 0 },
      { name: 'dear', model: 1 },
    ]);
  });

  it('decides with routing on the bill, refuses at no cost but that, and predicts where it can', () => {
    expect(decisionOf(data, knn, 0)).toMatchObject({
      model: 0,
      quality: 1,
      costUsd: 1.5,
      latencyMs: 12,
      predicted: 0.9,
    });
    expect(decisionOf(data, knn, 2)).toMatchObject({ model: -1, quality: 0, costUsd: 0.5, predicted: undefined });
    expect(decisionOf(data, knn, 3)).toMatchObject({ latencyMs: 90 });
    expect(decisionOf(data, dear, 0)).toMatchObject({ model: 1, costUsd: 5, latencyMs: 90, predicted: undefined });
    expect(decisionOf({ ...data, latencyMs: undefined }, knn, 0).latencyMs).toBeNaN();
    expect([predictionOf(data, knn, 0, 1), predictionOf(data, knn, 1, 0), predictionOf(data, dear, 0, 0)]).toEqual([
      0.8,
      undefined,
      undefined,
    ]);
  });

  it('counts each cell of choices, and differs off the diagonal', () => {
    expect(cells).toEqual(
      new Map([
        ['0/1', 2],
        ['-1/1', 1],
        ['1/1', 1],
      ]),
    );
    expect([modelsOn(cells, 0), modelsOn(cells, 1)]).toEqual([[-1, 0, 1], [1]]);
    expect(promptsOf(cases)).toEqual([0, 1, 2]);
    expect(cases.map(({ standing }: { standing: string }) => standing)).toEqual(['a', 'b', 'b']);
  });

  it('filters by task, model, who was right, cell and what a search found', () => {
    const passing = (filters: object, found?: ReadonlySet<number>) => promptsOf(filtered(cases, filters, found));
    expect(passing({})).toEqual([0, 1, 2]);
    expect(passing({ task: 0 })).toEqual([0, 1]);
    expect(passing({ model: -1 })).toEqual([2]);
    expect(passing({ standing: 'b' })).toEqual([1, 2]);
    expect(passing({ cell: '0/1', standing: 'b' })).toEqual([1]);
    expect(passing({}, new Set([0, 3]))).toEqual([0]);
  });

  it('sorts by the difference in quality, then in cost, then as in the dataset', () => {
    expect(promptsOf(sorted(cases, 'largest'))).toEqual([0, 1, 2]);
    expect(promptsOf(sorted(cases, 'a'))).toEqual([0, 2, 1]);
    expect(promptsOf(sorted(cases, 'b'))).toEqual([1, 2, 0]);
    expect(meansOf(cases.slice(0, 2))).toEqual({ a: { quality: 0.5, costUsd: 1.5 }, b: { quality: 0.5, costUsd: 5 } });
  });
});
