import { describe, expect, it } from 'vitest';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools } from './fixtures.contract.ts';
import { type HybridOptions, hybrid } from './hybrid.ts';
import { hybridKind } from './hybrid-kind.ts';

const MODEL = { id: 'reader', provider: 'anywhere', maxTokens: 20, price: { input: 1, output: 4 } };
const OPTIONS: HybridOptions = {
  routes: [
    { name: 'code', utterances: ['function array loop', 'compile bug stack'] },
    { name: 'words', utterances: ['rose moon verse', 'add seven apples total'] },
  ],
  classifier: { model: MODEL, classes: [{ name: 'code' }, { name: 'poem' }, { name: 'sums' }] },
};

describeRouter('hybrid', () => hybrid(OPTIONS), { kind: hybridKind, asksModels: true });
describeRouter('hybrid that always asks', () => hybrid({ ...OPTIONS, ambiguity: 2 }), {
  kind: hybridKind,
  asksModels: true,
});

describe('hybrid', () => {
  const train = contractTable(60, 1);
  const prompt = (content: string) => ({ messages: [{ role: 'user' as const, content }], metadata: {} });
  const CLEAR = prompt('compile bug stack');
  const BETWEEN = prompt('function array rose moon');

  it('asks the classifier about what routes cannot tell apart, and about nothing else', async () => {
    const asked: string[] = [];
    const router = await hybrid({ ...OPTIONS, ambiguity: 0.4 }).fit(train, contractTools());
    const tools = contractTools([], asked);
    const assessments = await router.assess([CLEAR, BETWEEN], Array(2).fill(Uint8Array.of(1, 1, 1)), tools);
    expect(asked).toEqual([JSON.stringify({ request: BETWEEN.messages })]);
    expect(assessments.map(({ bill }) => bill.calls)).toEqual([1, 2]);
    expect(assessments[0]!.bill.asked).toBeUndefined();
    expect(assessments[1]!.bill.usd).toBeGreaterThan(120 / 1e6);
    expect(assessments[1]!.why()[0]).toMatch(/ambiguous/);
  });

  it('asks about every request of a route that is marked, and may find a finer class', async () => {
    const routes = OPTIONS.routes.map((route) => ({ ...route, classify: route.name === 'words' }));
    const router = await hybrid({ ...OPTIONS, routes, ambiguity: 0 }).fit(train, contractTools());
    const classes = (await assess(router, [CLEAR, prompt('rose moon verse'), prompt('add seven apples')])).map(
      (each) => each.class,
    );
    expect(classes[0]).toBe('code');
    // One question in ten fails: then the route stands.
    expect(['poem', 'words']).toContain(classes[1]);
    expect(['sums', 'words']).toContain(classes[2]);
  });

  it('says on how much of train it asked', async () => {
    const { notes } = await hybrid(OPTIONS).fit(train, contractTools());
    expect(notes[0]).toMatch(
      /cross-validation chose ambiguity .*: the classifier reads [\d.]+ % of the training prompts/,
    );
  });
});
