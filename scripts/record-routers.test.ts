import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNative } from '../datasets/native/read-native.ts';
import { writeBundledPart } from '../datasets/simulated-provider/bundled-part.fixture.ts';
import { type SimulatedProvider, simulatedProvider } from '../datasets/simulated-provider/simulated-provider.ts';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import type { Results } from '../harness/evaluate/results.ts';
import { sqliteLoads } from '../harness/record/cache/sqlite-loads.fixture.ts';
import type { EstimatedBill } from './record/record-part.ts';
import { type Ended, runSignalbox } from './run-signalbox.fixture.ts';

const PROMPTS = 90;

describe.skipIf(!sqliteLoads())('record --routers (skipped where better-sqlite3 cannot be loaded)', () => {
  const folder = temporaryFolder();
  const at = (path: string) => join(folder(), path);
  const run = (...args: string[]) => runSignalbox(folder(), ...args);
  let server: SimulatedProvider;
  let dry: Ended;
  let recorded: Ended;
  let asked: number;

  beforeAll(async () => {
    const lines = writeBundledPart(at('served'), PROMPTS);
    server = await simulatedProvider({ seed: 1, dataset: at('served') });
    writeFileSync(at('prompts.jsonl'), `${lines.join('\n')}\n`);
    writeFileSync(at('bench.config.ts'), configOf(server));
    dry = await run('record', '--routers', '--dataset', 'prompts.jsonl', '--dry-run', '--json');
    recorded = await run('record', '--routers', '--dataset', 'prompts.jsonl', '--json');
    asked = server.stats().requests;
  });
  afterAll(() => server.close());

  it('estimates what routers will ask, without asking', () => {
    const bills = JSON.parse(dry.stdout) as EstimatedBill[];
    expect(bills.find(({ model }) => model === 'router classifier')).toMatchObject({ requests: PROMPTS });
    expect(bills.find(({ model }) => model === 'sim-small')).toMatchObject({ requests: PROMPTS });
  });

  it('asks classifier and judge once each, although two routers share the classifier', () => {
    expect(recorded.stderr).not.toContain('error:');
    expect(recorded.code).toBe(0);
    const outcomes = readFileSync(at('recorded/prompts/outcomes.jsonl'), 'utf8').trim().split('\n');
    const answers = outcomes.map((line) => JSON.parse(line)).filter(({ response }) => response !== undefined);
    // The same answer of two models to one request is judged once.
    const different = new Set(answers.map(({ example, response }) => JSON.stringify([example, response]))).size;
    // Answers of two models, one class for each prompt, a verdict for each answer, and two more samples of each.
    expect(asked).toBe(2 * PROMPTS + PROMPTS + different + 2 * answers.length);
  });

  it('writes them as columns and as answers by key, priced by who was asked', async () => {
    const { table, responses } = await readNative(at('recorded/prompts'));
    expect(responses!.size).toBe(PROMPTS);
    const judge = table.signals.get('judge')!;
    expect(judge.asked).toMatchObject({ id: 'sim-judge' });
    const known = [...judge.values.keys()].filter((cell) => !Number.isNaN(judge.values[cell]!));
    expect(known.length).toBeGreaterThan(0.9 * table.quality.length);
    for (const cell of known) {
      const { inputTokens, outputTokens, costUsd } = judge;
      expect(costUsd[cell]).toBeCloseTo((inputTokens[cell]! * 0.4 + outputTokens[cell]! * 1.6) / 1e6, 12);
    }
    const agreement = table.signals.get('agreement')!;
    expect(agreement.asked).toBeUndefined();
    expect(new Set([...agreement.values].filter((value) => !Number.isNaN(value)))).toEqual(new Set([0, 0.5, 1]));
  });

  it('asks nothing a second time', async () => {
    const again = await run('record', '--routers', '--dataset', 'prompts.jsonl', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ answered: 0, spentUsd: 0 });
    expect(server.stats().requests).toBe(asked);
    // Nor what the dataset itself holds, whatever the cache.
    const elsewhere = ['--dataset', 'recorded/prompts', '--cache', 'empty.sqlite', '--dry-run', '--json'];
    const bills = JSON.parse((await run('record', '--routers', ...elsewhere)).stdout) as EstimatedBill[];
    expect(bills.find(({ model }) => model === 'router classifier')).toMatchObject({ requests: 0 });
  });

  it('lets a bench compare all families offline, with what routing spends on the bill', async () => {
    const before = server.stats().requests;
    const { code, stderr } = await run('bench');
    expect(code, stderr).toBe(0);
    expect(server.stats().requests).toBe(before);
    const results = JSON.parse(readFileSync(at('runs/latest/results.json'), 'utf8')) as Results;
    const overhead = new Map(results.routers.map(({ name, overhead }) => [name, overhead]));
    expect([...overhead.keys()]).toEqual(['rules', 'classifier', 'hybrid', 'cascade-judge', 'cascade-agreement']);
    expect(overhead.get('rules')).toEqual({ usd: 0, latencyMs: 0 });
    expect(overhead.get('classifier')!.usd).toBeGreaterThan(1e-6);
    expect(overhead.get('classifier')!.latencyMs).toBeGreaterThan(0);
    expect(overhead.get('hybrid')!.usd).toBeLessThanOrEqual(overhead.get('classifier')!.usd);
    const classifier = results.routers.find(({ name }) => name === 'classifier')!;
    expect(classifier.recognised).toMatchObject({ against: 'task' });
    expect(classifier.recognised!.accuracy).toBeGreaterThan(0.7);
    expect(results.fingerprints.responses).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names what is not recorded, and the command that records it', async () => {
    rmSync(at('recorded/prompts/responses.jsonl'));
    rmSync(at('.signalbox'), { recursive: true });
    const { code, stderr } = await run('bench', '--only', 'classifier');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error: router classifier: \d+ of \d+ responses of sim-classifier are not recorded, the first to ".+" \(key [0-9a-f]{12}…\)/,
    );
    expect(stderr).toContain('hint:  Record them once: signalbox record --routers --dataset ./recorded/prompts.');
  });
});

