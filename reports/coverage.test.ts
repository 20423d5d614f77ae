import { describe, expect, it } from 'vitest';
import type { Coverage } from '../harness/evaluate/coverage-schema.ts';
import type { Estimate, Results } from '../harness/evaluate/results.ts';
import { coverageSentences } from './coverage.ts';
import { HOSTILE } from './hostile-names.fixture.ts';
import { coverageSection } from './html/sections/coverage-section.ts';
import { coverageMarkdown } from './markdown-coverage.ts';
import { sampleResults } from './results.fixture.ts';

const estimate = (value: number, half = 0.01): Estimate => ({
  value,
  low: value - half,
  high: value + half,
  n: 240,
  clusters: 200,
});

function covered(farthest: number): Coverage {
  const bands = Array.from({ length: 5 }, (_, b) => ({
    n: 240,
    low: b / 10,
    high: b / 10 + 0.09,
    quality: estimate(0.8 - b / 50),
    qualityGained: estimate(b === 4 ? farthest : 0),
    costUsd: 0.001,
  }));
  return { bands, farthestMinusRest: estimate(farthest) };
}

function results(coverage: Coverage | undefined, name = 'knn'): Results {
  const all = sampleResults({ routers: { [name]: 0.02 } });
  return { ...all, routers: all.routers.map((router) => ({ ...router, ...(coverage && { coverage }) })) };
}

describe('coverage in words', () => {
  it('says that a router does worse where queries are far, and what to do', () => {
    expect(coverageSentences(results(covered(-0.05)))).toEqual([
      'knn does worse on the fifth of the test queries that is farthest from what it was fitted on: −5.0 points (−6.0 to −4.0) against the other queries, measured by the difference to sim-frontier. Record prompts of that kind, or let it abstain there (option abstain).',
    ]);
  });

  it('claims nothing where the interval holds zero, and says so where it lies above', () => {
    expect(coverageSentences(results(covered(0.002)))[0]).toMatch(/neither clearly worse nor better/);
    expect(coverageSentences(results(covered(0.05)))[0]).toMatch(/^knn does better/);
  });

  it('says why figures are withheld', () => {
    expect(coverageSentences(results({ undefined: 'there are too few' }))).toEqual([
      'Withheld for knn, because there are too few.',
    ]);
  });
});

describe('the section', () => {
  it('has a row for each fifth in the page and in Markdown, and is left out without distances', () => {
    const { markup } = coverageSection(results(covered(-0.05)));
    expect(markup.match(/<tr class="">/g)).toHaveLength(5);
    expect(markup).toContain('class="number below">−5.0 (−6.0 to −4.0)');
    expect(coverageMarkdown(results(covered(-0.05)))[3]!.split('\n')).toHaveLength(7);
    expect(coverageSection(results(undefined)).markup).toBe('');
    expect(coverageMarkdown(results(undefined))).toEqual([]);
  });

  it('lets no markup from a name through', () => {
    for (const name of HOSTILE) {
      const hostile = results(covered(-0.05), name);
      expect(coverageSection(hostile).markup).not.toMatch(/<script|<img|<b>/);
      for (const block of coverageMarkdown(hostile)) expect(block).not.toMatch(/<script|<img|<b>/);
    }
  });
});
