import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { splittable, splitUnits } from '../../harness/evaluate/split.ts';
import { type Robustness, robustnessSchema } from '../../harness/evaluate/studies/robustness-schema.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { requestTokens } from '../../harness/tools.ts';
import { contractTable, contractTools } from '../../routers/fixtures.contract.ts';
import { knn, linear, rules } from '../../routers/index.ts';
import { evaluateSplit } from './evaluate-split.ts';
import { finishedParts } from './finished-parts.ts';
import { memoTools } from './memo-tools.ts';
import { studyRobustness } from './study-robustness.ts';
import type { StudySetting } from './study-setting.ts';

const folder = temporaryFolder();

/** 240 prompts of three tasks; two in ten belong to a pair of paraphrases. */
function toyTable(): OutcomeTable {
  const table = contractTable(240, 1);
  const price = (usd: number) => ({
    usdPerRequest: 0,
    inputUsdPerMillionTokens: usd,
    cachedInputUsdPerMillionTokens: usd,
    outputUsdPerMillionTokens: usd,
    asOf: '2026-01-01',
    source: 'card' as const,
  });
  return {
    ...table,
    models: table.models.map((model, m) => ({ ...model, price: price(10 ** m) })),
    examples: table.examples.map(({ group: _, ...example }, i) =>
      i % 10 === 1 || i % 10 === 2 ? { ...example, group: `paraphrases-${Math.floor(i / 10)}` } : example,
    ),
  };
}

async function toySetting(): Promise<StudySetting> {
  const table = toyTable();
  const tools = memoTools(contractTools());
  const card = { name: 'toy', title: 'Toy', simulated: true, scale: { min: 0, max: 1 }, estimates: [] };
  const pieces = splittable(
    table,
    table.examples.map(({ id }) => id),
  );
  const split = splitUnits(table, pieces, { seed: 1, order: 'random', fractions: [0.5, 0.25, 0.25] });
  const routers = [
    rules({ rules: [{ name: 'vip', when: 'metadata.vip', use: 'large' }], otherwise: 'small' }),
    linear({ alpha: 10 }),
    knn({ k: 10, weights: 'uniform', shrinkage: 10 }),
  ];
  const start = {
    config: { dataset: 'toy', routers, objective: { kind: 'cheapest-within' as const, margin: 0.05 }, seed: 1 },
    data: {
      dataset: { card, table, fingerprint: '', notes: [] },
      table,
      missing: { rows: new Uint32Array(), missing: [] },
      rules: { metadata: {}, constraints: [] },
      rulesLeftOut: [],
      splittable: pieces,
      inputTokens: Float64Array.from(table.examples, ({ request }) => requestTokens(request, tools)),
    },
    facts: { card, notes: [], examples: 240, missing: [] },
    routers,
    leaveOutMisfits: false,
    tools,
    split,
  };
  return { ...start, base: await evaluateSplit(start, split, 1) };
}

