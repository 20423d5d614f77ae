import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../hostile-names.fixture.ts';
import { sampleResults } from '../results.fixture.ts';
import { foreign, html } from './markup.ts';
import { reportHtml } from './report-html.ts';

const STILL = {
  curves: '<svg/>',
  gain: '<svg/>',
  traffic: '<svg/>',
  judge: { gain: '<svg/>', curves: '<svg/>' },
};
const hash = (text: string) => createHash('sha256').update(text).digest('base64');
const executable = (page: string) => [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, source]) => source!);

describe('html', () => {
  it('escapes what is put into it, in content and in attributes, but not what it made itself', () => {
    const name = `<b>"'&`;
    expect(html`<p title="${name}">${name}${html`<i>${1}</i>`}</p>`.markup).toBe(
      '<p title="&lt;b&gt;&quot;&#39;&amp;">&lt;b&gt;&quot;&#39;&amp;<i>1</i></p>',
    );
    expect(foreign('a\u202eb').markup).toBe('<bdi>a\ufffdb</bdi>');
  });
});

describe('reportHtml', () => {
  const page = reportHtml(sampleResults(), STILL);

  it('says first that the models are simulated, then the verdict, and the dataset table before all others', () => {
    expect(page.indexOf('The models in this dataset are simulated')).toBeLessThan(page.indexOf('Yes, route'));
    expect(page.indexOf('Yes, route')).toBeLessThan(page.indexOf('<table'));
    expect(page.indexOf('id="dataset"')).toBeLessThan(page.indexOf('<table'));
  });

  it('allows by its content security policy exactly the scripts and the style that it carries, and no connection', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.replaceAll('&#39;', "'");
    const scripts = executable(page);
    expect(scripts).toHaveLength(3);
    for (const script of scripts) expect(policy).toContain(`'sha256-${hash(script)}'`);
    expect(policy).toContain(`style-src 'sha256-${hash(/<style>([\s\S]*?)<\/style>/.exec(page)![1]!)}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('refers to nothing outside itself', () => {
    const markup = page.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<style>[\s\S]*?<\/style>/, '');
    expect(/<link|src="(?!data:image\/svg)|@import|url\(/.exec(markup)).toBeNull();
    expect(/ style=| on[a-z]+="/.exec(markup)).toBeNull();
  });

  it('gives every table a caption and every chart words for those who cannot see it', () => {
    expect(page.match(/<table/g)!.length).toBe(page.match(/<caption>/g)!.length);
    expect(page.match(/data-chart="[a-z]+" role="img" aria-label="[^"]+"/g)).toHaveLength(5);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  it('marks with a dagger what cannot ship, and says why below the leaderboard', () => {
    const marked = reportHtml(sampleResults({ routers: { linear: 0.02, precomputed: 0.03 } }), STILL);
    expect(marked).toContain('<bdi>precomputed</bdi> †');
    expect(marked).toContain('† not deployable: precomputed (its decisions were made elsewhere');
    expect(page).not.toContain('† not');
  });

  it('shows what routing costs, and of a cascade the signal and its level instead of λ', () => {
    const shipped = reportHtml(sampleResults({ ships: 'cascade-judge', tasks: ['mmlu'] }), STILL);
    const words = shipped.replace(/<script[\s\S]*?<\/script>/g, '');
    expect(words).toContain('Routing eats the largest share of its saving in cascade-judge');
    expect(words).toContain('AWS Machine Learning Blog');
    expect(words).toContain('accept at judge ≥ 0.72');
    expect(words).toContain('the signal “<bdi>judge</bdi>”');
    expect(words).toMatch(/Recognised classes against the tasks: accuracy 87\.0 %, macro-F1 0\.840/);
  });

  it('has precision, recall and F1 behind every confusion matrix', () => {
    const row = /<bdi>cheap<\/bdi><\/th>(?:<td[^>]*>[^<]*<\/td>)+/.exec(page)![0].replace(/<[^>]*>/g, ' ');
    // 480 right of 600 so labelled and of 588 so predicted.
    expect(row.trim().split(/\s+/)).toEqual(['cheap', '480', '120', '0.816', '0.800', '0.808']);
  });

  it('calls the simulated judge a reference for study, and leaves it out where the results have none', () => {
    expect(page).toContain('A reference curve for study: this judge is simulated.');
    expect(page).toContain('It falls below the zero router between ε\u00a0=\u00a00.1 and 0.2');
    const { judge: _, ...still } = STILL;
    const old = reportHtml(sampleResults({ version: 1, tasks: ['mmlu'], routers: { knn: 0.01 } }), still);
    expect(old).not.toContain('id="judge"');
    expect(old).not.toContain('href="#judge"');
  });

  it('shows where the gap to the oracle is: a bar of shares that fill it, and the reference model alone', () => {
    const section = /<section id="gap">[\s\S]*?<\/section>/.exec(page)![0];
    const [bar] = /<svg class="bar-of-shares"[\s\S]*?<\/svg>/.exec(section)!;
    const widths = [...bar.matchAll(/ width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(4);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 1);
    expect(section).toContain('<span class="kind">alone</span>');
    expect(section).toContain('4.0\u00a0% are solved by no model');
  });

  it('cuts the queries by metadata, marks slices with few prompts, and names the keys it left out', () => {
    const section = /<section id="slices">[\s\S]*?<\/section>/.exec(page)![0];
    expect(section).toContain('<bdi>enterprise</bdi> <span class="tag">few</span>');
    expect(section).toContain('<bdi>free</bdi></th>');
    expect(section).toContain('fewer than 30 prompts');
    expect(section).toContain('Not cut: user (it has more than 20 values).');
  });

  it('cuts what a mixture of two models does as well', () => {
    const mixed = reportHtml(sampleResults({ mixes: true }), STILL);
    expect(/<section id="slices">[\s\S]*?<\/caption>/.exec(mixed)![0]).toContain(
      '<bdi>80 % sim-frontier + 20 % sim-nano</bdi>',
    );
    expect(/<section id="gap">[\s\S]*?<\/section>/.exec(mixed)![0]).toContain('80 % sim-frontier + 20 % sim-nano');
  });

  it('leaves both out, and their links, where results are older or have no metadata', () => {
    for (const older of [sampleResults({ version: 2 }), sampleResults({ slices: [] })]) {
      expect(reportHtml(older, STILL)).not.toMatch(/id="slices"|href="#slices"/);
    }
    expect(reportHtml(sampleResults({ version: 2 }), STILL)).not.toMatch(/id="gap"|href="#gap"/);
  });

  it('is the same every time', () => {
    expect(hash(reportHtml(sampleResults(), STILL))).toBe(hash(page));
  });

  it('lets hostile names, tasks, notes and prompts be nothing but text', () => {
    const results = sampleResults({
      models: HOSTILE,
      tasks: HOSTILE,
      routers: Object.fromEntries(HOSTILE.map((name) => [name, 0.01])),
      title: HOSTILE[1],
      notes: HOSTILE,
      simulated: false,
      slices: HOSTILE.map((key) => ({ key, values: [{ name: key, n: 40 }] })),
    });
    results.dataset.source = 'javascript:alert(5)';
    results.split.largeClusters = [{ size: 9, examples: [...HOSTILE] }];
    const hostile = reportHtml(results, STILL);
    expect(executable(hostile).map(hash)).toEqual(executable(page).map(hash));
    expect(hostile.match(/<script/g)!.length).toBe(page.match(/<script/g)!.length);
    expect(hostile.includes('<img src=x')).toBe(false);
    expect(hostile.includes('href="javascript')).toBe(false);
    expect(/\u202e|\u2066/.exec(hostile.replace(/<script[\s\S]*?<\/script>/g, ''))).toBeNull();
  });

  it('works for two models, one task, no labels, no routers, missing answers', () => {
    for (const options of [
      { models: ['weak', 'strong'], tasks: ['mmlu'], labels: false },
      { routers: {} },
      { missing: 900, infeasible: true },
    ]) {
      const ours = reportHtml(sampleResults(options), STILL).replace(/<script>[\s\S]*?<\/script>/g, '');
      expect(/NaN|>undefined<|\[object/.exec(ours)).toBeNull();
    }
  });
});
