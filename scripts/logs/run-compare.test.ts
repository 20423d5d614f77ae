import { describe, expect, it } from 'vitest';
import { compareText } from './compare-text.ts';
import { runCompare } from './run-compare.ts';
import { openToyPolicy, toyLog } from './toy-log.fixture.ts';

const [frugal, best] = [await openToyPolicy(0), await openToyPolicy(Number.POSITIVE_INFINITY)];
const a = { file: 'a.jsonl', records: await toyLog(frugal, 1000, 1) };
const b = { file: 'b.jsonl', records: await toyLog(best, 1100, 2) };
const figureOf = (comparison: ReturnType<typeof runCompare>, name: string) =>
  comparison.figures.find(({ figure }) => figure === name)!;

describe('two policies that ran side by side', () => {
  it('differ as they should, in quality and cost and not in latency', () => {
    const comparison = runCompare(a, b);
    expect(figureOf(comparison, 'quality')).toMatchObject({ n: [1000, 1100], pHolm: expect.closeTo(0, 10) });
    expect(figureOf(comparison, 'costUsd')).toMatchObject({ undefined: 'because it varies in neither log' });
    const latency = figureOf(comparison, 'latencyP50Ms');
    if (!('difference' in latency)) throw new Error('no difference');
    expect(latency.difference.low).toBeLessThan(0);
    expect(latency.difference.high).toBeGreaterThan(0);
    // Even from 100 to 200 ms: an error of 50 ÷ √1000 per arm, and 2.8 errors of the difference are found.
    expect(latency.difference.detectable).toBeCloseTo(2.8 * 50 * Math.sqrt(1 / 1000 + 1 / 1100), -0.5);
    expect(figureOf(comparison, 'errorRate')).toMatchObject({ a: 0, b: 0, undefined: expect.any(String) });
    expect(JSON.stringify(comparison)).not.toMatch(/NaN|null/);
  });

  it('adjust for the family that is declared', () => {
    const failing = b.records.map((record, i) => (i % 50 === 0 ? { ...record, 'error.type': 'timeout' } : record));
    const { figures } = runCompare(a, { ...b, records: failing });
    const defined = figures.filter((each) => 'difference' in each);
    expect(defined.map(({ figure }) => figure)).toEqual(['quality', 'latencyP50Ms', 'latencyP95Ms', 'errorRate']);
    for (const { difference, pHolm } of defined) expect(pHolm).toBeGreaterThanOrEqual(difference.p);
    const errors = defined.at(-1)!;
    expect(errors).toMatchObject({ a: 0, b: 0.02 });
    expect(errors.difference.p).toBeLessThan(0.001);
  });

  it('count conversations: ten turns each make the interval wider when they agree', () => {
    const talking = (log: typeof a) => ({
      ...log,
      records: log.records.map((record, i) => {
        const talk = Math.floor(i / 10);
        return { ...record, quality: (talk * 7) % 3 === 0 ? 1 : 0, 'gen_ai.conversation.id': `${log.file} ${talk}` };
      }),
    });
    const alone = (log: ReturnType<typeof talking>) => ({
      ...log,
      records: log.records.map((record) => ({ ...record, 'gen_ai.conversation.id': record.id })),
    });
    const width = (first: typeof a, second: typeof a) => {
      const quality = figureOf(runCompare(first, second), 'quality');
      return 'difference' in quality ? quality.difference.high - quality.difference.low : 0;
    };
    const [first, second] = [talking(a), talking(b)];
    expect(width(first, second) / width(alone(first), alone(second))).toBeCloseTo(Math.sqrt(10), 1);
  });

  it('may share conversations, and say so', () => {
    const shared = (log: typeof a) => ({
      ...log,
      records: log.records.map((record, i) => ({ ...record, 'gen_ai.conversation.id': `talk ${i}` })),
    });
    const comparison = runCompare(shared(a), shared(b));
    expect(comparison.unitsInBoth).toBe(1000);
    expect(compareText(comparison).replace(/\s+/g, ' ')).toMatch(
      /1,000 conversations and distinct requests are in both/,
    );
  });

  it('are not believed where the split is not the one that was intended', () => {
    expect(runCompare(a, b, { split: 0.5 }).sampleRatio).toMatchObject({ isMismatch: false, units: [1000, 1100] });
    // χ² = (1000 − 1050)² ÷ 1050 · 2 = 4.7619, p = .029096 (scipy.stats.chi2.sf)
    expect(runCompare(a, b, { split: 0.5 }).sampleRatio!.p).toBeCloseTo(0.029096, 5);
    const comparison = runCompare(a, b, { split: 0.6 });
    expect(comparison.sampleRatio!.isMismatch).toBe(true);
    expect(compareText(comparison)).toMatch(/Sample ratio mismatch: 1,000 to 1,100 is 47\.6 % for A/);
  });

  it('are told in words, by slice too', () => {
    const comparison = runCompare(a, b, { by: 'tier' });
    expect(comparison.slices!.map(({ value }) => value)).toEqual(['free', 'pro']);
    const text = compareText(comparison);
    expect(text).toMatch(/^A {2}a\.jsonl: 1,000 records/);
    expect(text).toMatch(/quality +0\.\d+ +0\.\d+ +\+\d+\.\d points +\+\d+\.\d to/);
    expect(() => runCompare(a, b, { by: 'colour' })).toThrow(/--by colour: no record has this metadata field/);
  });

  it('are refused when they answered the same requests', () => {
    expect(() => runCompare(a, { ...a, file: 'c.jsonl' })).toThrow(/1000 ids are in a\.jsonl and in c\.jsonl/);
  });
});
