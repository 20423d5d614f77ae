import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import type { ModelId } from '../../harness/model.ts';
import { emptySignal } from '../../harness/outcome-table.ts';
import type { PriceFile, WrittenPrice } from '../../harness/record/price-file.ts';
import { frozenCost } from './frozen-decisions.ts';
import { type NewPrices, priceChanges } from './price-changes.ts';
import { pricedModels, repriceInput } from './reprice-input.ts';
import { usageNotes } from './usage-notes.ts';

const input = syntheticInput({ examples: 300, models: 3, seed: 2, skill: 0.8 });
const ids = input.table.models.map(({ id }) => id);

const repriced = (from: EvaluationInput, prices: NewPrices) =>
  repriceInput(from, priceChanges(pricedModels(from), prices));
const file = (prices: Record<ModelId, WrittenPrice>): PriceFile => ({
  schema: 'signalbox/prices',
  version: 2,
  prices: Object.fromEntries(Object.entries(prices).map(([id, price]) => [id, [{ from: '2026-01-01', ...price }]])),
});
const at = (from: EvaluationInput, prices: Record<ModelId, WrittenPrice>) =>
  repriced(from, { files: [file(prices)], date: '2026-06-01' });

describe('an evaluation at other prices', () => {
  it('is the same at the same prices, whether they are left alone or looked up', () => {
    const before = evaluate(input);
    const same = Object.fromEntries(
      input.table.models.map(({ id, price }) => [
        id,
        { input: price!.inputUsdPerMillionTokens, output: price!.outputUsdPerMillionTokens },
      ]),
    );
    expect(evaluate(repriced(input, {}))).toEqual(before);
    const { results } = evaluate(at(input, same));
    for (const model of results.models) expect(model.price).toMatchObject({ source: 'override', asOf: '2026-01-01' });
    const unpriced = ({ models, ...rest }: typeof results) => [rest, models.map(({ price: _, ...model }) => model)];
    expect(unpriced(results)).toEqual(unpriced(before.results));
  });

  it('costs as many times as much as every price', () => {
    const { results } = evaluate(input);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), (factor) => {
        const scale = new Map(ids.map((id) => [id, factor]));
        const { table } = repriced(input, { scale });
        table.costUsd.forEach((usd, cell) => void expect(usd).toBe(input.table.costUsd[cell]! * factor));
      }),
      { numRuns: 10 },
    );
    const eightfold = evaluate(repriced(input, { scale: new Map(ids.map((id) => [id, 8])) })).results;
    // A power of two, so that nothing is rounded: the same decisions, at eight times the money.
    expect(eightfold.policy.chosen.quality).toEqual(results.policy.chosen.quality);
    expect(eightfold.policy.chosen.costUsd.value).toBeCloseTo(8 * results.policy.chosen.costUsd.value, 12);
    expect(eightfold.routers[0]!.aiq).toEqual(results.routers[0]!.aiq);
  });

  it('decides again: with the favourite at four times its price, new decisions cost less than the old ones', () => {
    const large = syntheticInput({
      examples: 2000,
      models: 3,
      seed: 2,
      skill: 0.8,
      objective: { kind: 'willingness-to-pay', usdPerQuality: 0.01 },
    });
    const { results, decisions } = evaluate(large);
    const { chosen, name } = results.routers[0]!;
    const favourite = ids[chosen.shares.indexOf(Math.max(...chosen.shares))]!;
    const dearer = repriced(large, { scale: new Map([[favourite, 4]]) });
    const again = evaluate(dearer).results.routers[0]!.chosen;
    const frozen = frozenCost(dearer, dearer.candidates[0]!, decisions.get(name)!, chosen.operatingPoint);
    expect(frozen).toBeGreaterThan(chosen.costUsd.value);
    expect(again.costUsd.value).toBeLessThan(frozen);
    const worth = (quality: number, usd: number) => 0.01 * quality - usd;
    expect(worth(again.quality.value, again.costUsd.value)).toBeGreaterThan(worth(chosen.quality.value, frozen));
  });

  it('counts costs from tokens by hand: cached input, tiers, fees and batch rates', () => {
    const { table } = input;
    const one = {
      ...input,
      table: {
        ...table,
        inputTokens: table.inputTokens.slice(),
        cachedInputTokens: table.cachedInputTokens.slice(),
        outputTokens: table.outputTokens.slice(),
      },
    };
    one.table.inputTokens.set([1000, 2000, 3000]);
    one.table.cachedInputTokens.set([400, Number.NaN, 0]);
    one.table.outputTokens.set([10, 20, 30]);
    const prices = {
      'model-0': { input: 2, output: 8, cachedInput: 0.5, perRequest: 0.01, batchInput: 1, batchOutput: 4 },
      'model-1': { input: 3, output: 5, batchInput: 1, batchOutput: 2 },
      'model-2': {
        input: 1,
        output: 1,
        batchInput: 1,
        batchOutput: 1,
        tiers: [{ aboveInputTokens: 2500, input: 4, output: 10, batchInput: 2, batchOutput: 5 }],
      },
    };
    const millionths = (costs: Float64Array) => Array.from(costs.subarray(0, 3), (usd) => Math.round(usd * 1e9) / 1e3);
    expect(millionths(at(one, prices).table.costUsd)).toEqual([
      10_000 + 600 * 2 + 400 * 0.5 + 10 * 8,
      2000 * 3 + 20 * 5,
      3000 * 4 + 30 * 10,
    ]);
    const batch = repriced(one, { files: [file(prices)], date: '2026-06-01', batch: true });
    expect(millionths(batch.table.costUsd)).toEqual([10_000 + 1000 + 40, 2000 + 40, 6000 + 150]);
  });

  it('prices what routing asked and what a signal cost, and leaves embedding as it was', () => {
    const asked = { model: 'classifier', inputTokens: 100, cachedInputTokens: 50, outputTokens: 10, usd: 3e-4 };
    const bill = { usd: 5e-4, latencyMs: 1, calls: 1, asked: [asked] };
    const signal = emptySignal(input.table.status.length, { id: 'judge' });
    signal.costUsd.fill(1e-4);
    signal.inputTokens.fill(1000);
    signal.outputTokens.fill(1);
    const own = emptySignal(input.table.status.length);
    own.costUsd.fill(0);
    const [candidate] = input.candidates;
    const { validate, test } = candidate!.assessments;
    const assessments = { validate, test: test.map((assessment) => ({ ...assessment, bill })) };
    const from = {
      ...input,
      table: {
        ...input.table,
        signals: new Map([
          ['judge', signal],
          ['own', own],
        ]),
      },
      candidates: [{ ...candidate!, assessments }],
    };
    const pool = Object.fromEntries(ids.map((id) => [id, { input: 1, output: 1 }]));
    const after = at(from, {
      ...pool,
      classifier: { input: 2, cachedInput: 1, output: 5 },
      judge: { input: 7, output: 0 },
    });
    expect(after.candidates[0]!.assessments.test[0]!.bill.usd).toBeCloseTo(2e-4 + (50 * 2 + 50 + 50) / 1e6, 15);
    expect(after.table.signals.get('judge')!.costUsd[0]).toBeCloseTo(7e-3, 15);
    expect(after.table.signals.get('own')!.costUsd[0]).toBe(0);
    const twice = repriced(from, {
      scale: new Map([
        ['classifier', 2],
        ['judge', 3],
      ]),
    });
    expect(twice.candidates[0]!.assessments.test[0]!.bill.usd).toBeCloseTo(8e-4, 15);
    expect(twice.table.signals.get('judge')!.costUsd[0]).toBeCloseTo(3e-4, 15);
    expect(twice.table.costUsd).toEqual(input.table.costUsd);
  });

  it('names the model whose tokens were not recorded, unless its price stays in proportion', () => {
    const outputTokens = input.table.outputTokens.map((tokens, cell) => (cell % 3 === 1 ? Number.NaN : tokens));
    const from = { ...input, table: { ...input.table, outputTokens } };
    const pool = Object.fromEntries(ids.map((id) => [id, { input: 1, output: 1 }]));
    expect(() => at(from, pool)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^300 of 300 costs of model-1 were recorded without token counts/),
        hint: expect.stringContaining('--scale model-1='),
      }),
    );
    expect(repriced(from, { scale: new Map([['model-1', 3]]) }).table.costUsd[1]).toBe(3 * input.table.costUsd[1]!);
    expect(repriced(from, { files: [file(pool)], date: '2026-06-01', keep: ['model-1'] }).table.costUsd[1]).toBe(
      input.table.costUsd[1],
    );
  });

  it('says where recorded costs are not what recorded tokens cost', () => {
    const pool = Object.fromEntries(ids.map((id) => [id, { input: 1, output: 1 }]));
    const changes = priceChanges(input.table.models, { files: [file(pool)], date: '2026-06-01' });
    expect(usageNotes(input.table, changes)).toEqual([]);
    const costUsd = input.table.costUsd.map((usd, cell) => (cell % 3 === 0 ? usd * 1.1 : usd));
    expect(usageNotes({ ...input.table, costUsd }, changes)).toEqual([
      expect.stringMatching(/^model-0: recorded costs are 10\.0 % above/),
    ]);
  });
});

