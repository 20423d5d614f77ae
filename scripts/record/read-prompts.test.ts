import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { csv, jsonl, longToy, nativeToy, parquet, put, type Table, wideToy } from '../../datasets/toy-files.fixture.ts';
import { readPrompts } from './read-prompts.ts';

const PROMPTS: Table = [
  {
    id: 'a',
    prompt: 'What is 17 % of 240?',
    task: 'sums',
    grader: 'numeric',
    reference: '40.8',
    'metadata.tier': 'pro',
  },
  {
    id: 'b',
    prompt: 'Name two, "small" primes',
    task: 'lists',
    grader: 'set',
    reference: '["2","3"]',
    'metadata.tier': 'free',
  },
];

const user = (content: string) => [{ role: 'user', content }];
const EXAMPLES = [
  {
    id: 'a',
    request: { messages: user('What is 17 % of 240?'), metadata: { tier: 'pro' } },
    task: 'sums',
    grading: { grader: 'numeric', reference: '40.8' },
  },
  {
    id: 'b',
    request: { messages: user('Name two, "small" primes'), metadata: { tier: 'free' } },
    task: 'lists',
    grading: { grader: 'set', reference: ['2', '3'] },
  },
];

describe('the prompts to record', () => {
  const folder = temporaryFolder();
  const read = async (name: string, content: string | Uint8Array) => readPrompts(await put(folder(), name, content));

  it.each([
    ['my prompts.csv', csv(PROMPTS)],
    ['my prompts.csv.gz', csv(PROMPTS)],
    ['my prompts.jsonl', jsonl(PROMPTS)],
    ['my prompts.parquet', parquet(PROMPTS)],
  ])('are read from a table of prompts alone, %s', async (name, content) => {
    expect(await read(name, content)).toEqual({ name: 'my-prompts', examples: EXAMPLES, responses: new Map() });
  });

  it('are read from JSON Lines as the native format has them', async () => {
    const rows = [
      { id: 'a', prompt: 'hi', grading: { grader: 'exact', reference: 'ho' } },
      { id: 'b', messages: user('ho') },
    ];
    const { examples } = await read('prompts.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(examples.map(({ id, grading }) => [id, grading?.grader])).toEqual([
      ['a', 'exact'],
      ['b', undefined],
    ]);
  });

  it.each([
    ['long.csv', csv(longToy())],
    ['wide.csv', csv(wideToy())],
    ['long.jsonl', jsonl(longToy())],
    ['wide.parquet', parquet(wideToy())],
  ])('are read from a table with outcomes, without them: %s', async (name, content) => {
    const native = await readPrompts(await nativeToy(folder(), true));
    expect((await read(name, content)).examples).toEqual(native.examples);
  });

  it('have the number of their row as id where there is none, also where two are the same', async () => {
    const { examples } = await read('prompts.csv', 'prompt\nhi\nho\nhi\n');
    expect(examples.map(({ id, request }) => [id, request.messages[0]!.content])).toEqual([
      ['row-2', 'hi'],
      ['row-3', 'ho'],
      ['row-4', 'hi'],
    ]);
  });

  it('are found in columns that the options beside the table name', async () => {
    await put(folder(), 'frage.csv.json', '{"columns":{"prompt":"Frage"},"metadata":["tier"]}');
    const { examples } = await read('frage.csv', 'Frage,tier\nhi,pro\n');
    expect(examples[0]!.request).toEqual({ messages: user('hi'), metadata: { tier: 'pro' } });
  });

  it.each([
    ['no column of prompts', 'id,promt\na,hi\n', /no column for "prompt"; looked for prompt, question/],
    ['an id that stands twice', 'id,prompt\na,hi\na,ho\n', /prompts\.csv, row 3, field "id": the id "a" stands twice/],
    ['a blank prompt', 'id,prompt\na,\n', /prompts\.csv, row 2, field "prompt"/],
    ['a reference that no grader reads', 'prompt,reference\nhi,ho\n', /no column for "grader"; looked for grader/],
    ['no rows', 'id,prompt\n', /a header and no rows/],
    ['nothing', '', /the file is empty/],
  ])('are refused with a place where there is %s', async (_what, content, message) => {
    await expect(read('prompts.csv', content)).rejects.toThrow(message);
  });

  it('are refused where there is no such file', async () => {
    await expect(readPrompts('nowhere/prompts.csv')).rejects.toThrow('there is no such file or folder');
  });
});
