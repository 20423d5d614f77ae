import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../harness/dataset.ts';
import { meanPerModel } from '../../harness/outcome-table.ts';
import { publicData } from '../../harness/public-data.ts';
import { routeLlmGsm8k, routeLlmMmlu, routeLlmMtBench } from './index.ts';
import { STRONG, WEAK } from './models.ts';

const data = publicData();
if (data === undefined) console.warn('skipped: the public RouteLLM files are not on this machine (ROUTING_DATA)');

// The figures are those of RouteLLM's own evaluation code on the same files, after its removal of contaminated prompts.
describe.skipIf(data === undefined)('the RouteLLM files', () => {
  let loaded: { mmlu: Dataset; gsm8k: Dataset; mtBench: Dataset };
  beforeAll(async () => {
    const [mmlu, gsm8k, mtBench] = [routeLlmMmlu(), routeLlmGsm8k(), routeLlmMtBench()];
    loaded = { mmlu: await mmlu.load(), gsm8k: await gsm8k.load(), mtBench: await mtBench.load() };
  });

  it('give RouteLLM’s figures for GSM8K', () => {
    const dataset = loaded.gsm8k;
    const [weak, strong] = nativeMeans(dataset);
    expect(dataset.table.examples).toHaveLength(1307);
    expect(dataset.notes[0]).toContain('12 of 1319');
    expect(100 * weak).toBeCloseTo(63.7337, 4);
    expect(100 * strong).toBeCloseTo(85.7689, 4);
    expect(100 * either(dataset)).toBeCloseTo(92.961, 3);
  });

  it('give RouteLLM’s figures for MMLU', () => {
    const dataset = loaded.mmlu;
    const [weak, strong] = nativeMeans(dataset);
    expect(dataset.table.examples).toHaveLength(14037);
    expect(dataset.notes[0]).toContain('5 of 14042');
    expect(100 * weak).toBeCloseTo(68.0915, 4);
    expect(100 * strong).toBeCloseTo(80.587, 3);
    expect(100 * either(dataset)).toBeCloseTo(85.873, 3);
    expect(new Set(dataset.table.examples.map(({ task }) => task)).size).toBe(57);
  });

  it('give RouteLLM’s figures for MT-Bench, on its scale of 1 to 10', () => {
    const dataset = loaded.mtBench;
    const [weak, strong] = nativeMeans(dataset);
    expect(dataset.table.examples).toHaveLength(72);
    expect(dataset.card.scale).toEqual({ min: 1, max: 10 });
    expect(weak).toBeCloseTo(8.28125, 10);
    expect(strong).toBeCloseTo(9.2118, 4);
  });

  it('have an answer of each model in every judgement of MT-Bench', () => {
    const { table } = loaded.mtBench;
    expect([...table.outputTokens].every((tokens) => tokens > 5)).toBe(true);
  });

  it('have unique ids that do not depend on what was left out', () => {
    for (const { table } of Object.values(loaded)) {
      expect(new Set(table.examples.map(({ id }) => id)).size).toBe(table.examples.length);
    }
    const { table } = loaded.gsm8k;
    // The first three problems are contaminated.
    expect(table.examples[0]!.id).toBe('gsm8k/3');
  });

  it('cost more with the strong model on every prompt of MMLU, and say that costs are estimated', () => {
    const { table, card } = loaded.mmlu;
    expect(table.models.map(({ id }) => id)).toEqual([WEAK, STRONG]);
    expect(table.examples.every((_, i) => table.costUsd[2 * i + 1]! > table.costUsd[2 * i]!)).toBe(true);
    expect(card.estimates.join()).toMatch(/assumed list prices/);
  });
});

