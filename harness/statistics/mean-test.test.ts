import { describe, expect, it } from 'vitest';
import { clustersOf, singletons } from './clusters.ts';
import { meanTest } from './mean-test.ts';

const VALUES = Float64Array.of(0.2, 0.9, 0.4, 0.7, 0.1, 0.6);

describe('meanTest', () => {
  it('is the classical one-sample t test where every value stands alone', () => {
    // scipy.stats.ttest_1samp(values, 0.3): statistic 1.4674…, pvalue 0.2022…; one-sided half of it
    const { value, standardError, df, pTwoSided, pGreater } = meanTest(VALUES, singletons(6), 0.3);
    expect(value).toBeCloseTo(0.483333333333, 12);
    expect(df).toBe(5);
    expect((value - 0.3) / standardError).toBeCloseTo(1.46734, 4);
    expect(pTwoSided).toBeCloseTo(0.20222, 4);
    expect(pGreater).toBeCloseTo(pTwoSided / 2, 12);
    expect(meanTest(VALUES, singletons(6), 0.7).pGreater).toBeGreaterThan(0.9);
  });

  it('counts clusters, not rows', () => {
    const rows = Float64Array.from({ length: 60 }, (_, i) => VALUES[i % 6]!);
    const groups = clustersOf(Array.from(rows, (_, i) => i % 6));
    const one = meanTest(VALUES, singletons(6), 0.3);
    expect(meanTest(rows, groups, 0.3).pTwoSided).toBeCloseTo(one.pTwoSided, 9);
  });

  it('is certain of values that do not vary', () => {
    const same = Float64Array.of(0.1, 0.1, 0.1);
    expect(meanTest(same, singletons(3), 0)).toMatchObject({ pTwoSided: 0, pGreater: 0 });
    expect(meanTest(same, singletons(3), 0.1)).toMatchObject({ pTwoSided: 1, pGreater: 1 });
    expect(meanTest(same, singletons(3), 0.2)).toMatchObject({ pTwoSided: 0, pGreater: 1 });
  });
});
