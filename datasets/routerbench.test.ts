import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import { meanPerModel, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';
import { publicData } from '../harness/public-data.ts';
import { readDataFrame } from './pickle/read-data-frame.ts';
import { routerBench } from './routerbench.ts';
import { readRows } from './tables/read-rows.ts';

const data = publicData();
if (data === undefined) console.warn('skipped: the public RouterBench sample is not on this machine (ROUTING_DATA)');

// Means and total costs of the published sample, computed with Python's csv module from the CSV.
const SAMPLE: Record<string, readonly [mean: number, usd: number]> = {
  'gpt-3.5-turbo-1106': [0.6335616438356164, 0.089158],
  'claude-instant-v1': [0.636986301369863, 0.0866696],
  'claude-v1': [0.626027397260274, 0.810152],
  'claude-v2': [0.6390410958904109, 0.923552],
  'gpt-4-1106-preview': [0.7815068493150685, 1.3106200000000001],
  'meta/llama-2-70b-chat': [0.3041095890410959, 0.0751554],
  'mistralai/mixtral-8x7b-chat': [0.5595890410958904, 0.050193],
  'zero-one-ai/Yi-34B-Chat': [0.684931506849315, 0.0702928],
  'WizardLM/WizardLM-13B-V1.2': [0.4397260273972603, 0.0270861],
  'meta/code-llama-instruct-34b-chat': [0.21780821917808219, 0.06326029600000001],
  'mistralai/mistral-7b-chat': [0.3041095890410959, 0.0169628],
};

describe.skipIf(data === undefined)('the RouterBench sample', () => {
  const files = ['csv', 'pkl'].map((type) => join(data ?? '', `routerbench/routerbench_0shot_sample.${type}`));

  it.each(files)('has the published means and total costs in %s', async (path) => {
    const { table } = await routerBench({ path }).load();
    expect(table.examples).toHaveLength(365);
    expect(table.models.map(({ id }) => id).sort()).toEqual(Object.keys(SAMPLE).sort());
    const quality = meanPerModel(table, 'quality');
    const cost = meanPerModel(table, 'costUsd');
    table.models.forEach(({ id }, m) => {
      expect(relativeError(quality[m]!, SAMPLE[id]![0]), id).toBeLessThan(1e-12);
      expect(relativeError(cost[m]! * 365, SAMPLE[id]![1]), id).toBeLessThan(1e-12);
    });
  });

  it('has the published oracle, with unsolved prompts at no cost', async () => {
    const { table } = await routerBench().load();
    const oracle = oracleOf(table);
    expect(oracle.quality / 365).toBeCloseTo(0.899, 3);
    expect(oracle.usd).toBeCloseTo(0.073, 3);
  });

  it('is the same in every column of the pickle as in the CSV', async () => {
    const frame = readDataFrame(files[1]!);
    const differences: string[] = [];
    let i = 0;
    for await (const { columns, values } of readRows(files[0]!)) {
      expect(columns).toEqual(frame.columns);
      columns.forEach((column, c) => {
        const [text, cell] = [values[c] as string, frame.values.get(column)![i]];
        const same = typeof cell === 'number' ? relativeError(cell, Number(text)) < 1e-12 : cell === text;
        if (!same) differences.push(`row ${i}, ${column}`);
      });
      i += 1;
    }
    expect(differences).toEqual([]);
    expect(i).toBe(frame.rows);
  });

  it('shows a router the parts of the prompt and nothing else', async () => {
    const { table } = await routerBench().load();
    const riddle = table.examples.find(({ task }) => task === 'chinese_zodiac')!;
    expect(riddle.request.messages.map(({ role }) => role)).toEqual(['user', 'user']);
    expect(Object.keys(riddle.request).sort()).toEqual(['messages', 'metadata']);
    expect(riddle.request.metadata).toEqual({});
    expect(riddle.label).toBeUndefined();
  });
});

describe('routerBench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'routerbench-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const HEADER = 'sample_id,prompt,eval_name,m/a,b,m/a|model_response,b|model_response,m/a|total_cost,b|total_cost';

  function load(...lines: string[]) {
    const path = join(folder, 'rb.csv');
    writeFileSync(path, lines.join('\n'));
    return routerBench({ path }).load();
  }

  it('reads fractional scores, recorded costs and estimated tokens', async () => {
    const { table, card } = await load(HEADER, `x.1,"['Be brief.', 'Hi']",chat,0.25,1,"['hello world']","['']",0.5,0`);
    expect(table.models).toEqual([{ id: 'm/a' }, { id: 'b' }]);
    expect(table.examples[0]!.request.messages).toEqual([
      { role: 'user', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ]);
    expect([...table.quality]).toEqual([0.25, 1]);
    expect([...table.costUsd]).toEqual([0.5, 0]);
    expect([...table.inputTokens]).toEqual([4, 4]);
    expect([...table.outputTokens]).toEqual([2, 0]);
    expect([...table.status]).toEqual([STATUS.ok, STATUS.empty]);
    expect(card.estimates).toHaveLength(1);
  });

  it('takes a cell without score or cost as missing, never as zero', async () => {
    const { table, notes } = await load(HEADER, `x.1,Hi,chat,,1,a,b,0.1,nan`);
    expect([...table.status]).toEqual([STATUS.missing, STATUS.missing]);
    expect([...table.quality, ...table.costUsd, ...table.inputTokens, ...table.outputTokens].every(Number.isNaN)).toBe(
      true,
    );
    expect(notes.join()).toContain('2 cells');
  });

  it.each([
    ['a score above 1', 'x.1,Hi,chat,2,1,a,b,0,0', /row 2, field "m\/a": "2" is not a number within 0\.\.1/],
    ['a negative cost', 'x.1,Hi,chat,1,1,a,b,0,-1', /row 2, field "b\|total_cost"/],
    ['an infinite cost', 'x.1,Hi,chat,1,1,a,b,0,Infinity', /field "b\|total_cost"/],
    ['a score in words', 'x.1,Hi,chat,good,1,a,b,0,0', /"good" is not a number/],
    ['an empty prompt', `x.1,"['']",chat,1,1,a,b,0,0`, /field "prompt": the prompt is empty/],
    ['a broken list', `x.1,"['a', 1]",chat,1,1,a,b,0,0`, /field "prompt": not a Python list/],
    ['an empty id', ',Hi,chat,1,1,a,b,0,0', /field "sample_id"/],
  ])('names the place of %s', async (_, line, message) => {
    await expect(load(HEADER, line)).rejects.toThrow(message);
  });

  it('refuses an id that is there twice', async () => {
    const line = 'x.1,Hi,chat,1,1,a,b,0,0';
    await expect(load(HEADER, line, line)).rejects.toThrow(/row 3, field "sample_id": "x.1" is there twice/);
  });

  it('says which column is missing', async () => {
    await expect(load('sample_id,prompt,eval_name,a', 'x,Hi,chat,1')).rejects.toThrow(
      /no column "<model>\|total_cost"/,
    );
    await expect(load('sample_id,prompt,eval_name,a|total_cost', 'x,Hi,chat,1')).rejects.toThrow(/no column "a"/);
    await expect(load('prompt,eval_name,a,a|total_cost', 'Hi,chat,1,1')).rejects.toThrow(/no column "sample_id"/);
  });

  it('refuses a file without rows, and one that is not there', async () => {
    await expect(load(HEADER)).rejects.toThrow(BenchError);
    await expect(routerBench({ path: join(folder, 'none.pkl') }).load()).rejects.toThrow(/none\.pkl/);
  });
});

function relativeError(got: number, expected: number): number {
  return expected === 0 ? Math.abs(got) : Math.abs(got / expected - 1);
}

/** Per prompt the best quality, ties to the cheapest; unsolved prompts at $0, as RouterBench charges them. */
function oracleOf({ models, examples, quality, costUsd }: OutcomeTable) {
  const total = { quality: 0, usd: 0 };
  examples.forEach((_, i) => {
    const row = models.map((_model, m) => i * models.length + m);
    const best = Math.max(...row.map((cell) => quality[cell]!));
    total.quality += best;
    if (best > 0) total.usd += Math.min(...row.filter((cell) => quality[cell] === best).map((cell) => costUsd[cell]!));
  });
  return total;
}
