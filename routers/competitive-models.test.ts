import { describe, expect, it } from 'vitest';
import { emptyTable, type OutcomeTable } from '../harness/outcome-table.ts';
import { competitiveModels } from './competitive-models.ts';

function tableOf(models: readonly { quality: number; costUsd: number }[]): OutcomeTable {
  const request = { messages: [{ role: 'user' as const, content: 'x' }], metadata: {} };
  const table = emptyTable(
    [{ id: 'a', task: 't', request }],
    models.map((_, m) => ({ id: `m${m}` })),
  );
  models.forEach(({ quality, costUsd }, m) => {
    table.quality[m] = quality;
    table.costUsd[m] = costUsd;
  });
  return table;
}

describe('competitiveModels', () => {
  it('are those on the hull, in pool order', () => {
    const dominated = { quality: 0.4, costUsd: 3 };
    const models = [{ quality: 0.9, costUsd: 5 }, dominated, { quality: 0.5, costUsd: 1 }];
    expect(competitiveModels(tableOf(models))).toEqual([0, 2]);
  });

  it('are all where one model dominates or a cost is unknown', () => {
    expect(
      competitiveModels(
        tableOf([
          { quality: 0.9, costUsd: 1 },
          { quality: 0.5, costUsd: 2 },
        ]),
      ),
    ).toEqual([0, 1]);
    expect(
      competitiveModels(
        tableOf([
          { quality: 0.9, costUsd: 5 },
          { quality: 0.5, costUsd: Number.NaN },
        ]),
      ),
    ).toEqual([0, 1]);
  });
});
