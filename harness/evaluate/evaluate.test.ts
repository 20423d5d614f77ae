import { describe, expect, it } from 'vitest';
import { takeRows } from '../outcome-table.ts';
import { permutation, random } from '../random.ts';
import { type Assessment, FREE } from '../router.ts';
import { evaluate } from './evaluate.ts';
import type { Assessments, Candidate, EvaluationInput } from './evaluation-input.ts';
import type { Estimate, Results } from './results.ts';
import { resultsSchema } from './results.ts';
import { resultsJsonSchema } from './results-json-schema.ts';
import { type SyntheticOptions, syntheticInput } from './synthetic-input.ts';

const options = { examples: 1500, models: 4, seed: 3 };
const ranking = (models: readonly number[]): Assessment => ({ kind: 'ranking', models, bill: FREE, why: () => [] });
const everywhere = ({ split }: EvaluationInput, assess: (row: number) => Assessment): Assessments => ({
  validate: Array.from(split.validate, assess),
  test: Array.from(split.test, assess),
});
const candidate = (name: string, assessments: Assessments): Candidate => ({
  name,
  kind: 'fixed',
  learned: false,
  notes: [],
  assessments,
  files: { assessments: 'a', decisions: 'd' },
});
/** A router that always names one model. */
const fixedTo = (input: EvaluationInput, model: number): Candidate =>
  candidate(
    `fixed-${model}`,
    everywhere(input, () => ranking([model])),
  );
const withCandidates = (input: EvaluationInput, ...more: Candidate[]): EvaluationInput => ({
  ...input,
  candidates: [...input.candidates, ...more],
});
const router = ({ routers }: Results, name = 'scores') => routers.find((result) => result.name === name)!;

