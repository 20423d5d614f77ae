import { describe, expect, it } from 'vitest';
import type { GateComparison, GateResult } from '../../harness/gate/gate-result.ts';
import { renderChart } from '../charts/render-chart.ts';
import { HOSTILE } from '../hostile-names.fixture.ts';
import { gateAnnotations } from './gate-annotations.ts';
import { gateChart } from './gate-chart.ts';
import { gateJson } from './gate-json.ts';
import { gateJunit } from './gate-junit.ts';
import { gateMarkdown } from './gate-markdown.ts';
import { gateText } from './gate-text.ts';

const HOSTILE_NAME = HOSTILE.slice(0, 3).join('');

const FAILED: GateComparison = {
  status: 'regression',
  prompts: 1178,
  clusters: 1100,
  added: { train: 30, validate: 10, test: 10 },
  criteria: [
    {
      name: 'quality',
      relative: false,
      before: 0.82,
      after: 0.72,
      harm: { value: 0.1, low: 0.07, high: 0.13 },
      bound: 0.065,
      margin: 0.044,
      detectable: 0.0436,
      prompts: 1178,
      clusters: 1100,
      regression: true,
    },
    {
      name: 'cost',
      relative: true,
      before: 0.001,
      after: 0.0009,
      harm: { value: -0.1, low: -0.2, high: 0.01 },
      bound: -0.2,
      margin: 0.19,
      detectable: 0.188,
      prompts: 1178,
      clusters: 1100,
      regression: false,
    },
  ],
  untested: [{ name: 'latency', because: 'not every test prompt has a latency' }],
  violations: { before: 0, after: 1, fresh: [{ id: HOSTILE_NAME, model: 'large', constraints: 1 }] },
  flips: [{ id: HOSTILE_NAME, from: 'large', to: null, quality: -1, costUsd: -0.002 }],
  routers: [],
  notes: ['the seed was 1 and is 2'],
};
const OTHER: GateResult = {
  status: 'not-comparable',
  because: [{ what: 'rows', words: `1 of 9 rows changed: ${HOSTILE_NAME}` }],
  notes: [],
};

/** Well-formed enough for a parser: every tag closes in order, every ampersand is an entity, attributes hold no `<`. */
function checkXml(xml: string): void {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml [^>]*\?>/, '');
  expect(body.replace(/&(amp|lt|gt|quot);/g, '')).not.toContain('&');
  const tags = [...body.matchAll(/<(\/?)([a-z]+)(?: [a-z]+="[^"<]*")*(\/?)>/g)];
  expect(tags).not.toEqual([]);
  for (const [, close, name, self] of tags) {
    if (close === '/') expect(open.pop()).toBe(name);
    else if (self !== '/') open.push(name!);
  }
  expect(open).toEqual([]);
  expect(body.replace(/<\/?[a-z]+(?: [a-z]+="[^"<]*")*\/?>/g, '')).not.toMatch(/[<>]/);
}

describe('the gate in words', () => {
  it('says what regressed, by how much, and which prompts flipped', () => {
    const text = gateText(FAILED);
    expect(text).toContain('Regression of quality and constraints over 1,178 test prompts.');
    expect(text).toContain('✗ quality: 0.8200 → 0.7200; worse by 10.0 points, at least 6.5 points');
    expect(text).toContain('✓ cost per 1,000 queries: $1.00 → $0.900; better by 10.0 %');
    expect(text).toContain('50 prompts were added');
    expect(text).toContain('large → (refused)');
    expect(text).toContain('Note: the seed was 1 and is 2.');
  });

  it('names what is not comparable', () => {
    expect(gateText(OTHER)).toContain('Not comparable with the baseline: 1 of 9 rows changed');
    expect(gateMarkdown(OTHER)).toContain('signalbox baseline write');
  });
});

describe('the gate for machines', () => {
  it('is JSON with its schema named', () => {
    expect(JSON.parse(gateJson(FAILED))).toMatchObject({ schema: 'signalbox/gate', version: 1, status: 'regression' });
  });

  it('is JUnit XML that is well formed whatever ids are called', () => {
    for (const result of [FAILED, OTHER]) checkXml(gateJunit(result));
    expect(gateJunit(FAILED)).toContain('tests="4" failures="2" errors="0" skipped="1"');
  });

  it('is one annotation a line, so that no id writes a command of its own', () => {
    for (const result of [FAILED, OTHER]) {
      const lines = gateAnnotations(result).trimEnd().split('\n');
      for (const line of lines) expect(line).toMatch(/^::error title=[^:,\r]+::[^\r]+$/);
    }
    const evil = { ...FAILED, flips: [{ ...FAILED.flips[0]!, id: 'a\n::set-output name=x::100%' }] };
    expect(gateAnnotations(evil)).not.toMatch(/^::set-output/m);
    expect(gateAnnotations(evil)).toContain('100%25');
  });
});

describe('the gate in a pull request', () => {
  it('has a table, bars before and after, and the flipped prompts as text', () => {
    const markdown = gateMarkdown(FAILED);
    expect(markdown).toContain(
      '| quality | 0.8200 | 0.7200 | 10.0 points | 7.0 points to 13.0 points | 4.4 points | ❌ |',
    );
    expect(markdown).toMatch(/quality +before +█{32} +0\.8200/);
    expect(markdown).toContain('<details><summary>1 prompt');
    expect(markdown.replace(/<\/?(details|summary)>/g, '')).not.toMatch(/<[a-z/]/i);
  });

  it('draws its chart', async () => {
    const { svg } = await renderChart(gateChart(FAILED.criteria));
    expect(svg).toContain('0.8200 → 0.7200');
  });
});
