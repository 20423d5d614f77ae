import { describe, expect, it } from 'vitest';
import { comparedCandidates, compatibilityReasons, shownColumns, shownSingles } from './compatibility.ts';
import { COMPATIBILITY_FAMILIES } from './compatibility-families.ts';
import { sampleResults } from './results.fixture.ts';

const COLUMNS = COMPATIBILITY_FAMILIES.flatMap(({ columns }) => columns);
const family = (title: string) => COMPATIBILITY_FAMILIES.find((one) => one.title === title)!;
const headings = (title: string, results = sampleResults()) =>
  shownColumns(family(title), results).map(({ heading }) => heading);

describe('the compatibility figures', () => {
  it('have a number or a reason, for every candidate and column', () => {
    for (const results of [sampleResults(), sampleResults({ models: ['weak', 'strong'], labels: false })]) {
      const { routers, singles } = comparedCandidates(results);
      for (const { of } of COLUMNS) {
        for (const candidate of [...routers, ...singles]) {
          const figure = of(candidate);
          expect(figure !== undefined || candidate.router === undefined).toBe(true);
          if (figure === undefined) continue;
          expect(figure.text === 'not defined').toBe(figure.why !== undefined && figure.value === undefined);
        }
      }
    }
  });

  it('say why, once for all columns with the same reason', () => {
    expect(compatibilityReasons(sampleResults({ labels: false }))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^APGR, .*: not defined, because it compares a weak and a strong model/),
        'Routing accuracy, Macro-F1: not defined, because the dataset has no route labels that this router could be compared with.',
        'Brier, chosen models, ECE, chosen models, Brier, all models, ECE, all models: not defined, because the router predicts no quality.',
      ]),
    );
    const twoModels = compatibilityReasons(sampleResults({ models: ['weak', 'strong'] }));
    expect(twoModels).toContain('CPT 80 %: not defined, because the curve never closes 80 % of the gap.');
  });

  it('come by the family of their readers, without columns that no router has', () => {
    expect(headings('RouteLLM')).toEqual([]);
    expect(headings('RouteLLM', sampleResults({ models: ['weak', 'strong'] }))).toContain('APGR');
    expect(headings('RouterArena')).toEqual(['Arena score', 'Optimal selection', 'Optimal cost', 'Optimal accuracy']);
    expect(headings('LLMRouterBench')).toContain('ParetoDist');
  });

  it('show single models beside routers where they have figures too', () => {
    const results = sampleResults();
    const singles = (title: string) => shownSingles(shownColumns(family(title), results), results).length;
    expect(singles('LLMRouterBench')).toBe(5);
    expect(singles('Calibration of predicted quality')).toBe(0);
  });

  it('have names of their own in the CSV', () => {
    const names = COLUMNS.map(({ csv }) => csv);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([]);
  });

  it('of older results say that they are older', () => {
    const reasons = compatibilityReasons(sampleResults({ version: 2 }));
    expect(reasons.filter((reason) => reason.includes('older version'))).toHaveLength(1);
    expect(reasons.some((reason) => /^AIQ \(macro\), .*older version\.$/.test(reason))).toBe(true);
  });
});
