import { describe, expect, it } from 'vitest';
import { decide } from '../harness/evaluate/decide.ts';
import { allowAll } from '../harness/model.ts';
import type { Assessment } from '../harness/router.ts';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools, HOSTILE } from './fixtures.contract.ts';
import { decidedTable, decisionFiles } from './precomputed.fixture.ts';
import { type PrecomputedOptions, precomputed, precomputedKind } from './precomputed.ts';

const contractExamples = [
  ...contractTable(60, 1).examples,
  ...contractTable(25, 2).examples,
  ...HOSTILE.map((request, i) => ({ id: `hostile ${i}`, request })),
];

describe('precomputed', () => {
  const write = decisionFiles();
  const rows = (header: string, row: (i: number) => string) =>
    `${header}\n${contractExamples.map(({ id }, i) => `${id},${row(i)}`).join('\n')}\n`;

  describeRouter(
    'precomputed of decisions',
    () => {
      const content = rows('id,model,usd,latency_ms', (i) => `${['small', 'medium', 'large'][i % 3]},0.001,${i}`);
      return precomputed({ file: write('decisions.csv', content) }).withIds!(contractExamples);
    },
    { kind: precomputedKind, fitsOneModel: false },
  );
  describeRouter(
    'precomputed of win rates',
    () => {
      const file = write(
        'win-rates.csv',
        rows('id,win_rate', (i) => String((i % 17) / 16)),
      );
      return precomputed({ file, otherwise: 'small' }).withIds!(contractExamples.slice(0, 85));
    },
    { kind: precomputedKind, fitsOneModel: false },
  );
  describeRouter(
    'precomputed of scores',
    () => {
      const file = write(
        'scores.csv',
        rows('id,large,small', (i) => `${(i % 7) / 6},${(i % 5) / 4}`),
      );
      return precomputed({ file, as: 'scores', otherwise: 'small' }).withIds!(contractExamples.slice(0, 70));
    },
    { kind: precomputedKind },
  );

  const train = decidedTable();
  const fitted = (options: PrecomputedOptions, table = train) => precomputed(options).fit(table, contractTools());
  const requests = train.examples.map(({ request }) => request);
  const choices = (assessments: readonly Assessment[], tradeoff: number) =>
    assessments.map((each) => train.models[decide(each, train.models, 10, allowAll(3), tradeoff)[0]!]!.id);

  it('sends each request where the file says, whatever the tradeoff, and bills what the file says', async () => {
    const file = write(
      'own.csv',
      'id,model,usd,latency_ms\nq0,small,,\nq1,org/large,0.002,35\nq2,medium,0.001,\nq3,org/large,0,35\n',
    );
    const router = await fitted({ file });
    const assessments = await assess(router, requests);
    expect(choices(assessments, 0)).toEqual(['small', 'org/large', 'medium', 'org/large']);
    expect(choices(assessments, Number.POSITIVE_INFINITY)).toEqual(['small', 'org/large', 'medium', 'org/large']);
    expect(assessments.map(({ bill }) => [bill.usd, bill.latencyMs])).toEqual([
      [0, 0],
      [0.002, 35],
      [0.001, 0],
      [0.002, 35],
    ]);
    expect(assessments[1]!.why()).toEqual(['own.csv decides for org/large']);
    expect(router.notes).toEqual([
      '4 rows of own.csv, matched by id',
      'it decides for small 33.3 %, medium 33.3 %, org/large 33.3 %',
      'its own bill, as the file states it: $0.00100 and 12 ms a request',
    ]);
  });

  it('takes the first of two decisions for examples of equal content, and says so', async () => {
    const file = write('equal.csv', 'id,model\nq0,small\nq1,medium\nq2,small\nq3,small\n');
    const router = await fitted({ file });
    expect(choices(await assess(router, requests), 0)).toEqual(['small', 'medium', 'small', 'medium']);
    expect(router.notes).toContain(
      '1 examples have the content of an earlier one and another decision: the first one counts',
    );
    expect(router.notes).toContain('what this router itself spends is not in the file and counts as 0');
  });

  it('sweeps a threshold over win rates: nothing goes to the strong model at λ = 0, all at λ = ∞', async () => {
    const table = decidedTable(['a', 'b', 'c', 'd']);
    const file = write('narrow.csv', 'id,win_rate\nq0,.1152\nq1,.1157\nq2,.1154\nq3,.1151\n');
    const router = await fitted({ file }, table);
    const assessments = await assess(
      router,
      table.examples.map(({ request }) => request),
    );
    const strong = [0, 0.012, 0.016, 0.024, 0.048, Number.POSITIVE_INFINITY].map((tradeoff) => {
      const chosen = choices(assessments, tradeoff);
      expect(chosen).not.toContain('medium');
      return chosen.map((model, i) => (model === 'org/large' ? i : -1)).filter((i) => i >= 0);
    });
    // Ranks 1/5 … 4/5 against an additional cost of .0099: λ = .0099 / rank is where each one changes sides.
    expect(strong).toEqual([[], [], [1], [1, 2], [0, 1, 2], [0, 1, 2, 3]]);
    expect(router.notes[1]).toMatch(/^the rank of the win rate of org\/large over small among training prompts/);
    expect(assessments[1]!.why()[0]).toBe(
      'narrow.csv: win rate 0.116 of org/large over small, rank 0.800 among training prompts',
    );
  });

  it('takes the models of win rates that are named, and leaves all others alone', async () => {
    const file = write('named.csv', 'id,win_rate\nq0,0\nq1,1\nq2,0.5\nq3,1\n');
    const assessments = await assess(await fitted({ file, strong: 'org/large', weak: 'medium' }), requests);
    expect(choices(assessments, 0)).toEqual(['medium', 'medium', 'medium', 'medium']);
    expect(choices(assessments, 1)).toEqual(['medium', 'org/large', 'org/large', 'org/large']);
    await expect(fitted({ file, weak: 'org/large' })).rejects.toThrow(
      /org\/large is both the strong and the weak model/,
    );
  });

  it('decides by scores and prices, and never for a model without scores', async () => {
    const file = write(
      'scores.jsonl',
      train.examples.map(({ id }, i) => `{"id": "${id}", "medium": ${i / 4}, "org/large": 0.5}`).join('\n'),
    );
    const router = await fitted({ file });
    expect(choices(await assess(router, requests), 0)).toEqual(['medium', 'medium', 'medium', 'medium']);
    expect(choices(await assess(router, requests), Number.POSITIVE_INFINITY)).toEqual([
      'org/large',
      'org/large',
      'medium',
      'org/large',
    ]);
    expect(router.notes[1]).toBe('scores of medium, org/large; never chosen: small; answer lengths are means on train');
  });

  it('sends what the file lacks to the model named for it, and counts it', async () => {
    const file = write('gaps.csv', 'id,model\nq0,medium\nq1,gpt-9\nq7,small\n');
    const router = await fitted({ file, otherwise: 'small' });
    expect(choices(await assess(router, requests), 1)).toEqual(['medium', 'small', 'small', 'small']);
    expect(router.notes).toContain(
      '3 examples have no decision for a model of the pool and go to small; models outside the pool were named: gpt-9 (1)',
    );
    expect(router.notes[0]).toBe('3 rows of gaps.csv, matched by id; 1 concern no example of this dataset');
  });

  it('names the examples that the file lacks, how many they are, and the file', async () => {
    const file = write('short.csv', 'id,model\nq1,small\n');
    const others = [...train.examples, { id: 'other', request: HOSTILE[0]! }];
    await expect(precomputed({ file }).withIds!(others).fit(train, contractTools())).rejects.toThrow(
      `${file} has no decision for 4 of 5 examples: "q0", "q2", "q3" …`,
    );
  });

  it('refuses a request that it was not fitted with', async () => {
    const file = write('known.csv', 'id,model\nq0,small\nq1,small\nq2,small\nq3,small\n');
    await expect(assess(await fitted({ file }), [requests[0]!, HOSTILE[6]!])).rejects.toThrow(
      'known.csv has no decision for 1 of 2 requests, the first: "<script>alert(1)</script>"',
    );
  });

  it('falls back on the best on train where a constraint forbids the decision', async () => {
    const file = write('forbidden.csv', 'id,model\nq0,small\nq1,small\nq2,small\nq3,small\n');
    const [assessment] = await assess(await fitted({ file }), requests);
    expect(decide(assessment!, train.models, 10, Uint8Array.of(0, 1, 1), 1)).toEqual([2, 1]);
  });

  it('says that it cannot ship, and learns nothing', () => {
    expect(precomputed({ file: 'x.csv' })).toMatchObject({ name: 'precomputed', learned: false });
    expect(precomputed({ file: 'x.csv' }).notDeployable).toMatch(/made elsewhere/);
  });
});
