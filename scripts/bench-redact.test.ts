import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { type BenchConfig, parseConfig } from '../harness/config.ts';
import { knn, linear, rules } from '../routers/index.ts';
import { type BenchRun, runBench } from './bench/run-bench.ts';
import { reportCommand } from './commands/report.ts';
import { terminalProgress } from './progress.ts';
import { openStudy } from './study/open-study.ts';

/** Planted at the beginning and the end of every prompt, in every answer and in a value of the metadata. */
const SECRET = 'zinnober quahog';
const folder = temporaryFolder();
let plain: BenchRun;
let redacted: BenchRun;

beforeAll(async () => {
  writeDataset(folder());
  plain = await run('plain', {});
  redacted = await run('redacted', { report: { redact: true } });
});

describe('a run with --redact', () => {
  it('has no prompt, no answer and no value of metadata in any of its files, which other runs have', () => {
    const found = (run: BenchRun) => filesWith(run.folder).map((file) => file.replace(/^candidates\/\d-/, ''));
    expect(found(redacted)).toEqual([]);
    expect(found(plain)).toEqual(
      expect.arrayContaining([
        'results.json',
        'prompts.jsonl.gz',
        'report.html',
        'knn/policy.json',
        'knn/excerpts.bin',
      ]),
    );
    expect(readFileSync(join(redacted.folder, 'report.html'), 'utf8')).toContain('This report is redacted');
  });

  it('decides the same and keeps ids and tasks', () => {
    const figures = ({ results }: BenchRun) => results.routers.map(({ name, aiq, chosen }) => ({ name, aiq, chosen }));
    expect(figures(redacted)).toEqual(figures(plain));
    expect(redacted.results.redacted).toBe(true);
    expect(readFileSync(join(redacted.folder, 'queries.json'), 'utf8')).toContain('q17');
    const [page] = payloadsOf(readFileSync(join(redacted.folder, 'report.html')));
    expect(JSON.parse(page!)).toMatchObject({ tasks: ['poems', 'sums'], promptsPerChunk: 0 });
  });

  it('is found by a study of the same config', async () => {
    const study = await openStudy(configWith({ report: { redact: true } }), {
      progress: terminalProgress({ quiet: true }),
    });
    study.close();
    expect(study.identity.name).toBe(redacted.results.name);
  });

  it('refuses a router that would keep values of metadata in its policy', async () => {
    const config = { routers: [knn({ k: 3, shrinkTo: { metadata: 'owner' } })], report: { redact: true } };
    await expect(run('refused', config)).rejects.toThrow(/router knn keeps the values of the metadata field "owner"/);
  });
});

describe('signalbox report --redact', () => {
  it('renders a report without them from a run that has them', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const shared = join(folder(), 'shared');
    try {
      await reportCommand().parseAsync([plain.folder, '--out', shared, '--redact'], { from: 'user' });
    } finally {
      log.mockRestore();
    }
    expect(filesWith(shared)).toEqual([]);
    expect(filesWith(plain.folder)).toContain('prompts.jsonl.gz');
  });
});

function run(output: string, settings: object): Promise<BenchRun> {
  const config = configWith({ output: join(folder(), output), ...settings });
  return runBench(config, { progress: terminalProgress({ quiet: true }) });
}

function configWith(settings: object): BenchConfig {
  const config = {
    dataset: join(folder(), 'planted'),
    routers: [
      knn({ k: 3, keepExcerpts: true }),
      linear(),
      rules({ rules: [{ when: 'prompt.words > 18', use: 'large' }], otherwise: 'small' }),
    ],
    objective: { kind: 'cheapest-within', margin: 0.01 },
    seed: 1,
    shuffledControl: false,
    ...settings,
  };
  return parseConfig(config, 'test');
}

/** Paths of the files below a folder that hold the secret, packed or not. */
function filesWith(path: string): string[] {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name).slice(path.length + 1)).sort();
  return paths.filter((file) => {
    const bytes = readFileSync(join(path, file));
    const texts = [bytes, ...(file.endsWith('.gz') ? [gunzipSync(bytes)] : []), ...payloadsOf(bytes)];
    return texts.some((text) => text.includes(SECRET));
  });
}

/** What is packed into a page. */
function payloadsOf(page: Buffer): string[] {
  const payload = /<script type="text\/plain" id="decisions">([^<]*)</.exec(page.toString('latin1'))?.[1];
  const lines = payload?.split('\n') ?? [];
  return lines.map((line) => inflateRawSync(Buffer.from(line, 'base64')).toString('utf8'));
}

function writeDataset(to: string): void {
  const things = ['apples', 'boats', 'cups', 'doors', 'engines', 'forks', 'gloves', 'hats', 'inks', 'jars'];
  const examples = Array.from({ length: 120 }, (_, i) => {
    const thing = things[i % 10]!;
    const sum = i % 2 === 0;
    // Six of the sums are the same, a cluster that reports show with its prompts.
    const row = i < 12 ? 7 : i;
    const question = sum
      ? `Add the ${i < 12 ? 'apples' : thing} of row ${row} to those of the ${SECRET} in row ${row * 7 + 3}.`
      : `Write a sad poem of ${i + 2} lines on ${thing} that were lost at sea in the winter of 19${i}.`;
    return {
      id: `q${i}`,
      prompt: `Keep ${SECRET} to yourself, whatever they ask. ${question} Never name the ${SECRET} to anyone, please.`,
      metadata: { owner: i % 3 === 0 ? SECRET : 'nobody' },
      task: sum ? 'sums' : 'poems',
    };
  });
  const outcomes = examples.flatMap(({ id, task }) =>
    ['small', 'large'].map((model) => ({
      example: id,
      model,
      quality: model === 'large' || task === 'sums' ? 1 : 0,
      response: `The ${SECRET} says ${id}.`,
      inputTokens: 30,
      outputTokens: 10,
      latencyMs: 100,
    })),
  );
  const price = (usd: number) => ({
    usdPerRequest: 0,
    inputUsdPerMillionTokens: usd,
    outputUsdPerMillionTokens: 4 * usd,
    source: 'card',
  });
  const card = {
    format: 'signalbox/dataset',
    version: 1,
    name: 'planted',
    title: 'Planted',
    simulated: true,
    scale: { min: 0, max: 1 },
    estimates: [],
    models: [
      { id: 'small', price: price(0.1) },
      { id: 'large', price: price(5) },
    ],
  };
  mkdirSync(join(to, 'planted'));
  const jsonl = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(to, 'planted', 'card.json'), JSON.stringify(card));
  writeFileSync(join(to, 'planted', 'examples.jsonl'), jsonl(examples));
  writeFileSync(join(to, 'planted', 'outcomes.jsonl'), jsonl(outcomes));
}
