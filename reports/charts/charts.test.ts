import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../hostile-names.fixture.ts';
import { type SampleOptions, sampleResults } from '../results.fixture.ts';
import { NARROW } from './chart-layout.ts';
import { curveChart } from './curve-chart.ts';
import { curveCuts } from './curve-data.ts';
import { gainChart } from './gain-chart.ts';
import { judgeCurvesChart } from './judge-curves-chart.ts';
import { judgeGainChart } from './judge-gain-chart.ts';
import { compileChart, renderChart } from './render-chart.ts';
import { trafficChart } from './traffic-chart.ts';

const FOURTEEN = Array.from({ length: 14 }, (_, i) => `organisation/model-${i}-instruct-2024-08`);
const CASES: Readonly<Record<string, SampleOptions>> = {
  simulated: {},
  'two models': { models: ['mixtral-8x7b', 'gpt-4'], tasks: ['mmlu'] },
  'fourteen models': { models: FOURTEEN, simulated: false },
  'one task': { tasks: ['gsm8k'] },
  'one model': { models: ['only'] },
  'hostile names': {
    models: HOSTILE,
    tasks: HOSTILE,
    routers: Object.fromEntries(HOSTILE.map((name, i) => [name, 0.01 * i])),
  },
};

describe.each(Object.entries(CASES))('the charts of a results file with %s', (_, options) => {
  const results = sampleResults(options);

  it('compile without a warning, also with all tasks and routers and for phones', () => {
    const layout = NARROW;
    expect(() => compileChart(curveChart(results, { byTask: true }))).not.toThrow();
    expect(() => compileChart(curveChart(results, { layout, axis: 'linear' }))).not.toThrow();
    expect(() => compileChart(trafficChart(results, { layout, everyRouter: true }))).not.toThrow();
    expect(() => compileChart(gainChart(results, { layout }))).not.toThrow();
    expect(() => compileChart(judgeGainChart(results, { layout }))).not.toThrow();
    expect(() => compileChart(judgeCurvesChart(results, { layout }))).not.toThrow();
  });

  it('render to a picture with marks and no NaN in it', async () => {
    for (const spec of [curveChart(results), trafficChart(results), gainChart(results)]) {
      const { svg, png } = await renderChart(spec);
      expect(svg.includes('NaN')).toBe(false);
      expect(/<(script|img)/.exec(svg)).toBeNull();
      expect(png.byteLength).toBeGreaterThan(2000);
    }
  });
});

describe('renderChart', () => {
  it('gives the same bytes every time', async () => {
    const digest = async () => {
      const { svg, png } = await renderChart(curveChart(sampleResults()));
      return createHash('sha256').update(svg).update(png).digest('hex');
    };
    expect(await digest()).toBe(await digest());
  });
});

describe('curveChart', () => {
  it('takes a logarithmic axis for a pool of many models and a linear one for two', () => {
    const axisOf = (options: SampleOptions) => JSON.stringify(compileChart(curveChart(sampleResults(options))).scales);
    expect(axisOf({})).toContain('"type":"log"');
    expect(axisOf({ models: ['weak', 'strong'] })).not.toContain('"type":"log"');
  });

  it('falls back to a linear axis where a model is free', () => {
    const results = sampleResults();
    results.models[0]!.costUsd = { ...results.models[0]!.costUsd, value: 0 };
    expect(JSON.stringify(compileChart(curveChart(results)).scales)).not.toContain('"type":"log"');
  });

  it('shows every single model, the zero router, the oracle, its frontier, random mix, task mean and what ships', () => {
    const text = JSON.stringify(curveChart(sampleResults()));
    const shown = [
      '"series":"zero"',
      '"series":"frontier"',
      '"series":"random"',
      '"series":"task"',
      '"mark":"oracle"',
      '"who":"ships: linear"',
      '"who":"sim-nano"',
    ];
    for (const part of shown) expect(text).toContain(part);
  });
});

describe('the cuts by task', () => {
  it('leave out a task without test queries', () => {
    const results = sampleResults({ tasks: ['a', 'b', 'c'] });
    results.policy.chosen.perTask = results.policy.chosen.perTask.filter(({ task }) => task !== 'b');
    expect(curveCuts(results).map(({ title }) => title)).toEqual(['All tasks', 'a', 'c']);
  });
});

describe('trafficChart', () => {
  it('stacks shares that sum to one at every operating point', () => {
    const text = JSON.stringify(trafficChart(sampleResults(), { everyRouter: true }));
    const rows = JSON.parse(
      `[${[...text.matchAll(/\{"router":"r0","model":[^}]*\}/g)].map(([row]) => row).join(',')}]`,
    ) as { x: number; y2: number }[];
    const tops = new Map<number, number>();
    for (const { x, y2 } of rows) tops.set(x, Math.max(tops.get(x) ?? 0, y2));
    for (const top of tops.values()) expect(top).toBeCloseTo(1, 9);
  });
});
