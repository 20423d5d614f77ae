import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptySignal, type OutcomeTable } from '../outcome-table.ts';
import { random } from '../random.ts';
import { type Assessment, FREE } from '../router.ts';
import { acceptanceLevels, cascadeStep } from './cascade-step.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationInput } from './evaluation-input.ts';
import { type Outcomes, outcomesOf } from './outcomes.ts';
import { packPredictions } from './predictions.ts';
import { syntheticInput } from './synthetic-input.ts';

// Two queries × three models at $1, $10, $100; the judge (at $0.5, 7 ms) likes the first answer of the first query only.
const NAN = Number.NaN;
const OUTCOMES: Outcomes = {
  rows: 2,
  width: 3,
  quality: Float64Array.of(1, 1, 1, 0, 0, 1),
  costUsd: Float64Array.of(1, 10, 100, 1, 10, 100),
  latencyMs: Float64Array.of(20, 30, 40, 20, 30, 40),
  signals: new Map([
    [
      'judge',
      {
        values: Float64Array.of(0.9, 0.2, NAN, 0.1, 0.3, NAN),
        costUsd: Float64Array.of(0.5, 0.5, NAN, 0.5, 0.5, NAN),
        latencyMs: Float64Array.of(7, 7, NAN, 7, 7, NAN),
      },
    ],
  ]),
};
const FREE_BILLS = { billUsd: new Float64Array(2), billLatencyMs: new Float64Array(2) };
const IN_ORDER = { signal: 'judge', order: Int16Array.of(0, 1, 2, 0, 1, 2) };

describe('cascadeStep', () => {
  it('bills the signals and every answer thrown away, and takes the last answer without asking for its signal', () => {
    const { choices, bills } = cascadeStep(IN_ORDER, OUTCOMES, 0.5, FREE_BILLS);
    expect([...choices]).toEqual([0, 2]);
    expect([...bills.billUsd]).toEqual([0.5, 0.5 + 1 + 0.5 + 10]);
    expect([...bills.billLatencyMs]).toEqual([7, 7 + 20 + 7 + 30]);
  });

  it('takes the first answer at level 0 and the last at ∞', () => {
    expect([...cascadeStep(IN_ORDER, OUTCOMES, 0, FREE_BILLS).choices]).toEqual([0, 0]);
    expect([...cascadeStep(IN_ORDER, OUTCOMES, Number.POSITIVE_INFINITY, FREE_BILLS).choices]).toEqual([2, 2]);
  });

  it('does not take a missing signal for one that passes', () => {
    const values = Float64Array.of(NAN, 0.2, NAN, 0.1, NAN, NAN);
    const signals = new Map([['judge', { ...OUTCOMES.signals.get('judge')!, values }]]);
    expect([...cascadeStep(IN_ORDER, { ...OUTCOMES, signals }, 0, FREE_BILLS).choices]).toEqual([1, 0]);
  });

  it('refuses where nobody is left to try, and pays nobody but the router', () => {
    const none = { signal: 'judge', order: Int16Array.of(-1, -1, -1, 1, -1, -1) };
    const { choices, bills } = cascadeStep(none, OUTCOMES, 0.5, { ...FREE_BILLS, billUsd: Float64Array.of(3, 3) });
    expect([...choices]).toEqual([-1, 1]);
    expect([...bills.billUsd]).toEqual([3, 3]);
  });

  it('leaves out of the order what constraints forbid', () => {
    const cascade: Assessment = { kind: 'cascade', models: [0, 1, 2], signal: 'judge', bill: FREE, why: () => [] };
    const { models } = syntheticInput({ examples: 20, models: 3, seed: 1 }).table;
    const packed = packPredictions([cascade, cascade], models, new Float64Array(2), Uint8Array.of(0, 1, 1, 1, 1, 0));
    expect([...packed.cascade!.order]).toEqual([1, 2, -1, 0, 1, -1]);
  });

  it('never spends less at a higher level', () => {
    const level = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(level, level, (a, b) => {
        const total = (at: number) => {
          const { choices, bills } = cascadeStep(IN_ORDER, OUTCOMES, at, FREE_BILLS);
          return choices.reduce((sum, m, i) => sum + OUTCOMES.costUsd[i * 3 + m]! + bills.billUsd[i]!, 0);
        };
        expect(total(Math.max(a, b))).toBeGreaterThanOrEqual(total(Math.min(a, b)));
      }),
    );
  });
});

