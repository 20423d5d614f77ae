import { describe, expect, it } from 'vitest';
import { exactIndex } from '../harness/embed/nearest.ts';
import { type Example, emptyTable, type OutcomeTable } from '../harness/outcome-table.ts';
import type { Router } from '../harness/router.ts';
import { leaveGroupOutDistances } from './abstain.ts';
import { clusters, clustersKind } from './clusters.ts';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools } from './fixtures.contract.ts';
import { knn, knnKind } from './knn.ts';
import { semanticRoutes, semanticRoutesKind } from './semantic-routes.ts';

const ROUTES = [
  { name: 'code', utterances: ['function array loop', 'compile bug stack'] },
  { name: 'sums', utterances: ['add seven apples', 'total price minus twelve'] },
];
const abstain = { beyond: { quantile: 0.8 } };

describeRouter('knn that abstains', () => knn({ k: 5, shrinkage: 3, abstain }), { kind: knnKind });
describeRouter('clusters that abstain', () => clusters({ k: 4, abstain }), { kind: clustersKind });
describeRouter('semantic routes that abstain', () => semanticRoutes({ routes: ROUTES, threshold: 0.3, abstain }), {
  kind: semanticRoutesKind,
});

type Abstain = { readonly beyond: number | { readonly quantile: number }; readonly use?: string };
const ROUTERS: [string, (abstain?: Abstain) => Router][] = [
  ['knn', (option) => knn({ k: 5, shrinkage: 3, ...(option && { abstain: option }) })],
  ['clusters', (option) => clusters({ k: 4, ...(option && { abstain: option }) })],
  [
    'semanticRoutes',
    (option) => semanticRoutes({ routes: ROUTES, threshold: 0.3, ...(option && { abstain: option }) }),
  ],
];

describe.each(ROUTERS)('%s', (_, make) => {
  const train = contractTable(60, 1);
  const known = train.examples[0]!.request;
  const strange = { messages: [{ role: 'user' as const, content: 'zymurgy quixotic vortex' }], metadata: {} };
  const fitted = (option?: Abstain) => make(option).fit(train, contractTools());

  it('says how far a request is, and changes nothing else where it does not abstain', async () => {
    const plain = await assess(await fitted(), [known, strange]);
    const [near, far] = plain.map(({ distance }) => distance!);
    expect(near).toBeLessThan(far!);
    expect(far).toBeLessThanOrEqual(2);
    const never = await assess(await fitted({ beyond: 2 }), [known, strange]);
    const shown = (all: typeof plain) => all.map(({ why, ...rest }) => ({ ...rest, why: why() }));
    expect(shown(never)).toEqual(shown(plain));
  });

  it('sends what is farther to the model named, with the others behind it and the reason first', async () => {
    const router = await fitted({ beyond: 0, use: 'small' });
    const [assessment] = await assess(router, [strange]);
    expect(assessment).toMatchObject({ kind: 'ranking', models: [0, 2, 1] });
    expect(assessment!.why()[0]).toMatch(/^abstains: the distance [\d.]+ is beyond 0, so small answers$/);
    expect(assessment!.bill).toEqual((await assess(await fitted(), [strange]))[0]!.bill);
    expect(router.notes.at(-1)).toMatch(
      /^abstains beyond a distance of 0, in favour of small: [\d.]+ % of the training/,
    );
  });

  it('takes the best single model on train where none is named, and the quantile of the training prompts', async () => {
    const router = await fitted({ beyond: { quantile: 0.5 } });
    const { abstain: settled } = router.spec.params as { abstain: { beyond: number; use: string[] } };
    expect(settled.use).toEqual(['large', 'medium', 'small']);
    expect(settled.beyond).toBeGreaterThan(0);
    expect(router.notes.at(-1)).toContain('the 0.5 quantile of the training prompts');
  });

  it('writes nothing about abstaining into its spec unless it is asked to: older policies have no such field', async () => {
    const { spec } = await fitted();
    expect(spec.params).not.toHaveProperty('abstain');
  });

  it('refuses a model that the pool lacks, and options out of range', async () => {
    await expect(fitted({ beyond: 1, use: 'huge' })).rejects.toThrow(/abstain: the pool has no model "huge"/);
    expect(() => make({ beyond: 3 })).toThrow(/abstain\.beyond/);
    expect(() => make({ beyond: { quantile: 0 } })).toThrow(/abstain\.beyond/);
  });
});

describe('the distances of training prompts', () => {
  it('are to the nearest prompt outside their own group', async () => {
    const vectors = Float32Array.of(1, 0, 1, 0, 0, 1, 0.6, 0.8);
    const distances = await leaveGroupOutDistances(
      exactIndex(vectors, 2),
      vectors,
      grouped(['g', 'g', 'h', undefined]),
    );
    expect(Array.from(distances, (value) => Number(value.toFixed(6)))).toEqual([0.4, 0.4, 0.2, 0.2]);
  });

  it('are 0 where another prompt says the same', async () => {
    const vectors = Float32Array.of(1, 0, 1, 0, 0, 1);
    const distances = await leaveGroupOutDistances(
      exactIndex(vectors, 2),
      vectors,
      grouped([undefined, undefined, 'h']),
    );
    expect([...distances]).toEqual([0, 0, 1]);
  });
});

function grouped(groups: readonly (string | undefined)[]): OutcomeTable {
  const examples = groups.map(
    (group, i): Example => ({
      id: String(i),
      task: 'default',
      request: { messages: [{ role: 'user', content: String(i) }], metadata: {} },
      ...(group === undefined ? {} : { group }),
    }),
  );
  return emptyTable(examples, []);
}
