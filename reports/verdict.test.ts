import { describe, expect, it } from 'vitest';
import { sampleResults } from './results.fixture.ts';
import { verdict } from './verdict.ts';

const words = (...args: Parameters<typeof sampleResults>) => verdict(sampleResults(...args)).join(' ');

describe('verdict', () => {
  it('says in its first sentence that simulated models prove nothing', () => {
    expect(verdict(sampleResults())[0]).toBe(
      'The models in this dataset are simulated: nothing here follows for real models.',
    );
  });

  it('names the estimates of a real dataset and says nothing of simulation', () => {
    const text = words({ simulated: false });
    expect(text).not.toContain('simulated');
    expect(text).toContain(
      'Estimated rather than recorded: token counts: o200k tokenizer; prices: list prices of late 2024.',
    );
  });

  it('recommends a router that saves beyond doubt, with operating point, saving, loss and their intervals', () => {
    const text = words();
    expect(text).toMatch(/Yes, route: linear ships \(62 % of queries at λ = \$0\.00210 per unit of quality/);
    expect(text).toMatch(
      /saves \d+\.\d % \(95 % interval \d+\.\d % to \d+\.\d %\) and changes quality by −0\.\d points \(−\d\.\d to \+\d\.\d\)/,
    );
    expect(text).toContain(
      'certified on validate to lose no more than 1 point against sim-frontier (wrong in at most 5 % of such choices)',
    );
    expect(text).toContain('A loss of more than the allowed 1 point is not excluded by the interval.');
  });

  it('says of a cascade which signal accepts an answer, not a willingness to pay', () => {
    const text = words({ ships: 'cascade-judge' });
    expect(text).toContain('(62 % of queries: accept at judge ≥ 0.72; 38 %: accept at judge ≥ 0.85)');
    expect(text).not.toContain('λ');
  });

  it('says how much of the gain the task mean explains, and what remains', () => {
    expect(words()).toContain('recognising the task explains 90 % of it; beyond the task mean it gains +0.0013');
    expect(words({ taskMeanGain: 0.02 })).toContain('explains all of it');
    expect(words({ taskMeanGain: -0.001 })).toContain('none of this gain comes from recognising the task');
    expect(words({ tasks: ['mmlu'] })).toContain('There is one task');
  });

  it('says that a router does not beat the zero router where its interval includes zero, and does not say yes', () => {
    const text = words({ routers: { knn: 0.002 } });
    expect(text).toContain(
      'knn does not beat the zero router: mixing single models at random cannot be told apart from it',
    );
    expect(text).not.toContain('Yes, route');
  });

  it('says that a router loses to the zero router where the interval lies below zero', () => {
    expect(words({ routers: { 'knn-k10': -0.07 } })).toContain('knn-k10 loses to the zero router');
  });

  it('speaks of the best router that could ship, and of another only where there is none', () => {
    const routers = { precomputed: 0.03, knn: 0.01 };
    expect(words({ infeasible: true, routers })).toContain('The best router that could ship, knn, ');
    expect(words({ infeasible: true, routers: { http: 0.03 } })).toContain(
      'The best router, which cannot ship, http, ',
    );
    expect(words({ infeasible: true })).toContain('The best router, linear, ');
  });

  it('warns of a leak when a router gains on shuffled outcomes', () => {
    expect(words({ shuffledGain: 0.02 })).toContain('suspect a leak and do not trust this run');
    expect(words()).toContain('Refitted on shuffled outcomes it gains nothing');
  });

  it('advises against a policy whose loss on test is beyond doubt larger than what was allowed', () => {
    const results = sampleResults();
    const lucky = { ...results.policy.chosen.qualityGained, value: -0.056, low: -0.084, high: -0.029 };
    results.policy = { ...results.policy, chosen: { ...results.policy.chosen, qualityGained: lucky } };
    const text = verdict(results).join(' ');
    expect(text).toContain('Do not route on this evidence, the policy broke its promise on test: linear ships');
    expect(text).toContain('Beyond doubt it loses more on test than the 1 point that validate promised');
    expect(text).not.toContain('Yes, route');
  });

  it('says why a single model ships', () => {
    expect(words({ ships: 'sim-large' })).toContain(
      'No, do not route: sim-large alone ships, because no router could be certified on validate to lose no more than 1 point against sim-frontier (at an error rate of 5 %).',
    );
    expect(words({ ships: 'sim-large', refusal: 'none-knows' })).toContain(
      'is shown on validate to know more about queries than mixing single models at random',
    );
    expect(words({ ships: 'sim-large', refusal: 'none-better' })).toContain('better than what needs no router');
    expect(words({ mixes: true })).toContain(
      'No, do not route: mixing two models at random is enough: 80 % sim-frontier + 20 % sim-nano ships',
    );
    expect(words({ infeasible: true })).toContain('sim-frontier alone ships, though it misses the objective too');
  });

  it('reads results from before version 3, when an estimate was enough', () => {
    expect(words({ version: 2 })).toContain(
      'chosen on validate as the cheapest at no more than 1 point below sim-frontier.',
    );
    expect(words({ version: 2, ships: 'sim-large' })).toContain(
      'No, do not route: sim-large alone ships, because the cheapest candidate within the margin',
    );
    expect(words({ version: 2, infeasible: true })).toContain(
      'nothing met the objective on validate (cheapest at no more than 1 point below sim-frontier), so the reference model sim-frontier ships alone',
    );
  });

  it('says when test lost more than the margin allows, and recommends with reservations only', () => {
    const results = sampleResults();
    const { chosen } = results.policy;
    chosen.qualityGained = { ...chosen.qualityGained, value: -0.03, low: -0.055, high: -0.005 };
    const text = verdict(results).join(' ');
    expect(text).toContain('Route only with the reservations below');
    expect(text).toContain('On test it loses more than the 1 point that was allowed.');
  });

  it('says costs more instead of a negative saving, and why a saving is not defined', () => {
    const results = sampleResults();
    results.policy.chosen.costSaved = { value: -0.1, low: -0.12, high: -0.08, n: 1, clusters: 1 };
    expect(verdict(results).join(' ')).toContain('costs 10.0 % more (95 % interval 8.0 % to 12.0 %)');
    results.policy.chosen.costSaved = { undefined: 'the reference model costs nothing' };
    expect(verdict(results).join(' ')).toContain('because the reference model costs nothing');
  });

  it('names refusals, and missing answers above two percent', () => {
    const results = sampleResults({ missing: 400 });
    results.policy.chosen.refused = 0.031;
    const text = verdict(results).join(' ');
    expect(text).toContain('3.1 % of the test queries are refused');
    expect(text).toContain('6.7 % of the examples are left out');
  });

  it('works without any router', () => {
    expect(words({ routers: {} })).toContain('No, do not route: sim-frontier alone ships');
  });
});
