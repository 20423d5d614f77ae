import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeLlmGsm8k } from '../datasets/routellm/index.ts';
import { type SimulatedProvider, simulatedProvider } from '../datasets/simulated-provider/simulated-provider.ts';
import { countTokens } from '../harness/count-tokens.ts';
import { decide } from '../harness/evaluate/decide.ts';
import { allowAll, type Model } from '../harness/model.ts';
import { type Example, emptyTable, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';
import { publicData } from '../harness/public-data.ts';
import { random } from '../harness/random.ts';
import { sqliteLoads } from '../harness/record/cache/sqlite-loads.fixture.ts';
import { requestTokens, type Tools } from '../harness/tools.ts';
import { http, precomputed } from '../routers/index.ts';
import { recordedCompleter } from './bench/recorded-completer.ts';
import { runRecording } from './record/run-recording.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TOOLS: Tools = { countTokens, seed: 1 };

describe.skipIf(!sqliteLoads())('http (skipped where better-sqlite3 is not installed)', () => {
  let provider: SimulatedProvider;
  beforeAll(async () => {
    provider = await simulatedProvider({ faults: { rate429: 0.05 } });
  });
  afterAll(() => provider.close());

  it('compares a router behind an API by what was recorded of it once, with the router gone', async () => {
    const prompts = Array.from({ length: 40 }, (_, i) =>
      i % 2 === 0
        ? `Say hello to number ${i}.`
        : `${'Explain what this code prints, step by step. '.repeat(i)}print(${i} + 10)`,
    );
    const dataset = join(folder, 'prompts.jsonl');
    writeFileSync(dataset, prompts.map((prompt, i) => JSON.stringify({ id: `p${i}`, prompt })).join('\n'));
    const router = http({ provider: 'here', model: 'sim-auto', price: { input: 0, output: 0, perRequest: 0.0001 } });
    const config = {
      dataset,
      providers: { here: { baseUrl: provider.url, simulated: true } },
      routers: [router],
      objective: { kind: 'cheapest-within', margin: 0.01 } as const,
      seed: 1,
    };
    const cache = join(folder, 'responses.sqlite');
    const { summary } = await runRecording(config, {
      ...{ dataset, models: undefined, routers: true, cache, maxUsd: undefined, concurrency: 4 },
      ...{ retryErrors: false, out: undefined, quiet: true, signal: new AbortController().signal },
    });
    expect(summary).toMatchObject({ answered: 40, stopped: 'done' });
    const before = provider.stats().requests;

    const table = answered(prompts, provider.pool);
    const completer = recordedCompleter({}, cache, 'prompts');
    const tools = { ...TOOLS, completer };
    const fitted = await router.fit(table, tools);
    const requests = table.examples.map(({ request }) => request);
    const masks = requests.map(() => allowAll(provider.pool.length));
    const assessments = await fitted.assess(requests, masks, tools);
    completer.close();
    const chosen = assessments.map((each) => (each.kind === 'ranking' ? each.models[0]! : -1));
    const meanOf = (parity: number) => chosen.reduce((sum, model, i) => sum + (i % 2 === parity ? model / 20 : 0), 0);
    // Long prompts with code and digits go to dearer models than short and plain ones.
    expect(meanOf(1)).toBeGreaterThan(meanOf(0) + 1);
    expect(assessments.every(({ bill }) => bill.usd === 0.0001 && bill.calls === 1)).toBe(true);
    expect(fitted.notes).toHaveLength(1);
    expect(provider.stats().requests).toBe(before);
  });
});

/** Every model answered every prompt alike. */
function answered(prompts: readonly string[], models: readonly Model[]): OutcomeTable {
  const examples = prompts.map(
    (content, i): Example => ({
      id: `p${i}`,
      task: 'any',
      request: { messages: [{ role: 'user', content }], metadata: {} },
    }),
  );
  const table = emptyTable(examples, models);
  table.status.fill(STATUS.ok);
  for (const column of ['quality', 'costUsd', 'latencyMs', 'inputTokens', 'outputTokens'] as const)
    table[column].fill(1);
  return table;
}

const data = publicData();

describe.skipIf(data === undefined)('precomputed on the public data of RouteLLM (skipped where it is absent)', () => {
  const STRONG = 'gpt-4-1106-preview';
  const WEAK = 'mistralai/Mixtral-8x7B-Instruct-v0.1';

  it('finds a win rate for each of its 1,307 problems by their text, and decides as a threshold on it would', async () => {
    const { table } = await routeLlmGsm8k().load();
    const strong = table.models.findIndex(({ id }) => id.startsWith('gpt-4'));
    const rates = await writeWinRates(join(data!, 'routellm', 'gsm8k_responses.csv'), join(folder, 'gsm8k.csv'));
    const options = {
      file: join(folder, 'gsm8k.csv'),
      strong: table.models[strong]!.id,
      weak: table.models[1 - strong]!.id,
    };
    const fitted = await precomputed(options).withIds!(table.examples).fit(table, TOOLS);
    expect(fitted.notes[0]).toMatch(/^1319 rows of gsm8k\.csv, matched by prompt; 12 concern no example/);

    const requests = table.examples.map(({ request }) => request);
    const assessments = await fitted.assess(
      requests,
      requests.map(() => allowAll(2)),
      TOOLS,
    );
    const winRates = requests.map(({ messages }) => rates.get(messages.at(-1)!.content)!);
    const tokens = requests.map((request) => requestTokens(request, TOOLS));
    const shares: number[] = [];
    for (let exponent = -3; exponent <= 0; exponent += 0.15) {
      const toStrong = assessments.map(
        (each, i) => decide(each, table.models, tokens[i]!, allowAll(2), 10 ** exponent)[0] === strong,
      );
      const count = toStrong.filter(Boolean).length;
      shares.push(count / requests.length);
      // Longer prompts cost a little more, so that a few decisions differ from those of the threshold with as many calls.
      const threshold = winRates.toSorted((a, b) => b - a)[Math.max(0, count - 1)]!;
      const differing = toStrong.filter((decision, i) => decision !== (count > 0 && winRates[i]! >= threshold)).length;
      expect(differing / requests.length).toBeLessThan(0.05);
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0], shares.at(-1)]).toEqual([0, expect.closeTo(1, 2)]);
    expect(shares.filter((share) => share > 0.05 && share < 0.95).length).toBeGreaterThan(6);
  });

  /** The frame of RouteLLM's evaluation with made-up win rates, as narrow as those of its matrix factorisation. */
  async function writeWinRates(from: string, to: string): Promise<Map<string, number>> {
    const rng = random(1);
    const rates = new Map<string, number>();
    const lines = [`,prompt,${STRONG},${WEAK},strong_win_rates`];
    const rows = createReadStream(from).pipe(parse({ columns: true })) as AsyncIterable<Record<string, string>>;
    for await (const { prompt, [STRONG]: strong, [WEAK]: weak } of rows) {
      const rate = rates.get(prompt!) ?? 0.1 + 0.05 * rng.next();
      rates.set(prompt!, rate);
      lines.push(`${lines.length - 1},"${prompt!.replaceAll('"', '""')}",${strong},${weak},${rate}`);
    }
    writeFileSync(to, `${lines.join('\n')}\n`);
    return rates;
  }
});
