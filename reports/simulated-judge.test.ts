import { describe, expect, it } from 'vitest';
import { judgeCurvesChart } from './charts/judge-curves-chart.ts';
import { judgeGainChart } from './charts/judge-gain-chart.ts';
import { renderChart } from './charts/render-chart.ts';
import { sampleResults } from './results.fixture.ts';
import { crossing, judgedCascades, simulatedJudgeSentences } from './simulated-judge.ts';

/** Gains over the zero router by error rate, with intervals of ± .01. */
function withGains(gains: Readonly<Record<string, number>>) {
  const results = sampleResults();
  const [like] = results.reference.simulatedJudge!;
  results.reference.simulatedJudge = Object.entries(gains).map(([errorRate, value]) => ({
    ...like!,
    errorRate: Number(errorRate),
    aiqMinusZero: { ...like!.aiqMinusZero, value, low: value - 0.01, high: value + 0.01 },
  }));
  return results;
}

// As seen on the RouterBench sample for ε = 0, .1, .2.
const ROUTERBENCH = { '0.2': -0.1, '0': 0.128, '0.1': 0.006 };

describe('crossing', () => {
  it('is where the straight line between two error rates meets zero', () => {
    const { after, before, at } = crossing(judgedCascades(withGains(ROUTERBENCH)))!;
    expect([after, before]).toEqual([0.1, 0.2]);
    expect(at).toBeCloseTo(0.1 + (0.1 * 0.006) / 0.106, 12);
  });

  it('does not exist where the gain keeps its sign', () => {
    expect(crossing(judgedCascades(withGains({ 0: 0.1, 0.4: 0 })))).toBeUndefined();
    expect(crossing(judgedCascades(withGains({ 0: -0.1, 0.4: -0.2 })))).toBeUndefined();
  });
});

describe('simulatedJudgeSentences', () => {
  it('say what a perfect judge gains, from where on the cascade loses, and up to where it gains beyond doubt', () => {
    expect(simulatedJudgeSentences(withGains(ROUTERBENCH))).toEqual([
      'With a judge that never errs the cascade reaches AIQ − zero +0.1280 [+0.1180 to +0.1380].',
      'It falls below the zero router between ε = 0.1 and 0.2, by interpolation at about 0.11: from there on, mixing models at random is better.',
      'The whole 95 % interval is above zero up to ε = 0.',
    ]);
  });

  it('say so where it never loses or always does, and nothing where the results have no such curve', () => {
    expect(simulatedJudgeSentences(withGains({ 0: 0.1, 0.4: 0.02 }))).toContain(
      'It stays above the zero router up to ε = 0.4.',
    );
    expect(simulatedJudgeSentences(withGains({ 0: -0.1, 0.4: -0.2 }))).toContain(
      'It is below the zero router whatever the error rate.',
    );
    expect(simulatedJudgeSentences(sampleResults({ version: 1 }))).toEqual([]);
  });
});

describe('the charts of the simulated judge', () => {
  it('show the gain falling with the error rate and a curve for each beside the zero router', () => {
    const text = JSON.stringify(judgeGainChart(withGains(ROUTERBENCH)));
    expect(text.indexOf('"errorRate":0,')).toBeLessThan(text.indexOf('"errorRate":0.2,'));
    expect(text).toContain('below zero from ε ≈ 0.11');
    const curves = JSON.stringify(judgeCurvesChart(sampleResults()));
    for (const part of ['"ε = 0.01"', '"ε = 0.8"', '"zero router"']) expect(curves).toContain(part);
  });

  it('render without NaN, also with one error rate alone', async () => {
    for (const results of [sampleResults(), withGains({ 0.1: 0.01 })]) {
      for (const spec of [judgeGainChart(results), judgeCurvesChart(results)]) {
        const { svg, png } = await renderChart(spec);
        expect(svg).not.toContain('NaN');
        expect(png.byteLength).toBeGreaterThan(2000);
      }
    }
  });
});
