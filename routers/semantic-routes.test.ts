import { describe, expect, it } from 'vitest';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools } from './fixtures.contract.ts';
import { semanticRoutes, semanticRoutesKind } from './semantic-routes.ts';

const ROUTES = [
  { name: 'code', utterances: ['function array loop', 'compile bug stack', 'stack pointer function', 'array bug'] },
  { name: 'sums', utterances: ['add seven apples', 'total price minus twelve'] },
];
const MAP = ROUTES.map((route, r) => ({ ...route, use: r === 0 ? ['large', 'medium'] : 'medium' }));

describeRouter('semantic routes with learned outcomes', () => semanticRoutes({ routes: ROUTES }), {
  kind: semanticRoutesKind,
});
describeRouter(
  'semantic routes with fixed models',
  () => semanticRoutes({ routes: MAP, threshold: 0.3, aggregate: 'mean', otherwise: 'small' }),
  { kind: semanticRoutesKind, fitsOneModel: false },
);

describe('semanticRoutes', () => {
  const train = contractTable(60, 1);

  it('sends a request to the most similar route, and leaves what no route claims to the default', async () => {
    const router = semanticRoutes({ routes: MAP, threshold: 0.5, otherwise: 'small' });
    const assessments = await assess(await router.fit(train, contractTools()), [
      prompt('compile bug stack'),
      prompt('seven apples'),
      prompt('rose moon verse'),
    ]);
    expect(assessments.map((each) => each.kind === 'ranking' && each.models)).toEqual([[2, 1, 0], [1, 0], [0]]);
    expect(assessments[0]!.why()[0]).toMatch(/route code: similarity 1\.000, closest "compile bug stack"/);
    expect(assessments[2]!.why()[0]).toMatch(/no route claims it/);
  });

  it('is learned unless everything is given', () => {
    expect(semanticRoutes({ routes: ROUTES, threshold: 0.5 }).learned).toBe(true);
    expect(semanticRoutes({ routes: MAP, otherwise: 'small' }).learned).toBe(true);
    expect(semanticRoutes({ routes: MAP, threshold: 0.5, otherwise: 'small' }).learned).toBe(false);
  });

  it('bills one embedding call for each request', async () => {
    const router = await semanticRoutes({ routes: ROUTES }).fit(train, contractTools());
    const [{ bill }] = (await assess(router, [prompt('four'), prompt('eight letters')])) as unknown as [
      { bill: unknown },
    ];
    expect(bill).toEqual({ usd: (1 * 20) / 1e6, latencyMs: 2 + 1 * 0.1, calls: 1 });
  });

  it('names the model that the pool lacks', async () => {
    const router = semanticRoutes({ routes: [{ ...ROUTES[0]!, use: 'huge' }] });
    await expect(router.fit(train, contractTools())).rejects.toThrow(/route "code": the pool has no model "huge"/);
  });
});

function prompt(content: string) {
  return { messages: [{ role: 'user' as const, content }], metadata: {} };
}
