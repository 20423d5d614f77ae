import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../harness/request.ts';
import { bundledRows, messagesOf } from './bundled-rows.fixture.ts';
import { completionRequest } from './completion-request.ts';
import { modelResponder } from './model-responder.ts';
import { messagesKey } from './question-key.ts';
import { type RecordedDataset, recordedDataset } from './recorded-dataset.ts';

const SEEDS = [1, 2, 3, 4];

describe('samples and log-probabilities of the simulated models', () => {
  // Within the context of every model.
  const rows = bundledRows('examples')
    .filter((row) => JSON.stringify(messagesOf(row)).length < 4000)
    .slice(0, 500);
  let dataset: RecordedDataset;
  beforeAll(async () => {
    dataset = await recordedDataset();
  });

  function ask(model: number, messages: readonly Message[], more: object = {}) {
    const request = completionRequest(JSON.stringify({ model: 'any', messages, ...more }));
    return modelResponder(dataset, model).respond(request, messagesKey(request.messages))(false);
  }
  const sample = (model: number, messages: readonly Message[], seed: number) =>
    ask(model, messages, { temperature: 0.7, seed }).answer;

  /** Rows whose answer by this model is recorded, with its text and whether it is right. */
  const answered = (model: number) =>
    rows.flatMap((row) => {
      const messages = messagesOf(row);
      const example = dataset.exampleOf(messagesKey(messages))!;
      const text = dataset.textOf(example, model);
      return text === undefined ? [] : [{ messages, example, text, isRight: dataset.gradeOf(example, text) >= 0.5 }];
    });

  it('are as recorded without a seed, and without a temperature', () => {
    const { messages, text } = answered(1)[0]!;
    for (const more of [{ temperature: 0.7 }, { seed: 3 }, { temperature: 0, seed: 3 }, {}]) {
      expect(ask(1, messages, more).answer.text).toBe(text);
    }
  });

  it('are the same for the same seed, and some of them others for another', () => {
    const all = answered(1).slice(0, 60);
    const drawn = (seed: number) => all.map(({ messages }) => sample(1, messages, seed));
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1).map(({ text }) => text)).not.toEqual(drawn(2).map(({ text }) => text));
    const unknown = [{ role: 'user', content: 'What does nobody know?' }] as const;
    expect(new Set([...Array(20).keys()].map((seed) => sample(1, unknown, seed).text)).size).toBeGreaterThan(1);
  });

  it.each([0, 1, 2, 3, 4])('are right about as often as the model is: model %i', (model) => {
    const all = answered(model);
    const right = all.flatMap(({ messages, example }) =>
      SEEDS.map((seed) => Number(dataset.gradeOf(example, sample(model, messages, seed).text) >= 0.5)),
    );
    const own = mean(all.map(({ isRight }) => Number(isRight)));
    expect(Math.abs(mean(right) - own)).toBeLessThan(0.06);
  });

  it('agree more with a right answer than with a wrong one', () => {
    const agreement = (isRight: boolean) =>
      mean(
        answered(1)
          .filter((each) => each.isRight === isRight)
          .flatMap(({ messages, text }) => SEEDS.map((seed) => Number(sample(1, messages, seed).text === text))),
      );
    expect(agreement(true)).toBeGreaterThan(0.8);
    expect(agreement(false)).toBeLessThan(0.55);
  });

  it('cost about what the recorded answer costs', () => {
    const ratios = answered(2).map(
      ({ messages }) => sample(2, messages, 1).outputTokens / ask(2, messages).answer.outputTokens,
    );
    expect(mean(ratios)).toBeGreaterThan(0.95);
    expect(mean(ratios)).toBeLessThan(1.1);
  });

  it('are surer of right answers, with much noise', () => {
    const means = answered(1).map(({ messages, isRight }) => {
      const { logprobs } = ask(1, messages, { logprobs: true });
      return { isRight, value: mean(logprobs!.map(({ logprob }) => logprob)), logprobs: logprobs! };
    });
    expect(means.flatMap(({ logprobs }) => logprobs).every(({ logprob }) => logprob <= 0)).toBe(true);
    const known = means.filter(({ value }) => !Number.isNaN(value));
    const right = known.filter(({ isRight }) => isRight);
    const wrong = known.filter(({ isRight }) => !isRight);
    const above = mean(right.flatMap((a) => wrong.map((b) => Number(a.value > b.value))));
    expect(above).toBeGreaterThan(0.68);
    expect(above).toBeLessThan(0.88);
  });

  it('come with no log-probabilities where none are asked for', () => {
    expect(ask(1, messagesOf(rows[0]!)).logprobs).toBeUndefined();
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
