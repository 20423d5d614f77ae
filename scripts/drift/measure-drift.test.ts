import { beforeAll, describe, expect, it } from 'vitest';
import { type DriftReport, driftReportSchema } from '../../harness/drift/drift-schema.ts';
import { emptyTable, type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import { contractTable, contractTools } from '../../routers/fixtures.contract.ts';
import { terminalProgress } from '../progress.ts';
import type { DriftSide } from './drift-side.ts';
import { driftText } from './drift-text.ts';
import { measureDrift } from './measure-drift.ts';

const tools = contractTools();
const OPTIONS = { sample: 400, permutations: 99, seed: 1, redact: false };

function measured(a: DriftSide, b: DriftSide, options = OPTIONS): Promise<DriftReport> {
  return measureDrift(a, b, { ...tools, embedder: tools.embedder! }, options, terminalProgress({ quiet: true }));
}

/** Prompts of three topics with outcomes, none of them related to another. */
function side(name: string, seed: number, keep = (_topic: string, _i: number) => true): DriftSide {
  const table = contractTable(240, seed);
  const rows = [...table.examples.keys()].filter((i) => keep(table.examples[i]!.task, i));
  return { name, kind: 'dataset', table: alone(takeRows(table, rows)), notes: [] };
}

/** Without groups, sessions and the metadata that counts rows. */
function alone(table: OutcomeTable): OutcomeTable {
  const examples = table.examples.map(({ id, task, request: { messages, metadata } }) => ({
    id,
    task,
    request: { messages, metadata: { tier: metadata.tier! } },
  }));
  return { ...table, examples };
}

const found = ({ findings }: DriftReport) => findings!;

describe('drift', () => {
  let same: DriftReport;
  let narrower: DriftReport;
  let foreign: DriftReport;
  beforeAll(async () => {
    same = await measured(side('a', 1), side('b', 2));
    narrower = await measured(
      side('a', 1),
      side('b', 2, (topic, i) => topic !== 'code' || i % 15 === 0),
    );
    foreign = await measured(
      side('a', 1, (topic) => topic !== 'poem'),
      side('b', 2, (topic, i) => topic === 'poem' || i % 2 === 0),
    );
  });

  it('is not found between draws of one distribution, and the report fits its schema', () => {
    expect(same.verdict.drifted).toBe(false);
    expect(same.verdict.sentences[0]).toMatch(/^Drifted: no, p = 0?\.?\d+.* with 240 and 240 prompts\.$/);
    expect(driftReportSchema.parse(JSON.parse(JSON.stringify(same)))).toEqual(same);
    expect(found(same).tests.map(({ of }) => of)).toEqual([
      'prompts',
      'prompt length in tokens',
      'task',
      'metadata tier',
    ]);
    expect(found(same).newPrompts.share).toBeLessThan(0.04);
    expect(found(same).classifierAuc).toBeLessThan(0.57);
  });

  it('is found where the mix changes, with what moved and what that does to the models, and no new prompts', () => {
    expect(narrower.verdict).toMatchObject({ drifted: true, p: expect.closeTo(4 / 100, 10) });
    const { traits, newPrompts, expected } = found(narrower);
    expect(traits.find(({ name }) => name === 'task')!.movers[0]).toMatchObject({ value: 'code', a: 1 / 3 });
    expect(newPrompts.share).toBeLessThan(0.05);
    const models = expected !== undefined && 'models' in expected ? expected.models : [];
    expect(models.map(({ of }) => of)).toEqual([
      'small',
      'medium',
      'large',
      'all models alike',
      'best answer of the pool',
    ]);
    for (const { before, change, measured: truth } of models) {
      expect(before).toBeGreaterThan(0);
      expect(change.low).toBeLessThan(change.high);
      // Two independent intervals about one truth overlap.
      expect(change.low).toBeLessThan(truth!.high);
      expect(truth!.low).toBeLessThan(change.high);
    }
  });

  it('names new kinds of prompts with examples, advises to record them, and claims nothing about the models', () => {
    const { newPrompts, expected } = found(foreign);
    expect(newPrompts.share).toBeGreaterThan(0.3);
    expect(newPrompts.clusters.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(newPrompts.share, 10);
    expect(newPrompts.clusters[0]!.examples.join(' ')).toMatch(/rose|moon|verse|rhyme|sorrow|sea|heart/);
    expect(expected).toEqual({ undefined: expect.stringMatching(/of B are of a new kind/) });
    expect(foreign.verdict.sentences.at(-1)).toMatch(/record answers to prompts of the new clusters/);
  });

  it('prints the verdict first and every figure as a number', () => {
    for (const report of [same, narrower, foreign]) {
      const text = driftText(report);
      expect(text).toMatch(/^Drifted: (yes|no), p = /);
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
      expect(text).toMatch(/\nA {2}a \(dataset\): \d+ prompts, \d+ compared\nB {2}b \(dataset\)/);
    }
    expect(driftText(narrower)).toMatch(/expected on B {2,}measured on B/);
  });

  it('says the same again for the same seed', async () => {
    expect(await measured(side('a', 1), side('b', 2))).toEqual(same);
  });

  it('withholds a verdict from fewer than 50 independent prompts, and says how many are needed', async () => {
    const few = side('few', 3, (_, i) => i < 30);
    const report = await measured(side('a', 1), few);
    expect(report.verdict).toMatchObject({ drifted: null, needed: 50 });
    expect(report.findings).toBeUndefined();
    expect(driftText(report)).toMatch(/^Withheld: a verdict needs 50 independent prompts a side .*few\s+has\s+30\./s);
    const oneGroup = { ...few, table: inOneSession(side('b', 2).table) };
    expect((await measured(side('a', 1), oneGroup)).b).toMatchObject({ prompts: 240, units: 1, used: 1 });
  });

  it('leaves prompts out on request', async () => {
    const report = await measured(
      side('a', 1, (topic) => topic !== 'poem'),
      side('b', 2),
      { ...OPTIONS, redact: true },
    );
    expect(found(report).newPrompts.clusters.every(({ examples }) => examples.length === 0)).toBe(true);
    expect(driftText(report)).not.toMatch(/“/);
  });

  it('takes a log without models, and prompts that are all the same', async () => {
    const { examples } = side('b', 2).table;
    const copies = examples.map((example) => ({ ...example, request: examples[0]!.request }));
    const log: DriftSide = { name: 'log', kind: 'log', table: emptyTable(copies, []), notes: [] };
    const report = await measured(log, log);
    expect(report.verdict.drifted).toBe(false);
    expect(found(report).expected).toBeUndefined();
    expect(driftText(report)).not.toMatch(/NaN/);
  });
});

function inOneSession(table: OutcomeTable): OutcomeTable {
  const session = { id: 's', turn: 0 };
  return { ...table, examples: table.examples.map((each) => ({ ...each, request: { ...each.request, session } })) };
}
