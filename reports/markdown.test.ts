import { describe, expect, it } from 'vitest';
import { HOSTILE } from './hostile-names.fixture.ts';
import { reportMarkdown } from './markdown.ts';
import { sampleResults } from './results.fixture.ts';

describe('reportMarkdown', () => {
  it('refers to the charts beside it and begins with the verdict', () => {
    const text = reportMarkdown(sampleResults());
    expect(text.split('\n\n')[1]).toMatch(/^The models in this dataset are simulated/);
    for (const chart of ['curves', 'gain', 'traffic']) expect(text).toContain(`](charts/${chart}.png)`);
  });

  it('has what routing costs, and the simulated judge where the results have one', () => {
    const text = reportMarkdown(sampleResults());
    expect(text).toContain('## What routing itself costs');
    expect(text).toContain('](charts/judge-gain.png)');
    expect(text).toContain('A reference curve for study');
    expect(reportMarkdown(sampleResults({ version: 1 }))).not.toContain('judge');
  });

  it('has the gap to the oracle, slices, and a table for each family of published figures', () => {
    const text = reportMarkdown(sampleResults());
    expect(text).toContain('## Where the gap to the oracle is');
    expect(text).toMatch(/\n\| tier: enterprise \(few\) \| 18 \|/);
    expect(text).toContain('### LLMRouterBench');
    expect(text).not.toContain('### RouteLLM');
    expect(reportMarkdown(sampleResults({ version: 2 }))).not.toMatch(/gap to the oracle|Slice by slice/);
  });

  it('has as many cells in every line of a table as in its heading, whatever the names', () => {
    const results = sampleResults({
      models: HOSTILE,
      tasks: HOSTILE,
      routers: { [HOSTILE[0]]: 0.01, [HOSTILE[4]]: 0.02 },
      title: HOSTILE[5],
    });
    const tables = reportMarkdown(results)
      .split('\n\n')
      .filter((block) => block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(3);
    for (const table of tables) {
      const widths = table.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it('marks with a dagger what cannot ship, and says why below the leaderboard', () => {
    const text = reportMarkdown(sampleResults({ routers: { linear: 0.02, http: 0.03 } }));
    expect(text).toContain('\n| http † ‡ |');
    expect(text).toContain('\n\n† not deployable: http \\(it is a service of its own');
    expect(reportMarkdown(sampleResults())).not.toContain('†');
  });

  it('lets no dataset text become markup, a link or a mention', () => {
    const slices = HOSTILE.map((key) => ({ key, values: [{ name: key, n: 40 }] }));
    const text = reportMarkdown(
      sampleResults({ models: HOSTILE, tasks: HOSTILE, title: HOSTILE[5], notes: HOSTILE, slices }),
    );
    expect(text).not.toMatch(/<(?!bdi)[a-z/!]/i);
    expect(text).not.toMatch(/[^\\]\[link\]/);
    expect(text).not.toContain('https://evil');
    expect(text).not.toContain('@everyone');
    expect(text).not.toContain('\u202e');
  });
});
