import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countTokens } from '../harness/count-tokens.ts';
import type { Dataset } from '../harness/dataset.ts';
import { publicData } from '../harness/public-data.ts';
import { openDataset } from './open-dataset.ts';
import { routeLlmGsm8k, routeLlmMtBench } from './routellm/index.ts';
import { routerBench } from './routerbench.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';
import { ZEROEVAL_MODELS } from './zeroeval/zeroeval-models.ts';
import { zeroEval } from './zeroeval.ts';

const folder = temporaryFolder();
const why = publicData() === undefined ? ' (skipped: no public data, set ROUTING_DATA)' : '';

describe('the answers of a dataset', () => {
  it('are read again from a long and from a wide table, those of the pool only', async () => {
    const long = 'id,prompt,model,score,cost,response\na,hi,small,1,0.1,ah\nb,ho,big,0,0.2,\nb,ho,small,1,0.1,oh\n';
    writeFileSync(join(folder(), 'long.csv'), long);
    expect(await answersOf(join(folder(), 'long.csv'))).toEqual({ 'a/small': 'ah', 'b/big': '', 'b/small': 'oh' });
    const wide = 'id,prompt,small,small|total_cost,small|model_response,big,big|total_cost\na,hi,1,0.1,ah,0,0.2\n';
    writeFileSync(join(folder(), 'wide.csv'), wide);
    expect(await answersOf(join(folder(), 'wide.csv'))).toEqual({ 'a/small': 'ah' });
  });

  it('are not promised where a table has none', async () => {
    writeFileSync(join(folder(), 'none.csv'), 'id,prompt,model,score,cost\na,hi,small,1,0.1\n');
    expect((await openDataset(join(folder(), 'none.csv')).load()).readAnswers).toBeUndefined();
  });

  it('are read again from the native format', async () => {
    const path = join(folder(), 'native');
    mkdirSync(path);
    const card = { format: 'signalbox/dataset', version: 1, name: 'n', title: 'N', simulated: true };
    const models = [{ id: 'small' }, { id: 'big' }];
    const rest = { scale: { min: 0, max: 1 }, estimates: [], models };
    writeFileSync(join(path, 'card.json'), JSON.stringify({ ...card, ...rest }));
    writeFileSync(join(path, 'examples.jsonl'), '{"id":"a","prompt":"hi"}\n');
    const outcomes = models.map(({ id }) => ({
      example: 'a',
      model: id,
      quality: 1,
      costUsd: 1,
      response: `${id} says`,
    }));
    writeFileSync(join(path, 'outcomes.jsonl'), outcomes.map((row) => JSON.stringify(row)).join('\n'));
    expect(await answersOf(path)).toEqual({ 'a/small': 'small says', 'a/big': 'big says' });
  });
});

// Tokens were counted in the texts when the table was read: equal counts are the right texts at the right cells.
describe.skipIf(publicData() === undefined)(`the answers of public datasets${why}`, () => {
  it.each([
    ['RouterBench', () => routerBench(), 365 * 11],
    ['RouteLLM, GSM8K', () => routeLlmGsm8k(), 1307 * 2],
    [
      'ZeroEval',
      () => zeroEval({ tasks: ['crux', 'math-l5'], models: [ZEROEVAL_MODELS[0]!, ZEROEVAL_MODELS[9]!] }),
      1521 * 2,
    ],
  ])('%s: have the tokens that the table has', async (_, source, cells) => {
    const { table, readAnswers } = await source().load();
    let [seen, equal] = [0, 0];
    await readAnswers!((example, model, text) => {
      seen += 1;
      if (countTokens(text) === table.outputTokens[example * table.models.length + model]) equal += 1;
    });
    expect([seen, equal]).toEqual([cells, cells]);
  });

  it('MT-Bench: have both turns', async () => {
    const { table, readAnswers } = await routeLlmMtBench().load();
    const texts: string[] = [];
    await readAnswers!((_, __, text) => texts.push(text));
    expect(texts).toHaveLength(table.status.length);
    expect(texts.every((text) => text.includes('\n\n[second turn: '))).toBe(true);
  });
});

async function answersOf(path: string): Promise<Record<string, string>> {
  const dataset: Dataset = await openDataset(path).load();
  const { examples, models } = dataset.table;
  const answers: Record<string, string> = {};
  await dataset.readAnswers!((example, model, text) => {
    answers[`${examples[example]!.id}/${models[model]!.id}`] = text;
  });
  return answers;
}
