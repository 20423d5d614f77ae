import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import { type Evaluation, evaluate } from '../../harness/evaluate/evaluate.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { candidateFiles, candidateFolder } from '../bench/candidate-files.ts';
import { keepEvaluation } from './keep-evaluation.ts';
import { readTestDecisions } from './read-test-decisions.ts';

const folder = temporaryFolder();
const input = namedFiles();
const { table, split } = input;
let evaluation: Evaluation;

beforeAll(async () => {
  // As it is where mixing single models at random is all that validate certifies.
  const made = evaluate(input);
  const policy = { ...made.results.policy, kind: 'mixture' as const, candidate: 'a mixture' };
  const shipped = new Int16Array(split.test.length).fill(1);
  evaluation = { ...made, shipped, results: { ...made.results, policy } };
  await writeFile(join(folder(), 'results.json'), JSON.stringify(evaluation.results));
  await keepEvaluation(folder(), { ...evaluation, input, policyFolder: candidateFolder });
});

describe('the decisions of a run', () => {
  it('are those of every router and of a mixture that ships, with grades, costs, bills and predictions of test', async () => {
    const read = (await readTestDecisions(folder(), evaluation.results))!;
    const [name] = evaluation.decisions.keys();
    const width = table.models.length;
    expect(read.ids).toEqual(Array.from(split.test, (row) => table.examples[row]!.id));
    expect(read.quality[width + 2]).toBe(table.quality[split.test[1]! * width + 2]);
    expect(read.routers.map((router) => router.name)).toEqual([name, 'a mixture']);
    const [router, mixture] = read.routers;
    expect(Array.from(router!.choices)).toEqual(Array.from(evaluation.decisions.get(name!)!));
    expect(Array.from(router!.billUsd!)).toEqual(Array.from(evaluation.bills.get(name!)!.billUsd));
    expect(router!.predicted).toHaveLength(split.test.length * width);
    expect(Array.from(mixture!.choices)).toEqual(Array.from(evaluation.shipped));
    expect(read.texts).toBeUndefined();
  });

  it('are absent where a run kept nothing but results', async () => {
    expect(await readTestDecisions(join(folder(), 'nowhere'), evaluation.results)).toBeUndefined();
  });
});

function namedFiles() {
  const made = syntheticInput({ examples: 200, models: 3, seed: 2 });
  const candidates = made.candidates.map((each, i) => ({ ...each, files: candidateFiles(each.name, i) }));
  return { ...made, candidates };
}
