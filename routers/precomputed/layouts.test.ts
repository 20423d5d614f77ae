import { describe, expect, it } from 'vitest';
import { contractTools } from '../fixtures.contract.ts';
import { decidedTable, decisionFiles } from '../precomputed.fixture.ts';
import { type PrecomputedOptions, precomputed } from '../precomputed.ts';

describe('the files that precomputed reads', () => {
  const write = decisionFiles();
  const train = decidedTable();
  const fitted = (options: PrecomputedOptions) => precomputed(options).fit(train, contractTools());

  /** The models that are chosen, or what is predicted of them. */
  async function read(name: string, content: string, options: Partial<PrecomputedOptions> = {}) {
    const router = await fitted({ file: write(name, content), ...options });
    const requests = train.examples.map(({ request }) => request);
    const masks = requests.map(() => new Uint8Array(3).fill(1));
    const assessments = await router.assess(requests, masks, contractTools());
    return assessments.map((each) =>
      each.kind === 'scores'
        ? [...each.quality]
        : each.kind === 'ranking'
          ? train.models[each.models[0]!]!.id
          : 'a cascade',
    );
  }

  const DECIDED = ['small', 'medium', 'org/large', 'medium'];

  it.each([
    ['our own CSV', 'a.csv', 'id,model\nq0,small\nq1,medium\nq2,org/large\nq3,medium\n'],
    [
      'with a byte order mark, CRLF and blank lines',
      'b.csv',
      '\uFEFFid,model\r\nq0,small\r\n\r\nq1,medium\r\nq2,org/large\r\nq3,medium\r\n',
    ],
    ['quoted', 'c.csv', '"model","id"\n"small","q0"\nmedium,q1\norg/large,q2\nmedium,q3'],
    [
      'as JSONL with a byte order mark and CRLF',
      'd.jsonl',
      '\uFEFF{"id":"q0","model":"small"}\r\n{"model":"medium","id":"q1"}\r\n\r\n{"id":"q2","model":"org/large"}\r\n{"id":"q3","model":"medium"}',
    ],
    [
      'JSONL named .json',
      'e.json',
      '{"id":"q0","model":"small"}\n{"id":"q1","model":"medium"}\n{"id":"q2","model":"org/large"}\n{"id":"q3","model":"medium"}\n',
    ],
    [
      'keyed by prompt',
      'f.csv',
      'prompt,model\nWhat is 2 + 2?,small\nProve it.,medium\n"Say ""hi"", please",org/large\n',
    ],
    [
      'with the path and the date that others write behind names',
      'g.csv',
      'id,model\nq0,vendor/small\nq1,medium-2024-08-06\nq2,large\nq3,medium-0613\n',
    ],
  ])('reads decisions %s', async (_, name, content) => {
    expect(await read(name, content)).toEqual(DECIDED);
  });

  it('reads prediction files of RouterArena as they are', async () => {
    const item = (index: string, prompt: string, prediction: string, more = '') =>
      `  {\n    "global index": "${index}",\n    "prompt": ${JSON.stringify(prompt)},\n    "prediction": "${prediction}",\n    "generated_result": {"generated_answer": "4", "success": true, "token_usage": {"input_tokens": 9, "output_tokens": 1}},\n    "cost": 5.79e-05,\n    "accuracy": 1.0${more}\n  }`;
    const content = `[\n${[
      item('q0', 'What is 2 + 2?', 'small'),
      item('q0', 'What is 2 + 2?', 'org/large', ',\n    "for_optimality": true'),
      item('q1', 'Prove it.', 'mid-tier'),
      item('q2', 'Say "hi", please', 'large-2025-04-14'),
      item('q3', 'Prove it.', 'mid-tier'),
      item('AIME_112', 'Something else', 'unheard-of'),
    ].join(',\n')}\n]\n`;
    const aliases = { 'mid-tier': 'medium' };
    expect(await read('arena.json', content, { aliases })).toEqual(DECIDED);
    const others = content.replaceAll(/"q(\d)"/g, '"GSM8K_$1"');
    expect(await read('arena-prompts.json', others, { aliases, match: 'prompt' })).toEqual(DECIDED);
    await expect(read('arena-ids.json', others, { aliases })).rejects.toThrow(
      /decision for none of the 4 examples: its first id is "GSM8K_0", that of the dataset "q0"/,
    );
  });

  it('reads win rates of RouteLLM as its evaluation holds them, beside grades and responses that it ignores', async () => {
    // The frame of its evaluation (index, prompt, one column of grades per model, strong_win_rates) by pandas' to_csv.
    const content =
      ',prompt,gpt-4-1106-preview,mistralai/Mixtral-8x7B-Instruct-v0.1,strong_win_rates\n' +
      '0,What is 2 + 2?,True,False,0.25\n2,Prove it.,True,True,0.75\n3,"Say ""hi"", please",False,False,0.5\n7,Prove it.,True,True,0.75\n';
    const rank = [1 / 5, 4 / 5, 2 / 5, 4 / 5];
    const expected = rank.map((r) => [(1 - r) / 2, 0, (1 + r) / 2]);
    expect(await read('routellm.csv', content)).toEqual(expected.map((row) => row.map((q) => expect.closeTo(q, 12))));
    // Its file of thresholds names the column after the router, and its Series has rates and no prompts.
    const named = content.replace('strong_win_rates', 'mf');
    expect(await read('thresholds.csv', named, { as: 'win-rates', column: 'mf' })).toHaveLength(4);
    const inOrder = ',mf\n0,0.25\n2,0.75\n3,0.5\n7,0.75\n';
    expect(await read('series.csv', inOrder, { as: 'win-rates', column: 'mf', match: 'row' })).toEqual(
      expected.map((row) => row.map((q) => expect.closeTo(q, 12))),
    );
  });

  it('reads scores by model, and leaves columns of no model out when told', async () => {
    const content = 'id,small,medium,large,entropy\nq0,0,0.5,1,7\nq1,1,0,0,7\nq2,.25,.5,.75,7\nq3,1,0,0,7\n';
    expect(await read('scores.csv', content, { as: 'scores' })).toEqual([
      [0, 0.5, 1],
      [1, 0, 0],
      [0.25, 0.5, 0.75],
      [1, 0, 0],
    ]);
    await expect(read('scores.csv', content)).rejects.toThrow(/the columns "entropy" name no model of the pool/);
  });

  it.each([
    ['a.csv', 'id,model\nq0,small\nq0,small\n', 'a.csv, row 3: field "id" is "q0" again, as in row 2'],
    [
      'a.csv',
      'id,model\nq0,gpt-9\n',
      'a.csv, row 2: field "model": the pool has no model "gpt-9" (small, medium, org/large)',
    ],
    ['a.csv', 'id,model\nq0,\n', 'a.csv, row 2: field "model" must name a model'],
    ['a.csv', 'id,model\n,small\n', 'a.csv, row 2: field "id" is empty or no text'],
    ['a.csv', 'id,model\nq0\n', 'a.csv, row 2: Invalid Record Length'],
    ['a.csv', 'id,model\n"q0,small\n', 'a.csv, row 2: Quote Not Closed'],
    ['a.csv', 'id,id,model\nq0,q0,small\n', 'a.csv, row 1: two columns are named "id"'],
    ['a.csv', 'id,__proto__\nq0,1\n', 'a.csv, row 1: a column may not be named "__proto__"'],
    ['a.csv', 'id,model\nq0,__proto__\n', 'the pool has no model "__proto__"'],
    ['a.csv', 'id,win_rate\nq0,NaN\n', 'a.csv, row 2: field "win_rate" is "NaN" and must be a number 0..1'],
    ['a.csv', 'id,win_rate\nq0,1.01\n', 'field "win_rate" is "1.01" and must be a number 0..1'],
    ['a.csv', 'id,win_rate\nq0,\n', 'field "win_rate" is "" and must be a number 0..1'],
    ['a.csv', 'id,small\nq0,-1\n', 'field "small" is "-1" and must be a number 0..1'],
    ['a.csv', 'id,model,usd\nq0,small,-1\n', 'field "usd" is "-1" and must be a number ≥ 0, or empty for none'],
    ['a.csv', 'id,model,latency_ms\nq0,small,fast\n', 'field "latency_ms" is "fast" and must be a number ≥ 0'],
    ['a.csv', 'id,model,win_rate\nq0,small,1\n', 'a.csv has decisions and win rates: columns "model", "win_rate"'],
    [
      'a.csv',
      'key,model\nq0,small\n',
      'a.csv has no column "id", "global index", "global_index", "prompt"; it has "key", "model"',
    ],
    ['a.csv', 'id,smal\nq0,1\n', 'a.csv has neither decisions, win rates nor scores: its columns are "id", "smal"'],
    ['a.csv', 'id,small,mediun\nq0,1,1\n', 'the columns "mediun" name no model of the pool'],
    ['a.csv', 'id,large,org/large\nq0,1,1\n', 'two columns are scores of org/large'],
    ['a.csv', '', 'a.csv has no rows'],
    ['a.csv', 'id,model\n', 'a.csv has no rows'],
    ['a.jsonl', '{"id":"q0","model":"small"}\n{"id":"q1"\n', 'a.jsonl, row 2: no JSON'],
    ['a.jsonl', '["q0"]\n', 'a.jsonl, row 1: not an object'],
    [
      'a.jsonl',
      '{"id":"q0","model":"small"}\n{"id":"q1","__proto__":{"x":1}}\n',
      'row 2: a column may not be named "__proto__"',
    ],
    ['a.jsonl', '{"id":{"a":1},"model":"small"}\n', 'row 1: field "id" is empty or no text'],
    ['a.jsonl', '{"id":"q0","model":["small"]}\n', 'row 1: field "model" must name a model'],
    ['a.jsonl', '{"id":"q0","win_rate":"high"}\n', 'row 1: field "win_rate" is "high" and must be a number 0..1'],
    ['a.json', '[{"id":"q0","model":"small"},7]', 'a.json, row 2: not an object'],
    ['a.json', '[{"id":"q0"', 'a.json: no JSON'],
    ['a.npy', '\x93NUMPY', 'decisions are read from .csv, .jsonl, .ndjson, .json'],
  ])('refuses %s with %j', async (name, content, message) => {
    await expect(fitted({ file: write(name, content) })).rejects.toThrow(message);
  });

  it('refuses rows of more than 4 MiB, whether they end or not', async () => {
    const long = 'x'.repeat(5 * 2 ** 20);
    await expect(fitted({ file: write('long.csv', `id,model\n${long},small\n`) })).rejects.toThrow(
      /row 2: Max Record Size/,
    );
    const line = write('long.jsonl', `{"id":"${long}"`);
    await expect(fitted({ file: line })).rejects.toThrow(/row 1: the line is longer than 4194304 characters/);
  });

  it('refuses options that do not fit the file', async () => {
    const file = write('o.csv', 'id,model,mf\nq0,small,1\nq1,small,1\nq2,small,1\nq3,small,1\n');
    await expect(fitted({ file, column: 'mf' })).rejects.toThrow(
      /column "mf" needs as: 'decisions' or as: 'win-rates'/,
    );
    await expect(fitted({ file, column: 'bert', as: 'win-rates' })).rejects.toThrow(/has no column "bert"/);
    await expect(fitted({ file, as: 'win-rates' })).rejects.toThrow(/has no column "win_rate"/);
    await expect(fitted({ file, strong: 'small' })).rejects.toThrow(
      /strong and weak are models of win rates, and the file has decisions/,
    );
    await expect(fitted({ file, otherwise: 'tiny' })).rejects.toThrow(/otherwise: the pool has no model "tiny"/);
    await expect(fitted({ file: write('r.csv', 'model\nsmall\n'), match: 'row' })).rejects.toThrow(
      /has 1 rows, and the dataset 4 examples/,
    );
    await expect(fitted({ file: `${file}.gone.csv` })).rejects.toThrow(/cannot be read/);
    expect(() => precomputed({ file, matched: 'id' } as never)).toThrow(/precomputed: Unrecognized key: "matched"/);
  });
});
