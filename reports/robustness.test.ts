import { describe, expect, it } from 'vitest';
import { NARROW } from './charts/chart-layout.ts';
import { noiseChart } from './charts/noise-chart.ts';
import { compileChart, renderChart } from './charts/render-chart.ts';
import { HOSTILE } from './hostile-names.fixture.ts';
import { robustnessSection } from './html/sections/robustness-section.ts';
import { robustnessMarkdown } from './markdown-robustness.ts';
import { sampleResults } from './results.fixture.ts';
import { sampleRobustness, sampleShipped, sampleVariant } from './robustness.fixture.ts';
import { noisyRouters, robustnessSentences } from './robustness.ts';
import { robustnessTables } from './robustness-tables.ts';

const MARGIN = 0.01;
const study = sampleRobustness();

describe('the words on robustness', () => {
  const [unchanged, noise, judge, removed, added, task, paraphrases] = robustnessSentences(study, MARGIN);

  it('say first what ships as it is, and whether that is already too bad', () => {
    expect(unchanged).toContain('As it is, linear ships; it saves 50.0 %');
    expect(unchanged).toContain('and delivers 0.0 points (−1.0 to +1.0) against large. Below,');
    const ships = sampleShipped({ gained: -0.05 });
    const bad = sampleRobustness({ unchanged: { ...study.unchanged, ships }, judgeError: [{ rate: 0, ships }] });
    const [first, , third] = robustnessSentences(bad, MARGIN);
    expect(first).toContain(
      '−5.0 points (−6.0 to −4.0) against large, which is already shown to be more than the margin.',
    );
    expect(third).toContain('Even with right grades it is shown to lose more than the margin');
  });

  it('say how long label noise leaves the router above the zero router, and when something else ships', () => {
    expect(noise).toContain(
      'AIQ − zero of linear is +0.0300 at 0 %, +0.0200 at 10 % and +0.0040 at 40 % wrong grades.',
    );
    expect(noise).toContain('Its whole interval is above the zero router up to 10 %.');
    expect(noise).toContain('At 40 % large ships instead of linear.');
  });

  it('say at which judge error what would have shipped is shown to lose more than the margin', () => {
    expect(judge).toContain('as if a judge that errs at this rate had given them, and test is graded right');
    expect(judge).toContain(
      'From 40 % on it is shown to lose more than the margin: there small would have delivered −8.0 points',
    );
    expect(judge).toContain('where quality 0.800 was promised and 0.720 came');
    const fine = { judgeError: study.judgeError.slice(0, 2) };
    expect(robustnessSentences(sampleRobustness(fine), MARGIN)[2]).toContain(
      'Up to 10 % it is never shown to lose more',
    );
  });

  it('name the model that it is dearest to lose, and the one that the quality hangs on', () => {
    expect(removed).toContain('dearest to lose small: then linear ships, at $3.00 per 1,000 queries instead of $2.00');
    expect(removed).toContain('Quality is least without large: −5.0 points (−6.0 to −4.0) against large.');
    expect(removed).toContain('What ships is shown to lose more than the margin without large.');
    expect(removed).toContain('1 model with less traffic was not tried.');
  });

  it('say how many more outcomes of a new model are needed', () => {
    expect(added).toContain('100 outcomes are enough and 25 are too few: who has 25 needs 75 more.');
    const { modelAdded } = study;
    if ('undefined' in modelAdded) throw new Error(modelAdded.undefined);
    const never = sampleRobustness({ modelAdded: { ...modelAdded, enough: 3600 } });
    expect(robustnessSentences(never, MARGIN)[4]).toContain('100 outcomes are too few: between 100 and 3,600 of small');
    const soon = sampleRobustness({ modelAdded: { ...modelAdded, enough: 25 } });
    expect(robustnessSentences(soon, MARGIN)[4]).toContain('25 outcomes are enough.');
  });

  it('say on which unseen task what ships loses, and how many routes flip', () => {
    expect(task).toContain('does worst on code: −4.0 points (−5.0 to −3.0) against large, and it saves 50.0 %');
    expect(task).toContain('on 1 task of 2: code');
    expect(paraphrases).toContain(
      'The dataset has 14 paraphrased test queries only, so that prompts were changed by rule too',
    );
    expect(paraphrases).toContain(
      'flip in 8.0 % by the dataset’s paraphrases (quality −0.2 points) and 8.0 % by typos',
    );
  });

  it('give the reason where a part is not defined, and speak of the best router where none ships', () => {
    const why = { undefined: 'because the pool is too small' };
    const none = sampleRobustness({ modelRemoved: why, modelAdded: why, taskLeftOut: why, paraphrases: [] });
    const sentences = robustnessSentences(none, MARGIN);
    expect(
      sentences.filter((sentence) => sentence.includes('not defined, because the pool is too small.')),
    ).toHaveLength(3);
    const single = sampleRobustness({
      unchanged: { ...study.unchanged, ships: sampleShipped({ candidate: 'large' }) },
    });
    expect(robustnessSentences(single, MARGIN)[1]).toContain('AIQ − zero of linear');
    const empty = { ...sampleVariant(0.01, { candidate: 'large' }), routers: [] };
    const routerless = sampleRobustness({ unchanged: empty, labelNoise: [{ rate: 0, ...empty }] });
    expect(robustnessSentences(routerless, MARGIN)[1]).toContain('There is no router.');
  });
});

