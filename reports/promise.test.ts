import { describe, expect, it } from 'vitest';
import { promiseSection } from './html/sections/promise-section.ts';
import { promiseMarkdown } from './markdown-promise.ts';
import { promiseRows, promiseWords, selectionRows } from './promise.ts';
import { sampleResults } from './results.fixture.ts';

describe('promise and delivery', () => {
  it('says whether the promise was kept, is open, or broken', () => {
    const results = sampleResults();
    const said = (low: number, broken: boolean) => {
      const { chosen } = results.policy;
      results.policy = {
        ...results.policy,
        broken,
        chosen: { ...chosen, qualityGained: { ...chosen.qualityGained, low } },
      };
      return promiseWords(results)[0];
    };
    expect(said(-0.005, false)).toContain('excludes a loss of more than 1 point');
    expect(said(-0.02, false)).toContain('neither excludes a loss of more than 1 point nor shows one');
    expect(said(-0.05, true)).toContain('leaves no doubt');
  });

  it('states paths, levels and the error rate of the choice', () => {
    expect(promiseWords(sampleResults())[1]).toMatch(/1,200 validate queries among 10 paths.*0\.50 %.*at most 5 %/);
  });

  it('shows both parts side by side, and every path', () => {
    const results = sampleResults({ routers: { knn: 0.02, rules: 0 } });
    expect(promiseRows(results).map(([name]) => name)).toEqual([
      'Quality',
      'Quality change, points',
      'Cost per 1,000 queries',
      'Cost saved',
    ]);
    expect(selectionRows(results)).toEqual([
      ['knn', '39 of 40', '0.810', '+0.0200', '<0.001', 'yes'],
      ['rules', '39 of 41', '0.810', '+0.0150', '<0.001', 'yes'],
      ['without a router: sim-frontier', '4 of 5', '0.850', '', '', ''],
    ]);
  });

  it('is absent from results before version 3, and escapes names of routers', () => {
    expect(promiseSection(sampleResults({ version: 2 })).markup).toBe('');
    expect(promiseMarkdown(sampleResults({ version: 2 }))).toEqual([]);
    const hostile = sampleResults({ routers: { '<img src=x>|': 0.02 } });
    expect(promiseSection(hostile).markup).not.toContain('<img');
    expect(promiseMarkdown(hostile).join('')).not.toContain('<img');
  });
});