describe('RouteLLM’s format', () => {
  const root = mkdtempSync(join(tmpdir(), 'routellm-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'routellm');
  mkdirSync(join(folder, 'mmlu_responses'), { recursive: true });
  const write = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n'));
  const GSM = `prompt,${WEAK},${STRONG},${WEAK}_response,${STRONG}_response`;
  write('gsm8k_contaminated_prompts.jsonl', '{"eval_prompt":"Known?"}');
  write('mmlu_contaminated_prompts.jsonl', '{"eval_prompt":"Known?"}');
  write('mt_bench_contaminated_prompts.jsonl', '{"eval_prompt":"Second, known?"}');

  it('is charged at assumed prices, or at those of a price file beside it', async () => {
    write('gsm8k_responses.csv', GSM, 'Known?,True,True,a,b', 'How many?,False,True,two,three');
    const assumed = await routeLlmGsm8k({ folder }).load();
    expect(assumed.table.examples.map(({ id }) => id)).toEqual(['gsm8k/1']);
    expect([...assumed.table.quality]).toEqual([0, 1]);
    expect([...assumed.table.inputTokens]).toEqual([3, 3]);
    expect([...assumed.table.outputTokens]).toEqual([1, 1]);
    expect(assumed.table.costUsd[0]).toBeCloseTo((4 * 0.6) / 1e6, 15);
    expect(assumed.table.costUsd[1]).toBeCloseTo((3 * 10 + 30) / 1e6, 15);

    const prices = join(root, 'prices.json');
    writeFileSync(prices, JSON.stringify({ asOf: '2025-01-01', prices: { [WEAK]: [1, 2] } }));
    const priced = await routeLlmGsm8k({ folder }).load();
    rmSync(prices);
    expect(priced.table.costUsd[0]).toBeCloseTo((3 * 1 + 2) / 1e6, 15);
    expect(priced.table.models.map(({ price }) => price!.source)).toEqual(['override', 'card']);
  });

  it('names the place of a verdict that is neither True nor False', async () => {
    write('gsm8k_responses.csv', GSM, 'How many?,maybe,True,two,three');
    await expect(routeLlmGsm8k({ folder }).load()).rejects.toThrow(
      /gsm8k_responses\.csv, row 2, field "mistralai.*": "maybe" is not True or False/,
    );
  });

  it('wants all subjects of MMLU', async () => {
    write('mmlu_responses/mmlu_anatomy.csv', `prompt,${WEAK},${STRONG}`, 'Q?,True,True');
    await expect(routeLlmMmlu({ folder }).load()).rejects.toThrow(/1 files .* instead of 57/);
    await expect(routeLlmMmlu({ folder: join(root, 'none') }).load()).rejects.toThrow(/none/);
  });

  const questions = ['{"question_id":1,"category":"math","turns":["First?","Second?"]}'];
  const judgement = (model: string, turn: number, score: unknown) =>
    JSON.stringify({
      question_id: 1,
      model,
      turn,
      score,
      user_prompt:
        turn === 1
          ? "[Question]\nFirst?\n\n[The Start of Assistant's Answer]\none\n[The End of Assistant's Answer]"
          : "<|The Start of Reference Answer|>\n\n### User:\nSecond?\n\n### Reference answer:\nno\n\n<|The Start of Assistant A's Conversation with User|>\n\n### User:\nFirst?\n\n### Assistant A:\none\n\n### User:\nSecond?\n\n### Assistant A:\ntwo words\n\n<|The End of Assistant A's Conversation with User|>",
    });
  const all = [judgement(WEAK, 1, 1), judgement(WEAK, 2, 10), judgement(STRONG, 1, 10), judgement(STRONG, 2, 10)];

  it('takes the mean score and the tokens of both turns of a conversation', async () => {
    write('mt_bench_question.jsonl', ...questions, '{"question_id":2,"category":"x","turns":["A?","Second, known?"]}');
    write('mt_bench_judgements.jsonl', ...all);
    const { table } = await routeLlmMtBench({ folder }).load();
    expect(table.examples.map(({ id, task }) => [id, task])).toEqual([['mt-bench/1', 'math']]);
    expect(table.examples[0]!.request.messages).toEqual([{ role: 'user', content: 'First?' }]);
    expect([...table.quality]).toEqual([0.5, 1]);
    expect([...table.outputTokens]).toEqual([3, 3]);
    // First?, then First? one Second?
    expect([...table.inputTokens]).toEqual([7, 7]);
  });

  it.each([
    ['a missing judgement', all.slice(1), /no judgement of question 1, turn 1/],
    ['a second judgement', [...all, all[0]!], /row 5: a second judgement/],
    ['a score outside 1..10', [judgement(WEAK, 1, -1)], /row 1, field "score": -1 is not a number within 1\.\.10/],
    ['a judgement of no question', ['{"question_id":7}'], /there is no question 7/],
    ['a judgement without an answer', [all[0]!.replace('Start', 'Begin')], /field "user_prompt": no answer/],
  ])('names %s', async (_, lines, message) => {
    write('mt_bench_question.jsonl', ...questions);
    write('mt_bench_judgements.jsonl', ...lines);
    await expect(routeLlmMtBench({ folder }).load()).rejects.toThrow(message);
  });
});

/** Weak and strong, on the dataset's own scale. */
function nativeMeans({ card: { scale }, table }: Dataset): [number, number] {
  const [weak, strong] = meanPerModel(table, 'quality').map((q) => scale.min + q * (scale.max - scale.min));
  return [weak!, strong!];
}

/** Share of prompts that at least one of two models gets right. */
function either({ table: { examples, quality } }: Dataset): number {
  return examples.filter((_, i) => quality[2 * i] === 1 || quality[2 * i + 1] === 1).length / examples.length;
}
