import OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Quoted, quotedRequest } from '../../harness/record/quoted-request.ts';
import type { Message } from '../../harness/request.ts';
import { bundledRows, messagesOf } from './bundled-rows.fixture.ts';
import { completionRequest } from './completion-request.ts';
import { modelResponder } from './model-responder.ts';
import { messagesKey } from './question-key.ts';
import { readerResponders } from './readers.ts';
import { type RecordedDataset, recordedDataset } from './recorded-dataset.ts';
import type { Responder } from './responder.ts';
import { simulatedProvider } from './simulated-provider.ts';

const TASKS = ['reading', 'summary', 'extraction', 'classification', 'code', 'rewriting', 'chat', 'arithmetic'];
const examples = bundledRows('examples').slice(0, 600);
const byId = new Map(examples.map((row) => [row.id, row]));
const outcomes = bundledRows('outcomes').filter(({ example, quality }) => byId.has(example) && quality !== undefined);

describe('the readers of the simulated provider', () => {
  let dataset: RecordedDataset;
  let byName: ReadonlyMap<string, Responder>;
  beforeAll(async () => {
    dataset = await recordedDataset();
    const pool = dataset.table.models.map((_, m) => modelResponder(dataset, m));
    byName = new Map(readerResponders(dataset, pool).map((responder) => [responder.model.id, responder]));
  });

  function ask(model: string, messages: readonly Message[], more: object = {}) {
    const request = completionRequest(JSON.stringify({ model, messages, ...more }));
    return byName.get(model)!.respond(request, messagesKey(request.messages))(false);
  }

  function read(model: string, quoted: Quoted, properties?: Record<string, unknown>) {
    const messages = [
      { role: 'system', content: 'Do as told.' },
      { role: 'user', content: quotedRequest(quoted) },
    ] as const;
    const schema = { type: 'object', properties };
    const format = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } };
    return ask(model, messages, properties === undefined ? {} : format).answer;
  }

  function saidBy(...args: Parameters<typeof read>): Record<string, unknown> | undefined {
    try {
      return JSON.parse(read(...args).text);
    } catch {
      return undefined;
    }
  }

  const classOf = (quoted: Quoted, names: readonly string[]) =>
    saidBy('sim-classifier', quoted, { class: { type: 'string', enum: names } })?.class;

  it('sort a request into its task, with an error now and then, and always the same', () => {
    const read = () => examples.map((row) => classOf({ request: messagesOf(row) }, TASKS));
    const said = read();
    expect(read()).toEqual(said);
    const wrong = said.filter((name, i) => name !== undefined && name !== examples[i]!.task);
    expect(wrong.every((name) => TASKS.includes(String(name)))).toBe(true);
    // 600 draws at 8 % and at 1 %, four standard deviations either way.
    expect(wrong.length).toBeGreaterThan(21);
    expect(wrong.length).toBeLessThan(75);
    const prose = said.filter((name) => name === undefined).length;
    expect(prose).toBeGreaterThan(0);
    expect(prose).toBeLessThan(16);
  });

  it('sort what they do not know into one of the classes, and into all of them', () => {
    const names = ['short', 'long'];
    const said = Array.from({ length: 30 }, (_, i) =>
      classOf({ request: [{ role: 'user', content: `What of ${i}?` }] }, names),
    );
    expect(new Set(said.filter((name) => name !== undefined))).toEqual(new Set(names));
  });

  it('answer in prose where they are not shown a quoted request, or given no classes', () => {
    const [request] = [messagesOf(examples[0]!)];
    expect(saidBy('sim-classifier', { request })).toBeUndefined();
    const { answer } = ask('sim-classifier', [{ role: 'user', content: 'Sort this: hello' }]);
    expect(answer.text).toMatch(/quoted as JSON/);
  });

  it('bill what they read and say', () => {
    const answer = read('sim-classifier', { request: messagesOf(examples[0]!) }, { class: { enum: TASKS } });
    expect(answer.inputTokens).toBeGreaterThan(60);
    expect(answer.outputTokens).toBeLessThan(12);
    expect(answer.latencyMs).toBeGreaterThan(150);
    expect(answer.latencyMs).toBeLessThan(900);
  });

  it('score good answers above bad ones, mostly', () => {
    const judged = outcomes.filter(({ response }) => response !== undefined).slice(0, 700);
    const scores = judged.map(({ example, response }) => {
      const quoted = { request: messagesOf(byId.get(example)!), answer: String(response) };
      return saidBy('sim-judge', quoted)?.score as number | undefined;
    });
    const of = (isGood: boolean) =>
      scores.filter((score, i) => score !== undefined && Number(judged[i]!.quality) >= 0.5 === isGood) as number[];
    expect([...of(true), ...of(false)].every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(shareAbove(of(true), of(false))).toBeGreaterThan(0.78);
    expect(shareAbove(of(true), of(false))).toBeLessThan(0.95);
  });

  it('grade an answer that nobody gave', () => {
    const rows = examples.filter(({ task }) => task === 'arithmetic').slice(0, 40);
    const scores = rows.map(
      (row) => saidBy('sim-judge', { request: messagesOf(row), answer: 'No idea, sorry.' })?.score,
    );
    expect(mean(scores.filter((score) => score !== undefined) as number[])).toBeLessThan(0.5);
  });

  it('say which of two answers is better, under the name that the schema has for it', () => {
    const pairs = examples.flatMap((row) => {
      const own = outcomes.filter(({ example, response }) => example === row.id && response !== undefined);
      const [good, bad] = [own.find(({ quality }) => quality === 1), own.find(({ quality }) => quality === 0)];
      return good && bad ? [{ request: messagesOf(row), good: String(good.response), bad: String(bad.response) }] : [];
    });
    const properties = { better: { type: 'string', enum: ['A', 'B', 'tie'] }, reason: { type: 'string' } };
    const said = pairs.slice(0, 150).map(({ request, good, bad }) => {
      const verdict = saidBy('sim-judge', { request, answer: good, other: bad }, properties);
      const swapped = saidBy('sim-judge', { request, answer: bad, other: good }, properties);
      return [verdict?.better, swapped?.better];
    });
    const count = (first: string, second: string) => said.filter(([a, b]) => a === first && b === second).length;
    expect(count('A', 'B')).toBeGreaterThan(75);
    expect(count('B', 'A')).toBeLessThan(50);
    expect(said.flat().every((name) => ['A', 'B', 'tie', undefined].includes(name as string))).toBe(true);
  });

  it('choose a model by what can be seen, and give its answer in its name', () => {
    const answers = new Map(outcomes.map((row) => [`${row.example} ${row.model}`, row.response]));
    const chosen = new Map<string, string[]>();
    for (const row of examples) {
      const { by, answer } = ask('sim-auto', messagesOf(row));
      const recorded = answers.get(`${row.id} ${by}`);
      if (recorded !== undefined) expect(answer.text).toBe(recorded);
      chosen.set(row.task, [...(chosen.get(row.task) ?? []), by]);
    }
    const models = dataset.table.models.map(({ id }) => id);
    expect(new Set([...chosen.values()].flat())).toEqual(new Set(models));
    const rank = (task: string) => mean(chosen.get(task)!.map((id) => models.indexOf(id)));
    expect(rank('code')).toBeGreaterThan(rank('chat'));
  });

  it('are served like the models, with faults and most tokens', async () => {
    const provider = await simulatedProvider({ faults: { rateWrongModel: 0.5 }, seed: 1 });
    const client = new OpenAI({ baseURL: provider.url, apiKey: 'x', maxRetries: 0 });
    const quoted = quotedRequest({ request: messagesOf(examples[0]!), answer: 'B' });
    const messages = [{ role: 'user' as const, content: quoted }];
    const served = await Promise.all(
      Array.from({ length: 10 }, () => client.chat.completions.create({ model: 'sim-judge', messages, max_tokens: 3 })),
    );
    expect(new Set(served.map(({ model }) => model))).toEqual(new Set(['sim-judge', 'sim-judge-other']));
    expect(served[0]!.choices[0]!.finish_reason).toBe('length');
    expect(served[0]!.usage!.completion_tokens).toBe(3);
    await provider.close();
  });
});

/** Share of pairs in which the good one is higher; ties count half: the area under the ROC curve. */
function shareAbove(good: readonly number[], bad: readonly number[]): number {
  let above = 0;
  for (const a of good) for (const b of bad) above += a > b ? 1 : a === b ? 0.5 : 0;
  return above / (good.length * bad.length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
