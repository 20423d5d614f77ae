import { expect, it } from 'vitest';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools, withHoles } from './fixtures.contract.ts';
import { knn, knnKind } from './knn.ts';

describeRouter('knn', () => knn(), { kind: knnKind });

it('knn tells outcomes that were estimated from those that were recorded', async () => {
  const train = contractTable(30, 1);
  const { request } = train.examples[0]!;
  const why = async (table: typeof train) => {
    const router = await knn({ k: 1, weights: 'uniform', shrinkage: 0 }).fit(table, contractTools());
    return (await assess(router, [request]))[0]!.why()[0];
  };
  expect(await why(train)).toMatch(/neighbour 1-0, .*: small \d, medium \d, large \d$/);
  expect(await why(withHoles(train))).toMatch(/neighbour 1-0, .*: small about 0?\.?\d+, medium \d, large \d$/);
});