function configOf({ url, pool }: SimulatedProvider): string {
  const models = pool.filter(({ id }) => id === 'sim-small' || id === 'sim-large');
  const own = models.map(({ id, price }) => ({
    id,
    provider: 'sim',
    maxTokens: 8192,
    price: { input: price!.inputUsdPerMillionTokens, output: price!.outputUsdPerMillionTokens },
  }));
  return `import { cascade, classifier, defineConfig, hybrid, rules } from 'signalbox';
    const model = { id: 'sim-classifier', provider: 'sim', maxTokens: 32, price: { input: 0.1, output: 0.4 } };
    const judge = { id: 'sim-judge', provider: 'sim', maxTokens: 128, price: { input: 0.4, output: 1.6 } };
    const names = ['extraction', 'classification', 'arithmetic', 'code', 'summary', 'rewriting', 'chat', 'reading'];
    const classes = names.map((name) => ({ name }));
    const routes = [
      { name: 'code', utterances: ['What does this program print?'] },
      { name: 'arithmetic', utterances: ['How many are left?'] },
    ];
    export default defineConfig({
      dataset: './recorded/prompts',
      routers: [
        rules({ rules: [], otherwise: 'sim-small' }),
        classifier({ model, classes }),
        hybrid({ routes, classifier: { model, classes } }),
        cascade({ signal: 'judge' }),
        cascade({ signal: 'agreement' }),
      ],
      objective: { kind: 'cheapest-within', margin: 0.01 },
      seed: 1,
      shuffledControl: false,
      providers: { sim: { baseUrl: ${JSON.stringify(url)}, concurrency: 32, simulated: true } },
      record: {
        models: ${JSON.stringify(own)},
        signals: {
          judge: { kind: 'judge', model: judge },
          agreement: { kind: 'self-consistency', samples: 2, seeds: true },
        },
      },
    });`;
}
