import { describe, expect, it } from 'vitest';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { estimateText } from './estimate-text.ts';
import { runEstimate } from './run-estimate.ts';
import { openToyPolicy, TOY_QUALITY, toyLog } from './toy-log.fixture.ts';

const FRUGAL = 0;
const BEST = Number.POSITIVE_INFINITY;
const exploring = await openToyPolicy(FRUGAL, 0.4);
const best = await openToyPolicy(BEST);
const log = await toyLog(exploring, 1300, 1);

function without(record: DecisionRecord, ...fields: (keyof DecisionRecord)[]): DecisionRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !fields.includes(key as never))) as DecisionRecord;
}

describe('a policy, evaluated on the log of another one', () => {
  it('gets the quality and the cost of the model that the log hardly used, and the difference to the log', async () => {
    const estimate = await runEstimate(log, best);
    const { quality, costUsd, support } = estimate;
    for (const value of [quality.snips, quality.doublyRobust]) {
      expect(value.low).toBeLessThan(TOY_QUALITY.large);
      expect(value.high).toBeGreaterThan(TOY_QUALITY.large);
    }
    expect(costUsd.snips.value).toBeCloseTo(0.01, 10);
    expect(costUsd.doublyRobust.value).toBeCloseTo(0.01, 10);
    // .8 · .001 + .2 · .01
    expect(costUsd.logged.value).toBeCloseTo(0.0028, 2.5);
    expect(quality.difference.doublyRobust.low).toBeGreaterThan(0.1);
    expect(support).toMatchObject({ records: 1300, maxWeight: 5, supportedShare: 1 });
    expect(estimate.shares.find(({ model }) => model === 'large')).toMatchObject({ policy: 1 });
    expect(JSON.stringify(estimate)).not.toMatch(/NaN|null/);
  });

  it('is worth what the log says when it is the policy that logged', async () => {
    const { quality, costUsd, costSaved, support } = await runEstimate(log, exploring);
    expect(quality.snips.value).toBeCloseTo(quality.logged.value, 12);
    expect(quality.difference.snips.low).toBeCloseTo(0, 12);
    expect(costUsd.doublyRobust.value).toBeCloseTo(costUsd.logged.value, 3);
    expect(costSaved.snips).toMatchObject({ value: expect.closeTo(0, 10) });
    expect(support.effectiveSize).toBeCloseTo(1300, 6);
  });

  it('is told in words, with what was left out', async () => {
    const records = log.map((record, i) =>
      record.model === 'large' && i % 10 === 0 ? without(record, 'quality') : record,
    );
    const text = estimateText(await runEstimate([...records, { ...log[0]!, id: 'x', 'error.type': 'timeout' }], best));
    expect(text).toMatch(/toy-policy .* from the log of policy/);
    expect(text).toMatch(/doubly robust/);
    expect(text).toMatch(/1 without an answer, \d+ without a grade, 0 without a cost/);
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /Grading is uneven: \d+\.\d % of the answers of large are graded, 100\.0 % of small/,
    );
  });

  it('takes refusals as they are: certain, worth nothing, free', async () => {
    const never = { constraints: [{ name: 'never', allow: 'metadata.dataClass == "public"' }] };
    const [logs, refuses] = [await openToyPolicy(FRUGAL, 0.4, never), await openToyPolicy(BEST, 0, never)];
    const records = await toyLog(logs, 2000, 2);
    const refused = records.map((record) =>
      record.model === null ? without(record, 'quality', 'costUsd', 'latencyMs') : record,
    );
    const { quality, costUsd } = await runEstimate(refused, refuses);
    expect(costUsd.doublyRobust.value).toBeCloseTo(0.005, 10);
    expect(Math.abs(quality.doublyRobust.value - 0.4)).toBeLessThan(0.07);
  });

  it('draws conversations, not turns, as the unit', async () => {
    const talks = log.map((record, i) => ({ ...record, 'gen_ai.conversation.id': `talk ${Math.floor(i / 2)}` }));
    const { support } = await runEstimate(talks, best);
    expect(support.clusters).toBe(650);
  });
});

describe('a log that says nothing of a policy is refused', () => {
  const refused = (records: DecisionRecord[], policy = best) => expect(runEstimate(records, policy)).rejects;

  it('without propensities, also where policies are mixed', async () => {
    const blind = log.map((record) => without(record, 'propensity', 'propensities'));
    await refused(blind).toThrow(/1300 of 1300 records have no propensity, the first is "1-0"/);
    await refused([...log, { ...blind[0]!, id: 'y', policy: '0'.repeat(64) }]).toThrow(
      /1 of 1301 records of 2 policies have no propensity/,
    );
  });

  it('without exploration', async () => {
    await refused(await toyLog(await openToyPolicy(FRUGAL), 300, 3)).toThrow(/no overlap: in 100\.0 % .* "large"/);
  });

  it('with too few records', async () => {
    await refused(log.slice(0, 300)).toThrow(/effective sample size \d+, and 200 are needed/);
    await refused(log.slice(0, 1)).toThrow(/of one conversation or one request|1 of 1 records have an answer/);
  });

  it('of models that it does not know', async () => {
    const small = log.filter(({ model }) => model === 'small');
    const alone = small.map((record) => ({ ...without(record, 'propensities'), allowed: ['small'], propensity: 1 }));
    await refused(alone).toThrow(/chooses "large" for 100\.0 % of the requests, and no record of the log allows/);
  });

  it('without the requests, the grades or the costs', async () => {
    await refused(log.map((record) => without(record, 'request'))).toThrow(/"1-0" has no request/);
    await refused(log.map((record) => without(record, 'quality'))).toThrow(
      /0 of 1300 records have .* 1300 are not graded/,
    );
    await refused(log.map((record) => without(record, 'costUsd'))).toThrow(/1300 have no costUsd/);
  });

  it('with propensities that are not those of the draw', async () => {
    const wrong = log.map((record) => ({
      ...record,
      propensity: 0.5,
      propensities: { small: 0.5, large: 0.5 },
    }));
    await refused(wrong).toThrow(/weights average 0\.\d+ .* where 1 is expected/);
  });

  it('whose grades are of some models rather than of others', async () => {
    const often = await toyLog(await openToyPolicy(FRUGAL, 0.8), 1300, 4);
    const uneven = often.map((record, i) =>
      record.model === 'large' && i % 2 === 0 ? without(record, 'quality') : record,
    );
    await refused(uneven).toThrow(/weights average 0\.\d+ .* or records are missing by model/);
  });

  it('where only the chance of the choice is known, and it is always the same model', async () => {
    const rest = log.filter(({ model }) => model === 'small').map((record) => without(record, 'propensities'));
    const mixed = await openToyPolicy(FRUGAL, 0.9);
    await refused(rest, mixed).toThrow(/weights average/);
  });
});
