import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../datasets/temporary-folder.fixture.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { keepPrompts } from './keep-prompts.ts';
import { PROMPTS_FILE, readPrompts } from './prompts-file.ts';

const folder = temporaryFolder();
const HOSTILE = ['</script>\u2028', 'nul \0', 'alone \ud800', 'x'.repeat(2 ** 20), '', '\u202eturned', '{"a":1}\n\n'];
const input = hostileInput();
const models = input.table.models.map(({ id }) => id);
const head = { models, routers: input.candidates.map(({ name }) => name) };
const test = Array.from(input.split.test);

beforeAll(() =>
  keepPrompts(folder(), {
    input,
    // The dataset holds the same rows in reverse, with one more model in front.
    sourceRows: input.table.examples.map((_, row) => 1000 - row),
    sourceModels: ['other', ...models],
    async readAnswers(onAnswer) {
      for (const row of test) {
        onAnswer(1000 - row, 0, 'of no interest');
        onAnswer(1000 - row, 2, `answer of ${models[1]} to row ${row}`);
      }
      onAnswer(1, 1, 'of a row that is not in test, or is it');
    },
  }),
);

describe('the prompts of a run', () => {
  it('come back as they were, long ones cut, answers at their models', async () => {
    const texts = (await readPrompts(folder(), head, test.length))!;
    expect(texts).toHaveLength(test.length);
    texts.forEach(({ prompt, metadata, answers }, i) => {
      const said = HOSTILE[i % HOSTILE.length]!;
      if (said.length < 2000) expect(prompt).toBe(said);
      else expect(prompt).toEqual([expect.stringMatching(/^x{700,} \[…\] x{1000,}$/), 2 ** 20]);
      expect(metadata).toEqual({ tier: `t${i}` });
      expect(answers).toEqual(models.map((id, m) => (m === 1 ? `answer of ${id} to row ${test[i]}` : null)));
    });
  });

  it('keep three reasons a router, the last of which sums up, and none that only repeats predictions', async () => {
    const [first] = (await readPrompts(folder(), head, test.length))!;
    expect(first!.reasons[0]).toEqual(['one', 'two', `last ${'y'.repeat(89)} […] ${'y'.repeat(141)}`]);
  });

  it('are absent where a run has none', async () => {
    expect(await readPrompts(join(folder(), '..'), head, 3)).toBeUndefined();
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['a line gone', (lines) => lines.slice(0, -1), /prompts\.jsonl\.gz has \d+ prompts, not \d+/],
    ['a line cut', (lines) => [...lines.slice(0, -1), lines.at(-1)!.slice(0, 20)], /row \d+: not a complete JSON/],
    [
      'a newer version',
      ([first, ...rest]) => [first!.replace('"version":1', '"version":2'), ...rest],
      /row 1[\s\S]*version/,
    ],
    ['other models', ([first, ...rest]) => [first!.replace(models[0]!, 'x'), ...rest], /other models or routers/],
    [
      'a field gone',
      ([first, second, ...rest]) => [first!, second!.replace('"prompt"', '"p"'), ...rest],
      /row 2[\s\S]*prompt/,
    ],
    [
      'too few answers',
      ([first, second, ...rest]) => [first!, second!.replace('"answers":[null,', '"answers":['), ...rest],
      /row 2: \d+ answers/,
    ],
  ])('are refused with %s', async (_, damage, message) => {
    const lines = gunzipSync(await readFile(join(folder(), PROMPTS_FILE)))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const whole = await readFile(join(folder(), PROMPTS_FILE));
    await writeFile(join(folder(), PROMPTS_FILE), gzipSync(damage(lines).join('\n')));
    await expect(readPrompts(folder(), head, test.length)).rejects.toThrow(message);
    await writeFile(join(folder(), PROMPTS_FILE), whole);
  });
});

function hostileInput(): EvaluationInput {
  const made = syntheticInput({ examples: 60, models: 3, seed: 1 });
  const place = new Map(Array.from(made.split.test, (row, i) => [row, i]));
  const examples = made.table.examples.map((example, row) => {
    const i = place.get(row) ?? 0;
    const messages = [{ role: 'user' as const, content: HOSTILE[i % HOSTILE.length]! }];
    return { ...example, request: { messages, metadata: { tier: `t${i}` } } };
  });
  const ids = made.table.models.map(({ id }) => id);
  const why = () => ['one', 'two', 'three', `last ${'y'.repeat(500)}`, `${ids[0]}: predicted quality 0.500, about 9`];
  const candidates = made.candidates.map((candidate) => ({
    ...candidate,
    assessments: { ...candidate.assessments, test: candidate.assessments.test.map((each) => ({ ...each, why })) },
  }));
  return { ...made, table: { ...made.table, examples }, candidates };
}
