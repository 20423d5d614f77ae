import { describe, expect, it } from 'vitest';
import { random } from '../harness/random.ts';
import { priceBook } from '../harness/record/price-book.ts';
import type { ReadLimits } from './read-limits.ts';
import { tableDataset } from './tables/table-dataset.ts';
import { tableOptionsBeside } from './tables/table-options.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';
import { longToy, parquet, put } from './toy-files.fixture.ts';
import { validateDataset } from './validate.ts';

const LONG = 'id,prompt,model,score,cost\na,hi,small,1,0.1\na,hi,big,0,0.2\n';

describe('a table that is broken', () => {
  const folder = temporaryFolder();
  let files = 0;
  const refusal = async (content: string | Uint8Array, extension = '.csv', options: object = {}) => {
    const file = await put(folder(), `t${files++}${extension}`, content);
    const error = await tableDataset(file, options)
      .load()
      .then(
        () => new Error('it was read'),
        (thrown: Error) => thrown,
      );
    if (error.name !== 'BenchError' && error.message !== 'it was read') throw error;
    return error.message.replace(`${folder()}/`, '').replace(/^t\d+/, 't');
  };
  const limited = (limits: Partial<ReadLimits>) => ({ limits });

  it('is read when nothing is broken', async () => {
    const { table } = await tableDataset(await put(folder(), 'fine.csv', LONG)).load();
    expect([...table.quality]).toEqual([1, 0]);
  });

  it('names the row of a ragged record', async () => {
    expect(await refusal(`${LONG}b,ho,small\n`)).toBe(
      't.csv, row 4: a ragged row: 3 cells, and the header has 5 columns',
    );
  });

  it('names the row of an open quote', async () => {
    expect(await refusal(`${LONG}b,"ho,small,1,1\n`)).toMatch(/^t\.csv, row 4: Quote Not Closed/);
  });

  it('says that it is empty', async () => {
    expect(await refusal('')).toBe('t.csv: the file is empty');
    expect(await refusal('id,prompt,model,score\n')).toBe('t.csv: it has a header and no rows');
    expect(await refusal('\n\n', '.jsonl')).toBe('t.jsonl: the file is empty');
    expect(await refusal('', '.parquet')).toBe('t.parquet: the file is empty');
  });

  it('names two columns with one name, and names that reach a prototype', async () => {
    expect(await refusal('id,prompt,id,model,score\na,b,c,d,1\n')).toBe(
      't.csv, row 1, field "id": two columns have this name',
    );
    expect(await refusal('id,prompt,model,score,__proto__\na,b,c,1,x\n')).toContain('field "__proto__"');
    expect(await refusal('{"id":"a","prompt":"b","model":"m","score":1,"__proto__":{"x":1}}', '.jsonl')).toContain(
      '"__proto__"',
    );
    expect(await refusal(LONG.replaceAll('small', '__proto__'))).toContain('"__proto__" is no model name');
    expect(await refusal('id,prompt,model,score,cost,metadata.__proto__\na,b,m,1,1,x\n')).toContain('field "metadata"');
  });

  it('names the score outside the scale, by its column', async () => {
    expect(await refusal(LONG.replace(',1,', ',7,'))).toBe(
      't.csv, row 2, field "score": "7" is outside the scale 0..1',
    );
    expect(await refusal('id,prompt,m,m|total_cost\na,hi,good,1\n')).toBe(
      't.csv, row 2, field "m": "good" is no number on the scale 0..1',
    );
  });

  it('names negative and infinite costs', async () => {
    expect(await refusal(LONG.replace('0.1', '-0.1'))).toBe(
      't.csv, row 2, field "cost": "-0.1" is not a finite number ≥ 0',
    );
    expect(await refusal(LONG.replace('0.1', 'inf'))).toBe(
      't.csv, row 2, field "cost": "inf" is not a finite number ≥ 0',
    );
  });

  it('names ids and outcomes that stand twice, and prompts that contradict', async () => {
    expect(await refusal(`${LONG}a,hi,big,1,1\n`)).toBe(
      't.csv, row 4, field "model": "big" has two outcomes for the example "a"',
    );
    expect(await refusal(`${LONG}a,bye,other,1,1\n`)).toContain(
      'row 4, field "id": the example "a" has another prompt',
    );
    expect(await refusal('id,prompt,m,m|cost\na,hi,1,1\na,hi,1,1\n')).toBe(
      't.csv, row 3, field "id": the id "a" stands twice',
    );
    expect(await refusal(`${LONG},hi,big,1,1\n`)).toBe('t.csv, row 4, field "id": the id is missing');
  });

  it('names a model of which nothing was answered', async () => {
    expect(await refusal(LONG.replace('big,0', 'big,nan'))).toBe(
      't.csv: the model "big" has no answered outcome at all',
    );
  });

  it('says which columns it looked for, whatever the format', async () => {
    expect(await refusal('id,query text,model,score\na,b,c,1\n')).toContain(
      'no column for "prompt"; looked for prompt, question',
    );
    expect(await refusal('id,prompt,gpt\na,b,1\n')).toContain('neither a long table');
    expect(await refusal(parquet([{ id: 'a', prompt: 'b' }]), '.parquet')).toContain('t.parquet: neither a long table');
    expect(await refusal(LONG, '.csv', { columns: { prompt: 'Question' } })).toBe(
      't.csv: there is no column "Question"',
    );
    expect(await refusal(LONG, '.csv', { models: ['x'], layout: 'wide' })).toBe(
      't.csv: no score column for the model "x"',
    );
  });

  it('names a model without a price where a price is needed', async () => {
    const table = 'prompt,model,score,input_tokens,output_tokens\nhi,house-model,1,10,5\n';
    expect(await refusal(table)).toBe('t.csv, row 2, field "costUsd": no price is known for the model "house-model"');
    const prices = priceBook({ overrides: [{ asOf: '2026-01-31', prices: { 'house-model': [1, 2] } }] });
    const { table: read, card } = await tableDataset(await put(folder(), 'p.csv', table), { prices }).load();
    expect(read.costUsd[0]).toBeCloseTo(20e-6, 15);
    expect(card.estimates).toEqual(['costs: tokens × price of house-model, where the table has none']);
  });

  it('refuses another extension, a folder and a file that is not there', async () => {
    expect(await refusal('x', '.xlsx')).toBe('t.xlsx: not a table that can be read');
    await expect(tableDataset(`${folder()}/none.csv`).load()).rejects.toThrow('there is no such file');
  });

  it('refuses corrupt Parquet and gzip', async () => {
    const whole = parquet([{ id: 'a', prompt: 'b', model: 'm', score: 1 }]);
    expect(await refusal('PAR1 but not really', '.parquet')).toContain('t.parquet: cannot be read as Parquet');
    expect(await refusal(whole.slice(0, -20), '.parquet')).toContain('t.parquet: cannot be read as Parquet');
    const file = await put(folder(), 'broken.csv.gz', LONG.repeat(500));
    const { readFile, writeFile } = await import('node:fs/promises');
    await writeFile(file, (await readFile(file)).subarray(0, 60));
    await expect(tableDataset(file).load()).rejects.toThrow(/broken\.csv\.gz: corrupt or truncated gzip/);
  });

  it('comes to an end on altered Parquet, reading it or refusing it', async () => {
    const whole = parquet(longToy());
    const rng = random(3);
    // On the first alteration the decoder, left to itself, runs for ever.
    const alterations = [
      new Map([
        [371, 1],
        [703, 196],
        [805, 142],
      ]),
    ];
    for (let i = 0; i < 4; i++) alterations.push(new Map([[rng.integer(whole.length), rng.integer(256)]]));
    for (const bytes of alterations) {
      const altered = Uint8Array.from(whole, (byte, at) => bytes.get(at) ?? byte);
      expect(await refusal(altered, '.parquet', limited({ maxParquetMs: 1000 }))).toMatch(/^t\.parquet|^it was read$/);
    }
  });

  it('stops a gzip bomb, an endless record and a file beyond the limit', async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `a${i},${'x'.repeat(1000)},m,1,1`);
    const bomb = `id,prompt,model,score,cost\n${rows.join('\n')}`;
    expect(await refusal(bomb, '.csv.gz', limited({ maxTextBytes: 1e6 }))).toContain('more than 1000000 bytes of text');
    expect(await refusal(`${LONG}b,"${'x'.repeat(9000)}`, '.csv', limited({ maxLineBytes: 5000 }))).toMatch(
      /row 4: Max Record Size/,
    );
    expect(await refusal(LONG, '.csv', limited({ maxFileBytes: 10 }))).toContain('too large');
    expect(await refusal(`{"id":"${'x'.repeat(9000)}"}`, '.jsonl', limited({ maxLineBytes: 5000 }))).toContain(
      'longer than 5000 bytes',
    );
  });

  it('collects every problem when it is validated', async () => {
    const file = await put(folder(), 'many.csv', `${LONG}b,ho,small\nc,he,small,9,1\nd,hu,small,1,1\n`);
    expect((await validateDataset(file)).map(({ row, severity }) => [row, severity])).toEqual([
      [4, 'error'],
      [5, 'error'],
      [undefined, 'warning'],
    ]);
  });
});

