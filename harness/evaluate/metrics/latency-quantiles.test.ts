import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyQuantiles } from './latency-quantiles.ts';

const upTo = (n: number) => Float64Array.from({ length: n }, (_, i) => n - i);

describe('latencyQuantiles', () => {
  it('takes the nearest rank', () => {
    expect(latencyQuantiles(upTo(200))).toEqual({ p50: 100, p95: 190, p99: 198 });
  });

  it('leaves out unknown values, and all quantiles where more than 2 % are unknown', () => {
    const few = upTo(100).fill(Number.NaN, 0, 2);
    expect(latencyQuantiles(few)).toMatchObject({
      p50: 49,
      p99: { undefined: expect.stringContaining('100 queries') },
    });
    const many = upTo(100).fill(Number.NaN, 0, 3);
    expect(latencyQuantiles(many).p50).toEqual({ undefined: 'because the latency of 3 of 100 queries is unknown' });
    expect(latencyQuantiles(new Float64Array(5).fill(Number.NaN)).p95).toEqual({
      undefined: 'because the dataset has no latencies',
    });
  });

  it('does not take the largest of a few values for a quantile', () => {
    expect(latencyQuantiles(upTo(19))).toMatchObject({ p50: 10, p95: { undefined: expect.stringContaining('20') } });
  });

  it('rises with the quantile, and always takes one of the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 100, maxLength: 150 }), (values) => {
        const { p50, p95, p99 } = latencyQuantiles(Float64Array.from(values));
        expect(p50).toBeLessThanOrEqual(p95 as number);
        expect(p95).toBeLessThanOrEqual(p99 as number);
        expect(values).toEqual(expect.arrayContaining([p50, p95, p99]));
      }),
    );
  });
});
