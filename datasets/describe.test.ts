import { describe, expect, it } from 'vitest';
import { publicData } from '../harness/public-data.ts';
import { describeDataset } from './describe.ts';
import { describeText } from './describe-text.ts';
import { openDataset } from './open-dataset.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';
import { put } from './toy-files.fixture.ts';

const ROWS = [
  'id,prompt,task,model,score,cost,label,metadata.tier,group',
  'a,hi,chat,small,10,1,small,free,g',
  'a,hi,chat,big,10,4,small,free,g',
  'b,ho,chat,small,1,1,big,pro,g',
  'b,ho,chat,big,5.5,4,big,pro,g',
  'c,he,code,small,1,1,,pro,',
  'c,he,code,big,1,4,,pro,',
  'd,hu,code,small,1,1,,pro,',
  'd,hu,code,big,,,,pro,',
];

describe('describeDataset', () => {
  const folder = temporaryFolder();
  const toy = async () => {
    const file = await put(folder(), 'toy.csv', ROWS.join('\n'));
    await put(folder(), 'toy.csv.json', '{"scale":{"min":1,"max":10}}');
    return describeDataset(await openDataset(file).load());
  };

  it('counts examples, tasks, labels, metadata and groups', async () => {
    const description = await toy();
    expect(description).toMatchObject({ examples: 4, completeExamples: 3, groups: { groups: 1, examples: 2 } });
    expect(description.tasks).toEqual([
      { value: 'chat', count: 2 },
      { value: 'code', count: 2 },
    ]);
    expect(description.labels).toEqual([
      { value: 'big', count: 1 },
      { value: 'small', count: 1 },
    ]);
    expect(description.metadata).toEqual([
      {
        key: 'tier',
        distinct: 2,
        values: [
          { value: 'pro', count: 3 },
          { value: 'free', count: 1 },
        ],
      },
    ]);
  });

  it('gives quality as 0..1 and on the native scale, and leaves missing answers out of the mean', async () => {
    const [small, big] = (await toy()).models;
    expect(small).toMatchObject({ meanQuality: 0.25, meanNativeQuality: 3.25, totalCostUsd: 4, missing: 0 });
    expect(big).toMatchObject({
      meanQuality: 0.5,
      meanNativeQuality: 5.5,
      totalCostUsd: 12,
      meanCostUsd: 4,
      missing: 1,
    });
  });

  // By hand: a → small (tie, cheaper) 1, b → big 4, c → nobody solves it: small 1, or nothing.
  it('names both conventions for the cost of what the oracle cannot solve', async () => {
    expect((await toy()).oracle).toEqual({
      meanQuality: 0.5,
      meanNativeQuality: 5.5,
      totalCostUsdUnsolvedCheapest: 6,
      totalCostUsdUnsolvedFree: 5,
    });
  });

  it('is plain data that JSON can hold', async () => {
    const description = await toy();
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  });

  it('prints without anything that could steer a terminal', async () => {
    const file = await put(folder(), 'evil.csv', 'prompt,model,score,cost\nhi,\u001b[2Jm\u202e,1,1\n');
    const text = describeText(describeDataset(await openDataset(file).load()));
    for (const steering of ['\u001b', '\u202e']) expect(text).not.toContain(steering);
    expect(text).toContain('\ufffd[2Jm\ufffd');
  });

  it('lines up the columns of its table', async () => {
    const lines = describeText(await toy()).split('\n');
    const rows = lines.filter((line) => /^(model|small|big) /.test(line));
    expect(rows).toHaveLength(3);
    expect(new Set(rows.slice(1).map((line) => line.indexOf('0000')))).toHaveLength(1);
  });
});

const data = publicData();
if (data === undefined) console.log('public figures are not compared: no public data (ROUTING_DATA)');

describe.skipIf(data === undefined)('describeDataset on public data', () => {
  // Obtained by running RouteLLM's own code on this file after removing the contaminated prompts.
  it('gives the published figures of RouteLLM GSM8K', async () => {
    const { examples, models, oracle } = describeDataset(await openDataset('routellm-gsm8k').load());
    expect(examples).toBe(1307);
    expect(models[0]!.meanQuality! * 100).toBeCloseTo(63.7337, 3);
    expect(models[1]!.meanQuality! * 100).toBeCloseTo(85.7689, 3);
    expect(oracle!.meanQuality * 100).toBeCloseTo(92.961, 3);
  });

  it('gives MT-Bench on its native scale of 1 to 10', async () => {
    const { examples, models } = describeDataset(await openDataset('routellm-mt-bench').load());
    expect(examples).toBe(72);
    expect(models[0]!.meanNativeQuality).toBeCloseTo(8.28125, 5);
    expect(models[1]!.meanNativeQuality).toBeCloseTo(9.2118, 4);
  });

  // Sums over the published CSV.
  it('gives the means and total costs of the RouterBench sample, with its oracle', async () => {
    const { models, oracle } = describeDataset(await openDataset('routerbench-sample').load());
    const figures = (id: string) => {
      const { meanQuality, totalCostUsd } = models.find((model) => model.id === id)!;
      return [meanQuality!.toFixed(3), totalCostUsd!.toPrecision(2)];
    };
    expect(figures('gpt-4-1106-preview')).toEqual(['0.782', '1.3']);
    expect(figures('mistralai/mistral-7b-chat')).toEqual(['0.304', '0.017']);
    expect(figures('zero-one-ai/Yi-34B-Chat')).toEqual(['0.685', '0.070']);
    expect(oracle!.meanQuality).toBeCloseTo(0.899, 3);
    expect(oracle!.totalCostUsdUnsolvedFree).toBeCloseTo(0.073, 3);
  });
});