describe('studyRobustness', () => {
  let setting: StudySetting;
  let study: Robustness;
  const progress: (readonly [number, number])[] = [];
  const file = () => join(folder(), 'parts.jsonl');

  beforeAll(async () => {
    setting = await toySetting();
    study = await studyRobustness(setting, finishedParts(file(), 'toy'), (...step) => progress.push(step));
  });

  it('is valid, and counts its fits to the end', () => {
    expect(robustnessSchema.parse(study)).toEqual(study);
    expect(progress[0]![0]).toBe(0);
    const [done, total] = progress.at(-1)!;
    expect(done).toBe(total);
  });

  it('goes on where it stopped, to the same figures', async () => {
    const embed = () => {
      throw new Error('nothing is left to fit');
    };
    const idle = { ...setting, tools: { ...setting.tools, embedder: { ...setting.tools.embedder!, embed } } };
    expect(await studyRobustness(idle, finishedParts(file(), 'toy'), () => {})).toEqual(study);
    const again = await studyRobustness(setting, finishedParts(join(folder(), 'others.jsonl'), 'toy'), () => {});
    expect(again).toEqual(study);
  });

  it('begins with the run as it is, and changes what is learned by wrong grades, not what is written by hand', () => {
    expect(study.labelNoise.map(({ rate }) => rate)).toEqual([0, 0.05, 0.1, 0.2, 0.4]);
    expect(study.unchanged.ships.candidate).toBe(setting.base.results.policy.candidate);
    const gain = (rate: number, router: string) =>
      study.labelNoise.find((each) => each.rate === rate)!.routers.find(({ name }) => name === router)!.aiq.value;
    expect(gain(0.4, 'rules')).toBe(gain(0, 'rules'));
    expect(gain(0.4, 'knn')).not.toBe(gain(0, 'knn'));
  });

  it('is misled in what it promises by a judge that errs, and measures what is delivered by right grades', () => {
    const { ships } = study.judgeError.at(-1)!;
    const gap = (each: typeof ships) => Math.abs(each.promised.quality - each.quality.value);
    expect(gap(ships)).toBeGreaterThan(0);
    const table = setting.data.table;
    const best = Array.from(setting.split.test, (row) =>
      Math.max(...table.quality.subarray(row * table.models.length, (row + 1) * table.models.length)),
    );
    expect(ships.quality.value).toBeLessThanOrEqual(best.reduce((sum, q) => sum + q, 0) / best.length);
  });

  it('takes out each model, and leaves out a router that names it', () => {
    const { modelRemoved } = study;
    if ('undefined' in modelRemoved) throw new Error(modelRemoved.undefined);
    expect(modelRemoved.models.map(({ model }) => model)).toEqual(['small', 'medium', 'large']);
    const [, medium, large] = modelRemoved.models;
    expect(medium!.leftOut).toEqual([]);
    expect(large!.leftOut).toMatchObject([{ router: 'rules', why: expect.stringContaining('large') }]);
    expect(large!.ships.referenceModel).not.toBe('large');
  });

  it('ends the steps of a new model with all outcomes', () => {
    const { modelAdded } = study;
    if ('undefined' in modelAdded) throw new Error(modelAdded.undefined);
    expect(modelAdded.steps.map(({ outcomes }) => outcomes)).toEqual([25, 50, 100, setting.split.train.length]);
    expect(modelAdded.steps.at(-1)).toMatchObject(study.unchanged);
    expect(modelAdded.margin).toBe(0.05);
  });

  it('leaves out each task, and tests on nothing else', () => {
    const { taskLeftOut } = study;
    if ('undefined' in taskLeftOut) throw new Error(taskLeftOut.undefined);
    expect(taskLeftOut.tasks.map(({ task }) => task)).toEqual(['code', 'poem', 'sums']);
    expect(taskLeftOut.tasks.reduce((sum, { n }) => sum + n, 0)).toBe(setting.split.test.length);
  });

  it('compares the few paraphrases of the dataset, and rewords prompts by rule beside them', () => {
    expect(study.paraphrases.map(({ how }) => how)).toEqual([
      'dataset',
      'lower case',
      'white space',
      'polite prefix',
      'typos',
    ]);
    expect(study.paraphrases[0]!.queries).toBe(study.datasetParaphrases);
    const ofRules = study.paraphrases[1]!.routers.find(({ name }) => name === 'rules')!;
    // Metadata do not change with the words.
    expect(ofRules.flips.value).toBe(0);
  });

  it('says why where a pool or a dataset is too small for a part', async () => {
    const two = { ...setting, base: { ...setting.base, results: { ...setting.base.results, models: [] } } };
    const small = await studyRobustness(two, finishedParts(file(), 'toy'), () => {});
    expect([small.modelRemoved, small.modelAdded]).toMatchObject([
      { undefined: expect.stringMatching(/^because/) },
      { undefined: expect.stringMatching(/^because/) },
    ]);
  });
});