describe('acceptanceLevels', () => {
  it('are 0, quantiles of what is known, and ∞, ascending and each once', () => {
    expect([...acceptanceLevels(Float64Array.of(0.5, NAN, 0.5, 0.9))]).toEqual([0, 0.5, 0.9, Number.POSITIVE_INFINITY]);
    expect([...acceptanceLevels(Float64Array.of(NAN))]).toEqual([0, Number.POSITIVE_INFINITY]);
  });
});

describe('evaluate with a cascade', () => {
  it('gains with a judge that knows the answers, and its curve costs what attempts and judge cost', () => {
    const input = withCascade(syntheticInput({ examples: 1500, models: 4, seed: 3 }), (quality) => quality);
    const { results } = evaluate(input);
    const result = results.routers.find(({ name }) => name === 'cascade')!;
    expect(result.signal).toBe('judge');
    expect(result.aiqMinusZero.low).toBeGreaterThan(0.05);
    expect(result.overhead.usd).toBeGreaterThan(0);
    // Accepting everything is the cheapest model and its judge; accepting nothing pays for all models.
    const { test } = result;
    expect(test[0]!.shares).toEqual([1, 0, 0, 0]);
    expect(test.at(-1)).toMatchObject({ tradeoff: null, shares: [0, 0, 0, 1] });
    const sum = results.models.reduce((total, { costUsd }) => total + costUsd.value, 0);
    expect(test.at(-1)!.costUsd).toBeCloseTo(sum + 3 * JUDGE_USD, 10);
  });

  it('loses with a judge that knows nothing', () => {
    const rng = random(1);
    const input = withCascade(syntheticInput({ examples: 1500, models: 4, seed: 3 }), () => rng.next());
    const { results } = evaluate(input);
    expect(results.routers.find(({ name }) => name === 'cascade')!.aiqMinusZero.value).toBeLessThan(0);
  });

  it('shows that a worse judge is worth less, down to less than nothing', () => {
    const { simulatedJudge } = evaluate(syntheticInput({ examples: 1500, models: 4, seed: 3 })).results.reference;
    const gains = simulatedJudge!.map(({ aiqMinusZero }) => aiqMinusZero.value);
    expect(simulatedJudge!.map(({ errorRate }) => errorRate)).toEqual([0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8]);
    expect(gains[0]).toBeGreaterThan(0.05);
    expect(gains).toEqual([...gains].sort((a, b) => b - a));
    expect(gains.at(-1)).toBeLessThan(0);
  });
});

const JUDGE_USD = 1e-5;

function withCascade(input: EvaluationInput, judge: (quality: number) => number): EvaluationInput {
  const { table, split } = input;
  const signal = emptySignal(table.quality.length);
  table.quality.forEach((quality, cell) => {
    signal.values[cell] = judge(quality);
    signal.costUsd[cell] = JUDGE_USD;
    signal.latencyMs[cell] = 10;
  });
  const withSignal: OutcomeTable = { ...table, signals: new Map([['judge', signal]]) };
  const assessment: Assessment = { kind: 'cascade', models: [0, 1, 2, 3], signal: 'judge', bill: FREE, why: () => [] };
  const candidate = {
    name: 'cascade',
    kind: 'cascade',
    learned: false,
    notes: [],
    assessments: {
      validate: Array.from(split.validate, () => assessment),
      test: Array.from(split.test, () => assessment),
    },
    files: { assessments: 'a', decisions: 'd' },
  };
  return { ...input, table: withSignal, candidates: [candidate] };
}

it('takes rows and models of signals as of every other column', () => {
  const { table } = withCascade(syntheticInput({ examples: 20, models: 4, seed: 1 }), (quality) => quality / 2);
  const rows = Uint32Array.of(3, 5);
  const taken = outcomesOf(table, rows).signals.get('judge')!.values;
  expect([...taken]).toEqual([...table.quality.subarray(12, 16), ...table.quality.subarray(20, 24)].map((q) => q / 2));
});