describe('a table with options', () => {
  const folder = temporaryFolder();

  it('takes them from the file beside it', async () => {
    const file = await put(folder(), 'm.csv', 'Question,who,mark\nhi,m,10\nho,m,1\n');
    await put(
      folder(),
      'm.csv.json',
      '{"columns":{"prompt":"Question","model":"who","quality":"mark"},"scale":{"min":1,"max":10}}',
    );
    const prices = priceBook({
      overrides: [{ asOf: '2026-01-31', prices: { m: { input: 0, output: 0, perRequest: 0.5 } } }],
    });
    const { table } = await tableDataset(file, { ...tableOptionsBeside(file), prices }).load();
    expect([...table.quality]).toEqual([1, 0]);
    expect([...table.costUsd]).toEqual([0.5, 0.5]);
  });

  it('names an option with a typing error', async () => {
    const file = await put(folder(), 'n.csv', LONG);
    await put(folder(), 'n.csv.json', '{"colums":{}}');
    expect(() => tableOptionsBeside(file)).toThrow(/n\.csv\.json: .*colums/s);
  });

  it('shows routers no column that was not named as metadata', async () => {
    const file = await put(folder(), 'o.csv', LONG.replaceAll('\n', ',eu\n').replace(',eu', ',region'));
    const bare = await tableDataset(file).load();
    expect(bare.table.examples[0]!.request.metadata).toEqual({});
    expect(bare.notes[1]).toContain('columns not used');
    const named = await tableDataset(file, { metadata: ['region'] }).load();
    expect(named.table.examples[0]!.request.metadata).toEqual({ region: 'eu' });
  });
});
