import { describe, expect, it } from 'vitest';
import { NARROW, WIDE } from './charts/chart-layout.ts';
import { compileChart } from './charts/render-chart.ts';
import { studyCharts } from './charts/study-charts.ts';
import { HOSTILE } from './hostile-names.fixture.ts';
import { reportHtml } from './html/report-html.ts';
import { learningWords } from './learning-words.ts';
import { reportMarkdown } from './markdown.ts';
import { sampleResults } from './results.fixture.ts';
import { splitWords } from './split-words.ts';
import { sampleStudies } from './studies.fixture.ts';

const STILL = {
  curves: '<svg/>',
  gain: '<svg/>',
  traffic: '<svg/>',
  studies: { splits: '<svg/>', learning: '<svg/>' },
};
const results = sampleResults();
const studies = sampleStudies(results);
const splits = (options = {}) => splitWords(results, sampleStudies(results, options).splits as never).join(' ');
const learning = (options = {}) => learningWords(results, sampleStudies(results, options).learning as never).join(' ');

describe('the words of the splits', () => {
  it('say who ships how often, how often promises break, and that this is no interval', () => {
    expect(splits()).toContain('Over 20 splits, the bench ships linear in 14 and sim-nano alone in 6.');
    expect(splits()).toContain('This run ships linear, as 14 splits do.');
    expect(splits()).toContain('linear, is above the zero router in 20 of 20');
    expect(splits()).toContain('The promise is broken in 2 of 20 splits (10 %)');
    expect(splits({ broken: 0 })).toContain('The promise is broken in none of 20 splits');
    expect(splits()).toContain('are no interval for another');
  });
});

describe('the words of the learning curve', () => {
  it('tell gain, loss, enough, and what cannot be told', () => {
    expect(learning()).toMatch(/^No: from 1,800 to 3,600 training prompts linear, [^.]*still gains \+0\.0210 of AIQ/);
    expect(learning()).toContain('The last doubling still helps');
    expect(learning({ gain: -0.02 })).toMatch(/^More prompts of this kind do not help: [^.]* linear/);
    expect(learning({ gain: 0.001 })).toMatch(/^As far as these data can tell, yes: /);
    expect(learning({ gain: 0.001, standardError: 0.02 })).toMatch(/^These data cannot tell: /);
    expect(learning({ gain: 0.001 })).toMatch(/unlikely to gain more than \+0\.00\d\d/);
  });
});

describe('the report with studies', () => {
  it('has a section, a link and a chart for each, and none of them without', () => {
    const page = reportHtml(results, STILL, { studies });
    const without = reportHtml(results, STILL);
    for (const id of ['splits', 'learning']) {
      expect(page).toContain(`<section id="${id}">`);
      expect(page).toContain(`href="#${id}"`);
      expect(page).toContain(`data-chart="${id}"`);
      expect(without).not.toContain(`href="#${id}"`);
    }
    expect(page.match(/<table/g)!.length).toBe(page.match(/<caption>/g)!.length);
  });

  it('says why a study is not defined', () => {
    const why = { splits: { undefined: 'because the split is ordered by time <b>' } };
    expect(reportHtml(results, STILL, { studies: why })).toContain('ordered by time &lt;b&gt;');
    expect(reportMarkdown(results, why)).toContain('ordered by time &lt;b&gt;');
    expect(studyCharts(results, why)).toEqual({});
  });

  it('lets no name become markup, in page, Markdown or chart', () => {
    const names = Object.fromEntries(HOSTILE.map((name, i) => [name, 0.01 * i]));
    const hostile = sampleResults({ models: HOSTILE, tasks: HOSTILE, routers: names });
    const found = sampleStudies(hostile);
    const page = reportHtml(hostile, STILL, { studies: found }).replace(/<script[\s\S]*?<\/script>/g, '');
    expect(page).not.toMatch(/<(script|b|i)[ >]|<img src=x/);
    const markdown = reportMarkdown(hostile, found);
    expect(markdown).not.toMatch(/<(?!bdi)[a-z/!]/i);
    for (const block of markdown.split('\n\n').filter((text) => text.startsWith('| '))) {
      const widths = block.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
    for (const layout of [WIDE, NARROW]) {
      for (const chart of Object.values(studyCharts(hostile, found, { layout }))) compileChart(chart);
    }
  });
});
