import { describe, expect, it } from 'vitest';
import { complianceRows, complianceWords } from './compliance.ts';
import { complianceSection } from './html/sections/compliance-section.ts';
import { complianceMarkdown } from './markdown-compliance.ts';
import { sampleResults } from './results.fixture.ts';

const toyResults = sampleResults();

const estimate = (value: number, reach: number) => ({
  value,
  low: value - reach,
  high: value + reach,
  n: 9,
  clusters: 9,
});
const price = {
  binds: 0.25,
  moved: 0.125,
  refused: 0.01,
  undecided: 0,
  quality: estimate(-0.02, 0.01),
  costUsd: estimate(0.0005, 0.0001),
};
const constrained = {
  ...toyResults,
  compliance: {
    all: { ...price, undecided: 1200 },
    constraints: [
      { name: 'phi <b>', allow: 'metadata.dataClass != "phi" || model.baa', ...price },
      { name: 'eu', allow: 'true', ...price },
    ],
  },
};

describe('the price of compliance', () => {
  it('is told with intervals, and what could not be decided is counted', () => {
    const [price, undecided] = complianceWords(constrained);
    expect(price).toContain('changes quality by −2.0 points (−3.0 to −1.0) and cost by +$0.500 (+$0.400 to +$0.600)');
    expect(price).toContain('12.5 % go elsewhere for it, 1.0 % are refused');
    expect(undecided).toMatch(/^1,200 times a constraint could not be decided/);
  });

  it('has a row per constraint and one for all', () => {
    expect(complianceRows(constrained).map(([name]) => name)).toEqual(['phi <b>', 'eu', 'all together']);
  });

  it('cannot make markup of a constraint', () => {
    expect(complianceSection(constrained).markup).not.toContain('<b>');
    expect(complianceMarkdown(constrained).join('\n')).not.toContain('<b>');
  });

  it('is left out where nothing is constrained', () => {
    expect(complianceWords(toyResults)).toEqual([]);
    expect(complianceMarkdown(toyResults)).toEqual([]);
    expect(complianceSection(toyResults).markup).toBe('');
  });
});