describe('evaluate', () => {
  it('gives results that fit their schema, without NaN, and the same bytes for the same input', () => {
    const once = evaluate(syntheticInput(options));
    expect(resultsSchema.parse(JSON.parse(JSON.stringify(once.results)))).toEqual(once.results);
    const again = evaluate(syntheticInput(options));
    expect(JSON.stringify(again.results)).toBe(JSON.stringify(once.results));
    expect(once.decisions.get('scores')).toHaveLength(300);
  });

  it('finds a router that knows something better than the zero router, and its shuffled control not', () => {
    const input = syntheticInput({ ...options, skill: 0.8 });
    const noise = syntheticInput({ ...options, skill: 0 }).candidates[0]!.assessments;
    const [knowing] = input.candidates;
    const result = router(evaluate({ ...input, candidates: [{ ...knowing!, shuffled: noise }] }).results);
    expect(result.aiqMinusZero.low).toBeGreaterThan(0);
    expect(result.shuffledAiqMinusConstant!.value).toBeLessThan(0.01);
    expect(result.shuffledAiqMinusConstant!.value).toBeLessThan(result.aiqMinusZero.value - 0.02);
  });

  it('is below the oracle frontier everywhere, and its AIQ is the mean of its parts', () => {
    const { results } = evaluate(syntheticInput(options));
    const { chosen, aiq, aiqMinusZero, perTask } = router(results);
    expect(chosen.oracleGap).toBeGreaterThan(0);
    const total = perTask.reduce((sum, { n }) => sum + n, 0);
    expect(perTask.reduce((sum, { n, aiq: value }) => sum + n * value, 0) / total).toBeCloseTo(aiq.value, 12);
    expect(aiq.value - results.reference.zeroAiq.value).toBeCloseTo(aiqMinusZero.value, 12);
    for (const { shares } of router(results).test) {
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('measures the mixture that ships: the hash draw on test, near the expectation', () => {
    const objective = { kind: 'cheapest-within', margin: 0.03 } as const;
    const input = syntheticInput({ ...options, skill: 0.9, examples: 4000, objective });
    const { results, decisions } = evaluate(input);
    const { chosen } = router(results);
    expect(chosen.operatingPoint.mix).toHaveLength(2);
    const choices = decisions.get('scores')!;
    const quality = input.split.test.reduce((sum, row, i) => sum + input.table.quality[row * 4 + choices[i]!]!, 0);
    expect(quality / input.split.test.length).toBeCloseTo(chosen.quality.value, 12);
    expect(evaluate({ ...input, salt: 'another' }).decisions.get('scores')).not.toEqual(choices);
  });

  it('treats a fixed router as the single model it names, and ships the single model', () => {
    const input = { ...syntheticInput(options), candidates: [] };
    const { results } = evaluate(withCandidates(input, fixedTo(input, 3)));
    const fixed = router(results, 'fixed-3');
    expect(fixed.validate).toHaveLength(1);
    expect(fixed.chosen).toMatchObject(results.singles[3]!.chosen);
    expect(results.policy.kind).toBe('single');
  });

  it('works without any router', () => {
    const { results } = evaluate({ ...syntheticInput(options), candidates: [] });
    expect(results).toMatchObject({ routers: [], policy: { kind: 'single' } });
  });

  it('does not depend on the unit of cost', () => {
    const input = syntheticInput(options);
    const scaled = evaluate(inUnits(input, 1000)).results;
    const plain = evaluate(input).results;
    expectClose(router(scaled).aiq, router(plain).aiq);
    expectClose(router(scaled).aiqMinusZero, router(plain).aiqMinusZero);
    expectClose(router(scaled).chosen.costSaved as Estimate, router(plain).chosen.costSaved as Estimate);
    expect(router(scaled).aiqPaper).toBeCloseTo(router(plain).aiqPaper as number, 9);
    expect(router(scaled).chosen.shares).toEqual(router(plain).chosen.shares);
  });

  it('does not depend on the order of rows', () => {
    const input = withCandidates(syntheticInput({ ...options, groupSize: 3 }));
    const shuffled = evaluate(inOrder(input, permutation(options.examples, random(1)))).results;
    const plain = evaluate(input).results;
    expectClose(router(shuffled).aiq, router(plain).aiq);
    expectClose(router(shuffled).chosen.qualityGained, router(plain).chosen.qualityGained);
    expect(shuffled.policy.candidate).toBe(plain.policy.candidate);
    expect(shuffled.reference.oracle.costUsd).toBeCloseTo(plain.reference.oracle.costUsd, 12);
  });

  it('counts groups, not rows, in its intervals', () => {
    const { results } = evaluate(syntheticInput({ ...options, groupSize: 3 }));
    expect(router(results).aiq).toMatchObject({ n: 300, clusters: 100 });
  });

  it('puts what routing spends on the bill', () => {
    const input = syntheticInput(options);
    const bill = { usd: 0.001, latencyMs: 7, calls: 1 };
    const billed = (assessments: Assessments): Assessments => ({
      validate: assessments.validate.map((assessment) => ({ ...assessment, bill })),
      test: assessments.test.map((assessment) => ({ ...assessment, bill })),
    });
    const [plain] = input.candidates;
    const dear = evaluate({ ...input, candidates: [{ ...plain!, assessments: billed(plain!.assessments) }] }).results;
    const free = evaluate(input).results;
    expect(router(dear).overhead).toEqual({ usd: expect.closeTo(0.001, 12), latencyMs: expect.closeTo(7, 9) });
    expect(router(dear).test[5]!.costUsd).toBeCloseTo(router(free).test[5]!.costUsd + 0.001, 12);
    expect(router(dear).test[5]!.latencyMs!.p95).toBeCloseTo(router(free).test[5]!.latencyMs!.p95 + 7, 9);
    expect(router(dear).aiq.value).toBeLessThan(router(free).aiq.value);
  });

  it('says about how many requests a model was asked', () => {
    const input = syntheticInput(options);
    const tokens = { model: 'reader', inputTokens: 9, cachedInputTokens: 0, outputTokens: 1 };
    const asked: Assessment = { ...ranking([0]), bill: { ...FREE, asked: [tokens] } };
    const assessments = everywhere(input, (row) => (row % 10 === 3 ? asked : ranking([0])));
    const { results } = evaluate(withCandidates(input, candidate('reads some', assessments)));
    const ofThree = [...input.split.test].filter((row) => row % 10 === 3).length;
    expect(router(results, 'reads some').overhead.asked).toBeCloseTo(ofThree / input.split.test.length, 12);
    expect(router(results).overhead).not.toHaveProperty('asked');
  });

  it('has the two-model figures in pools of two only, ½ for a router that says nothing', () => {
    const input = syntheticInput({ ...options, models: 2, skill: 0.8 });
    const { results } = evaluate(withCandidates(input, fixedTo(input, 0)));
    expect(router(results).twoModel!.apgr).toBeGreaterThan(0.6);
    expect(router(results).twoModel).toMatchObject({ weak: 'model-0', strong: 'model-1' });
    expect(router(results, 'fixed-0').twoModel!.apgr).toBeCloseTo(0.5, 12);
    expect(router(evaluate(syntheticInput(options)).results).twoModel).toBeUndefined();
  });

  it('compares choices with labels that name models, and with no others', () => {
    const labelled = (label: (row: number) => string): EvaluationInput => {
      const input = syntheticInput(options);
      const examples = input.table.examples.map((example, row) => ({ ...example, label: label(row) }));
      return { ...input, table: { ...input.table, examples }, candidates: [] };
    };
    const toModel = labelled((row) => `model-${row % 2}`);
    const right = candidate(
      'right',
      everywhere(toModel, (row) => ranking([row % 2])),
    );
    expect(router(evaluate(withCandidates(toModel, right)).results, 'right').labels).toMatchObject({
      accuracy: 1,
      macroF1: 1,
      classes: ['model-0', 'model-1'],
    });
    const toClass = labelled(() => 'billing');
    expect(router(evaluate(withCandidates(toClass, fixedTo(toClass, 0))).results, 'fixed-0').labels).toBeUndefined();
  });

  it('refuses a request that no allowed model is left for', () => {
    const input = syntheticInput({ ...options, examples: 200 });
    const masks = input.table.examples.flatMap((_, row) => [row % 10 === 8 ? 0 : 1, 0, 0, 0]);
    const table = { ...input.table, allowed: Uint8Array.from(masks) };
    const { results, decisions } = evaluate({ ...input, table });
    expect(new Set(decisions.get('scores'))).toEqual(new Set([0, -1]));
    expect(router(results).chosen).toMatchObject({ refused: 0.5, shares: [0.5, 0, 0, 0] });
    expect(resultsSchema.safeParse(JSON.parse(JSON.stringify(results))).error).toBeUndefined();
  });
});

describe('degenerate input', () => {
  const clean = (input: EvaluationInput): Results => {
    const { results } = evaluate(input);
    expect(resultsSchema.safeParse(JSON.parse(JSON.stringify(results))).error).toBeUndefined();
    return results;
  };
  const small: SyntheticOptions = { examples: 60, models: 3, seed: 5 };

  it('of one model: nothing to route', () => {
    const results = clean(syntheticInput({ ...small, models: 1 }));
    expect(router(results).aiqMinusZero).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(router(results).aiqPaper).toHaveProperty('undefined');
    expect(results.policy.kind).toBe('single');
  });

  it('of models that all cost the same, or nothing', () => {
    for (const cost of [0.01, 0]) {
      const input = syntheticInput(small);
      input.table.costUsd.fill(cost);
      const results = clean(input);
      expect(router(results).aiqPaper).toEqual({ undefined: 'because all single models cost the same' });
      expect('undefined' in router(results).chosen.costSaved).toBe(cost === 0);
    }
  });

  it('of one task, of constant quality, of no latency', () => {
    expect(clean(syntheticInput({ ...small, tasks: 1 })).tasks).toHaveLength(1);
    const constant = syntheticInput(small);
    constant.table.quality.fill(1);
    expect(router(clean(constant)).aiqMinusZero).toMatchObject({ low: expect.closeTo(0, 12) });
    const unclocked = syntheticInput(small);
    unclocked.table.latencyMs.fill(Number.NaN);
    const results = clean(unclocked);
    expect(router(results).test[0]).not.toHaveProperty('latencyMs');
    expect(results.models[0]).not.toHaveProperty('latencyMs');
  });

  it('of two equally good models: the two-model figures say why they do not exist', () => {
    const input = syntheticInput({ ...small, models: 2 });
    input.table.quality.fill(1);
    expect(router(clean(input)).twoModel!.apgr).toMatchObject({ undefined: expect.stringContaining('not better') });
  });

  it('of more than 255 models', () => {
    const results = clean(syntheticInput({ examples: 50, models: 300, seed: 1 }));
    expect(router(results).chosen.shares).toHaveLength(300);
  });

  it('of one test group: an error that says what is missing', () => {
    expect(() => evaluate(syntheticInput({ ...small, groupSize: 12 }))).toThrow('1 independent groups');
  });

  it('of a reference model that is not in the pool: an error that names the pool', () => {
    const objective = { kind: 'cheapest-within', margin: 0.01, reference: 'gpt' } as const;
    expect(() => evaluate(syntheticInput({ ...small, objective }))).toThrow('no model "gpt"');
  });
});

describe('the JSON Schema of results', () => {
  it('is generated from the one definition', () => {
    const schema = resultsJsonSchema();
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema.properties).toHaveProperty('routers');
  });
});

function expectClose(a: Estimate, b: Estimate): void {
  expect(a).toMatchObject({ n: b.n, clusters: b.clusters });
  for (const figure of ['value', 'low', 'high'] as const) expect(a[figure]).toBeCloseTo(b[figure], 9);
}

/** The same evaluation with every cost and price in another unit. */
function inUnits(input: EvaluationInput, factor: number): EvaluationInput {
  const models = input.table.models.map((model) => ({
    ...model,
    price: {
      ...model.price!,
      inputUsdPerMillionTokens: model.price!.inputUsdPerMillionTokens * factor,
      outputUsdPerMillionTokens: model.price!.outputUsdPerMillionTokens * factor,
    },
  }));
  return { ...input, table: { ...input.table, models, costUsd: input.table.costUsd.map((usd) => usd * factor) } };
}

/** The same evaluation with the rows of the table, and of every split, in another order. */
function inOrder(input: EvaluationInput, order: Uint32Array): EvaluationInput {
  const position = new Uint32Array(order.length);
  order.forEach((from, to) => {
    position[from] = to;
  });
  const sorted = (rows: Uint32Array) => Uint32Array.from(rows, (row) => position[row]!).sort();
  const reorder = (side: 'validate' | 'test', assessments: readonly Assessment[]) => {
    const at = new Map(Array.from(input.split[side], (row, i) => [position[row]!, assessments[i]!]));
    return Array.from(sorted(input.split[side]), (row) => at.get(row)!);
  };
  return {
    ...input,
    table: takeRows(input.table, order),
    inputTokens: Float64Array.from(order, (row) => input.inputTokens[row]!),
    split: {
      ...input.split,
      train: sorted(input.split.train),
      validate: sorted(input.split.validate),
      test: sorted(input.split.test),
      units: Int32Array.from(order, (row) => input.split.units[row]!),
    },
    candidates: input.candidates.map((one) => ({
      ...one,
      assessments: {
        validate: reorder('validate', one.assessments.validate),
        test: reorder('test', one.assessments.test),
      },
    })),
  };
}
