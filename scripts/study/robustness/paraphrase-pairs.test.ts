import { expect, it } from 'vitest';
import { type Example, emptyTable } from '../../../harness/outcome-table.ts';
import { paraphrasePairs } from './paraphrase-pairs.ts';

const example = (group: string | undefined, i: number): Example => ({
  id: `q${i}`,
  task: 'a',
  request: { messages: [{ role: 'user', content: 'x' }], metadata: {} },
  ...(group === undefined ? {} : { group }),
});
const groups = [
  'paraphrases-1',
  undefined,
  'session-7',
  'paraphrases-1',
  'Paraphrase of 9',
  'session-7',
  'paraphrases-1',
];
const table = emptyTable(groups.map(example), [{ id: 'm' }]);

it('pairs the first wording of a group of paraphrases with each other one; other groups are no paraphrases', () => {
  expect(paraphrasePairs(table, table.examples.keys())).toEqual([
    { original: 0, other: 3 },
    { original: 0, other: 6 },
  ]);
  expect(paraphrasePairs(table, [0, 4, 5])).toEqual([]);
});
