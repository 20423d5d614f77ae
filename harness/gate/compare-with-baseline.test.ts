import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measurement, TestRow } from './baseline.ts';
import { compareWithBaseline } from './compare-with-baseline.ts';
import type { GateComparison } from './gate-result.ts';
import { setMargins } from './margins.ts';
import { baselineFixture, measurementFixture, PRICE } from './measurement.fixture.ts';

const COUNT = 1000;
const BASELINE = baselineFixture(COUNT);
const MARGINS = setMargins(BASELINE, {});

function compare(after: Measurement): GateComparison {
  const result = compareWithBaseline(BASELINE, after, MARGINS);
  if (result.status === 'not-comparable') throw new Error(result.because.map(({ words }) => words).join());
  return result;
}

function reasons(change: Partial<Measurement>): string[] {
  const result = compareWithBaseline(BASELINE, { ...measurementFixture(COUNT), ...change }, MARGINS);
  return result.status === 'not-comparable' ? result.because.map(({ what, words }) => `${what}: ${words}`) : [];
}

describe('compareWithBaseline', () => {
  it('passes a tree that decides the same', () => {
    const result = compare(measurementFixture(COUNT));
    expect(result).toMatchObject({ status: 'pass', prompts: COUNT, flips: [], notes: [] });
    expect(result.criteria.map(({ name, regression }) => [name, regression])).toEqual([
      ['quality', false],
      ['cost', false],
      ['latency', false],
      ['accuracy', false],
    ]);
  });

  it('fails on a loss that the prompts support, and names the flipped prompts, the worst first', () => {
    const worse = measurementFixture(COUNT, (i): Partial<TestRow> => {
      if (i % 5 !== 1) return {};
      return { model: 0, quality: i === 1 ? 0.5 : 0 };
    });
    const result = compare(worse);
    expect(result.status).toBe('regression');
    const quality = result.criteria.find(({ name }) => name === 'quality')!;
    expect(quality.bound).toBeGreaterThan(quality.margin);
    expect(quality.before - quality.after).toBeCloseTo(quality.harm.value, 12);
    expect(result.flips[0]).toMatchObject({ from: 'large', to: 'small', quality: -1 });
    expect(result.flips.map(({ quality: change }) => change)).toEqual(
      result.flips.map(({ quality: change }) => change).sort((a, b) => a - b),
    );
  });

  it('fails on a rise of cost beyond the margin, and not within it', () => {
    const margin = MARGINS.tested.get('cost')!.margin;
    const dearer = (rise: number) =>
      compare(measurementFixture(COUNT, (i) => ({ costUsd: (0.001 + 0.001 * (i % 2)) * (1 + rise) })));
    expect(dearer(0.9 * margin).status).toBe('pass');
    expect(dearer(1.1 * margin).status).toBe('regression');
  });

  it('fails on a single new violation of a constraint, also of a prompt that was added', () => {
    const fresh = measurementFixture(COUNT + 1, (i) => ({ violations: i === COUNT ? 1 : 0 }));
    const result = compare(fresh);
    expect(result.status).toBe('regression');
    expect(result.violations.fresh).toEqual([{ id: `q${COUNT}`, model: 'small', constraints: 1 }]);
  });

  it('compares prompts that both have, and says how many were added', () => {
    const result = compare(measurementFixture(COUNT + 50, (i) => (i < COUNT ? {} : { quality: 0 })));
    expect(result).toMatchObject({ status: 'pass', prompts: COUNT, added: { train: 0, validate: 0, test: 50 } });
  });

  it('says which rows, prices, models or embedder are others, and compares nothing then', () => {
    const test = measurementFixture(COUNT).test;
    expect(reasons({ test: test.slice(1) })).toEqual(['rows: 1 of 1002 rows removed or no longer complete: q0']);
    expect(reasons({ test: test.map((row, i) => (i < 5 ? { ...row, hash: 'dddddddddd' } : row)) })).toEqual([
      'rows: 5 of 1002 rows changed: q0, q1, q2 and 2 more',
    ]);
    const dear = { ...PRICE, outputUsdPerMillionTokens: 5 };
    expect(
      reasons({
        models: [
          { id: 'small', price: PRICE },
          { id: 'large', price: dear },
        ],
      }),
    ).toEqual(['prices: the price of large is another']);
    expect(reasons({ models: [{ id: 'small', price: PRICE }] })).toEqual(['models: the pool lost large']);
    const embedder = 'e'.repeat(64);
    expect(reasons({ fingerprints: { ...measurementFixture(1).fingerprints, embedder } })).toEqual([
      'embedder: the embedder was none and is eeeeeeeeeeee…',
    ]);
  });

  it('knows models by their names, whatever the order of the pool', () => {
    const turned = measurementFixture(COUNT, (i) => ({ model: 1 - (i % 2) }));
    expect(compare({ ...turned, models: [...turned.models].reverse() }).flips).toEqual([]);
  });

  it('never fails what is better everywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(COUNT - 1), { maxLength: 200 }), (lucky) => {
        const better = new Set(lucky);
        const tree = measurementFixture(COUNT, (i) =>
          better.has(i) ? { quality: 1, costUsd: 0.0005, latencyMs: 100, correct: 1 } : {},
        );
        expect(compare(tree).status).toBe('pass');
      }),
      { numRuns: 20 },
    );
  });
});