describe('priceChanges', () => {
  const models = input.table.models;
  const known = file({ 'model-0': { input: 1, output: 1 }, 'model-1': { input: 1, output: 1 } });

  it.each<[string, NewPrices, RegExp, RegExp]>([
    ['a model without price', { files: [known] }, /no price is known for the model "model-2"/, /--keep model-2/],
    ['a day before the first price', { files: [known], date: '2025-01-01' }, /"model-0" on 2025-01-01/, /2026-01-01/],
    ['a day that is none', { date: '2026-02-30' }, /2026-02-30/, /^$/],
    ['a factor for an unknown model', { scale: new Map([['modell-1', 2]]) }, /--scale: .*"modell-1"/, /model-1/],
    ['an unknown model to keep', { keep: ['model-9'] }, /--keep: .*"model-9"/, /model-/],
    ['no batch rates', { batch: true }, /no batch price for the model "model-0"/, /batchInput/],
  ])('refuses %s', (_, prices, message, hint) => {
    try {
      priceChanges(models, prices);
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).toMatch(message);
      expect((error as { hint?: string }).hint ?? '').toMatch(hint);
    }
  });

  it('keeps what is to be kept, and multiplies last', () => {
    const changes = priceChanges(models, {
      files: [known],
      date: '2026-06-01',
      keep: ['model-2'],
      scale: new Map([['model-0', 3]]),
    });
    expect(changes.get('model-0')).toMatchObject({ factor: undefined, after: { inputUsdPerMillionTokens: 3 } });
    expect(changes.get('model-2')).toMatchObject({ factor: 1, after: models[2]!.price });
  });
});
