import { describe, expect, it } from 'vitest';
import type { Results } from '../harness/evaluate/results.ts';
import { bestLine, certaintyRows, f1Text, fewLine, latencyText, pText } from './certainty.ts';
import { certaintyParagraphs } from './certainty-paragraphs.ts';
import { certaintySection } from './html/sections/certainty-section.ts';
import { datasetSection } from './html/sections/dataset-section.ts';
import { leaderboardSection } from './html/sections/leaderboard-section.ts';
import { taskSection } from './html/sections/task-section.ts';
import { leaderboardRows } from './leaderboard.ts';
import { leaderboardCsv } from './leaderboard-csv.ts';
import { leaderboardText } from './leaderboard-text.ts';
import { reportMarkdown } from './markdown.ts';
import { certaintyMarkdown } from './markdown-certainty.ts';
import { type SampleOptions, sampleResults } from './results.fixture.ts';

const said = (results: Results) => certaintyParagraphs(results).join(' ');
const { significance } = sampleResults();

/** A sample whose certainty is another one in some part. */
function sample(change: Partial<NonNullable<Results['significance']>>, options: SampleOptions = {}): Results {
  const results = sampleResults(options);
  return { ...results, significance: { ...results.significance!, ...change } };
}

const withheld = () =>
  sample({
    clusters: 12,
    withheld: 'because test has 12 independent clusters of queries, and a claim needs at least 30',
    families: [],
    best: undefined,
  });

describe('the words about certainty', () => {
  it('name the set, what is left out, the family, the detectable difference and the queries that the margin takes', () => {
    const text = said(sampleResults());
    expect(text).toContain('the best by AIQ is among linear, hybrid and knn: these queries cannot tell which');
    expect(text).toContain('7 candidates are left out');
    expect(text).toContain('Of 9 routers, 4 are above the zero router and 3 below it at the 5 % level after Holm');
    expect(text).toContain('a quality difference of 2.3 points (0.97 to 3.3, by how often');
    expect(text).toContain('no more than 1 point takes about 4,848 test queries (there are 1,200, too few)');
    expect(text).toContain('1,200 test queries form 1,130 independent clusters');
  });

  it('say that queries which stand alone have plain intervals', () => {
    expect(said(sample({ clusters: 1200 }))).toContain('the intervals are the plain ones for independent queries');
  });

  it('say when one is best, and when the zero router may be', () => {
    const best = (names: readonly string[]) =>
      sample({ best: significance!.best!.map((one) => ({ ...one, isIn: names.includes(one.name) })) });
    expect(said(best(['linear']))).toContain(
      'With 95 % confidence linear is the best by AIQ; 9 candidates are left out',
    );
    expect(bestLine(best(['linear']))).toBe('‡ the best by AIQ, with 95 % confidence.');
    expect(said(best(['linear', 'zero router']))).toContain('The zero router is in that set too');
    expect(said(best(['linear']))).not.toContain('in that set too');
  });

  it('withhold claims on few clusters, with the number that is needed, and then mark and list nothing', () => {
    const results = withheld();
    expect(said(results)).toContain('No claim is made, because test has 12 independent clusters of queries');
    expect(said(results)).toContain('a claim needs at least 30');
    expect(certaintySection(results).markup).not.toContain('May be best');
    expect(leaderboardText(results)).not.toContain('‡');
    expect(bestLine(results)).toBeUndefined();
  });

  it('have reasons instead of numbers', () => {
    const because = { undefined: 'because of a reason' };
    expect(said(sample({ planning: because }))).toContain('not defined, because of a reason.');
    const planning = { ...significance!.planning, margin: because };
    expect(said(sample({ planning }))).toContain('that the margin takes is not defined, because of a reason.');
    expect([latencyText(because), f1Text(undefined)]).toEqual(['not defined', '']);
  });

  it('speak of queries only where there is no router', () => {
    const text = said(sampleResults({ routers: {} }));
    expect(text).toContain('independent clusters');
    expect(text).not.toContain('AIQ');
  });

  it('are absent, with their section, for results of an earlier version', () => {
    const old = sampleResults({ version: 1 });
    expect(said(old)).toBe('');
    expect(certaintySection(old).markup).toBe('');
    expect(certaintyMarkdown(old)).toEqual([]);
    expect(leaderboardRows(old).some((row) => row.mayBeBest !== undefined)).toBe(false);
  });
});

describe('the table of certainty', () => {
  it('has the routers from best to worst, with both families', () => {
    const rows = certaintyRows(sampleResults({ routers: { rules: -0.02, linear: 0.02, http: 0.01 } }));
    expect(rows.map(({ name, isIn }) => [name, isIn])).toEqual([
      ['linear', true],
      ['http', false],
      ['rules', false],
    ]);
    expect(rows[1]).not.toHaveProperty('againstReference');
    expect(rows[0]).toHaveProperty('againstReference');
  });

  it('prints p-values without pretending to know more digits', () => {
    expect([1, 0.0321, 0.00099, 0].map(pText)).toEqual(['1.000', '0.032', '<0.001', '<0.001']);
  });
});

describe('the mark of what may be best', () => {
  it('stands behind names in page, terminal, Markdown and CSV, with a footnote', () => {
    const results = sampleResults({ routers: { linear: 0.02, rules: -0.02 } });
    expect(leaderboardText(results)).toMatch(/▸ linear ‡ /);
    expect(leaderboardText(results)).toMatch(/\n {2}rules {3,}/);
    expect(leaderboardSection(results).markup).toContain('<bdi>linear</bdi> ‡');
    expect(leaderboardSection(results).markup).toContain('‡ the best by AIQ, with 95 % confidence.');
    expect(reportMarkdown(results)).toContain('**linear** (ships) ‡');
    expect(leaderboardCsv(results)).toContain('may_be_best');
    const mixed = sample({ best: significance!.best!.map((one) => ({ ...one, isIn: true })) });
    expect(leaderboardSection(mixed).markup).toContain('<bdi>zero router</bdi> ‡');
  });
});

describe('the mark of small tasks', () => {
  it('stands behind tasks of fewer than 30 test prompts in every table of tasks, and is explained', () => {
    const results = sampleResults({ tasks: ['big', 'small'] });
    expect(fewLine(results)).toBeUndefined();
    results.tasks[1]!.test = 29;
    results.policy.chosen.perTask[1]!.n = 29;
    const mark = '<bdi>small</bdi> <span class="tag">few</span>';
    expect(taskSection(results).markup.split(mark)).toHaveLength(3);
    expect(datasetSection(results).markup).toContain(mark);
    expect(reportMarkdown(results)).toContain('| small (few) |');
    for (const text of [taskSection(results).markup, datasetSection(results).markup, reportMarkdown(results)]) {
      expect(text).toContain('fewer than 30 test prompts');
      expect(text).not.toContain('<bdi>big</bdi> <span');
    }
  });
});