describe('the tables on robustness', () => {
  it('leave out routers that learn from no grade, mark small tasks, and list what could not be tried', () => {
    expect(noisyRouters(study)).toEqual(['linear']);
    const tables = robustnessTables(study);
    expect(tables[0]!.rows).toEqual([['linear', '+0.0300 ± 0.0100', '+0.0200 ± 0.0100', '+0.0040 ± 0.0100']]);
    expect(tables.find(({ headings }) => headings[0] === 'Task')!.rows.map(([task]) => task)).toEqual([
      'code',
      'chat (few)',
    ]);
    expect(tables.at(-1)!.rows).toEqual([
      ['rules', 'without large', 'rules: the pool has no model "large"'],
      ['classifier', 'typos', 'router classifier: 200 of 200 responses are not recorded'],
    ]);
    for (const { headings, rows } of tables) for (const row of rows) expect(row).toHaveLength(headings.length);
  });
});

describe('the section on robustness', () => {
  const results = sampleResults({ routers: { rules: -0.02, linear: 0.03 } });

  it('has the words before the figures, the same in HTML and Markdown', () => {
    const { markup } = robustnessSection(results, study, '<svg></svg>');
    expect(markup.indexOf('Label noise:')).toBeLessThan(markup.indexOf('data-chart="noise"'));
    expect(markup.indexOf('data-chart="noise"')).toBeLessThan(markup.indexOf('<table'));
    const markdown = robustnessMarkdown(results, { robustness: study }).join('\n\n');
    expect(markdown).toContain('charts/noise.png');
    expect(markdown).toContain('At 40 % large ships instead of linear.');
    expect(robustnessMarkdown(results, {})).toEqual([]);
  });

  it('draws a chart for wide and narrow screens, without NaN', async () => {
    expect(() => compileChart(noiseChart(study, ['rules', 'linear'], { layout: NARROW }))).not.toThrow();
    const { svg } = await renderChart(noiseChart(study, ['rules', 'linear']));
    expect(svg).toContain('linear');
    expect(svg).not.toContain('NaN');
  });

  it('lets hostile names be nothing but text', () => {
    for (const name of HOSTILE) {
      const variant = (gain: number) => ({
        ...sampleVariant(gain, { candidate: name, reference: name }, name),
        leftOut: [{ router: name, why: name }],
      });
      const hostile = sampleRobustness({
        unchanged: variant(0.02),
        labelNoise: [
          { rate: 0, ...variant(0.02) },
          { rate: 0.1, ...variant(0.01) },
        ],
        modelRemoved: { models: [{ model: name, ...variant(0) }], notTried: 0 },
        taskLeftOut: { tasks: [{ task: name, n: 40, ...variant(0) }], notTried: 0 },
      });
      const { markup } = robustnessSection(results, hostile, '');
      expect(markup).not.toMatch(/<script|<img src=x|\u202e/);
      const markdown = robustnessMarkdown(results, { robustness: hostile }).join('\n');
      expect(markdown).not.toMatch(/<(script|img)|\u202e|\]\(javascript|@everyone/);
      expect(() => compileChart(noiseChart(hostile, [name]))).not.toThrow();
    }
  });
});
