import { describe, expect, it } from 'vitest';
import { cascade, cascadeKind } from './cascade.ts';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools } from './fixtures.contract.ts';

describeRouter('cascade', () => cascade({ signal: 'judge' }), { kind: cascadeKind, asksModels: true });

describe('cascade', () => {
  const train = contractTable(60, 1);
  const request = { messages: [{ role: 'user' as const, content: 'rose' }], metadata: {} };

  it('tries models from the cheapest, without those that another beats at their price', async () => {
    const dominated = { ...train, costUsd: train.costUsd.map((usd, cell) => (cell % 3 === 0 ? 1 : usd)) };
    const order = async (table: typeof train) =>
      (await cascade({ signal: 'judge' }).fit(table, contractTools())).notes[0];
    expect(await order(train)).toBe('tries small, then medium, then large');
    expect(await order(dominated)).toBe('tries medium, then large');
  });

  it('waits for no judge that may not see the request: the model of last resort answers', async () => {
    const router = await cascade({ signal: 'judge' }).fit(train, contractTools());
    const [all] = await assess(router, [request]);
    const [masked] = await router.assess([request], [Uint8Array.of(1, 1, 0)], contractTools());
    expect(all).toMatchObject({ kind: 'cascade', models: [0, 1, 2], signal: 'judge' });
    expect(masked).toMatchObject({ kind: 'cascade', models: [1] });
    expect(masked!.why()).toEqual(['judge-model may not see the request']);
  });

  it('names the signal that the dataset lacks, and those that it has', async () => {
    await expect(cascade({ signal: 'judg' }).fit(train, contractTools())).rejects.toMatchObject({
      message: 'cascade-judg: the dataset has no signal "judg"',
      hint: 'Did you mean "judge"?',
    });
  });

  it('says how many answers have no signal', async () => {
    const judge = train.signals.get('judge')!;
    const values = judge.values.map((value, cell) => (cell < 3 ? Number.NaN : value));
    const table = { ...train, signals: new Map([['judge', { ...judge, values }]]) };
    const { notes } = await cascade({ signal: 'judge' }).fit(table, contractTools());
    expect(notes[1]).toBe('2 of 120 answers on train have no judge signal: they are not accepted');
  });
});
