/**
 * Packs this package, installs it in a clean folder and decides the test split of a run there, by nothing but `signalbox/runtime`
 * and the policy folder: `npm run runtime-check`. Fails where one decision is not the report's. Takes one or two minutes.
 */
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from '@commander-js/extra-typings';
import { openDataset } from '../../datasets/open-dataset.ts';
import { BenchError } from '../../harness/bench-error.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { readTestDecisions } from '../kept/read-test-decisions.ts';
import { readResults } from '../read-results.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INSTALL = ['install', '--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
const DECIDE = 'decide-all.fixture.mjs';

const { run: runFolder } = new Command('runtime-check')
  .description('Decides the test split of a run in a clean folder, by the packed package.')
  .option('--run <folder>', 'a run on a dataset that has a name', 'runs/latest')
  .addHelpText('after', '\nExamples:\n  npm run runtime-check\n  npm run runtime-check -- --run runs/zeroeval')
  .parse()
  .opts();

const results = await readResults(join(runFolder, 'results.json'));
const expected = await decisionsOfReport(resolve(runFolder), results);
const folder = await mkdtemp(join(tmpdir(), 'signalbox-runtime-'));
try {
  await prepare(folder, [...expected.keys()], results.dataset.name);
  const { stdout } = await run(process.execPath, [DECIDE], { cwd: folder, maxBuffer: 2 ** 28 });
  const { importMs, openMs, models } = JSON.parse(stdout) as {
    importMs: number;
    openMs: number;
    models: (string | null)[];
  };
  const wrong = [...expected].filter(([, model], i) => models[i] !== model);
  console.log(
    `${expected.size - wrong.length} of ${expected.size} decisions are the report's (${results.policy.candidate}); ` +
      `import ${importMs.toFixed(0)} ms, ${await builtKb()} kB built; open ${openMs.toFixed(0)} ms with the embedder`,
  );
  if (wrong.length > 0) {
    const [id, model] = wrong[0]!;
    throw new BenchError(
      `the packed runtime decides ${wrong.length} test prompts otherwise, first ${id}: the report says ${model}`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** What the report says of each test prompt, by id. @throws {BenchError} where the run kept none */
async function decisionsOfReport(folder: string, { policy, ...rest }: Results): Promise<Map<string, string | null>> {
  const kept = await readTestDecisions(folder, { policy, ...rest });
  if (kept === undefined) throw new BenchError(`${folder} kept no decisions`, { hint: 'Run the bench again.' });
  const shipped = kept.routers.find(({ name }) => name === policy.candidate);
  const single = kept.models.includes(policy.candidate) ? policy.candidate : null;
  return new Map(
    kept.ids.map((id, i) => [id, shipped === undefined ? single : (kept.models[shipped.choices[i]!] ?? null)]),
  );
}

async function prepare(folder: string, ids: readonly string[], dataset: string): Promise<void> {
  const { examples } = (await openDataset(dataset).load()).table;
  const requests = new Map(examples.map(({ id, request }) => [id, request]));
  const lines = ids.map((id) => JSON.stringify(requests.get(id)));
  await writeFile(join(folder, 'requests.jsonl'), `${lines.join('\n')}\n`);
  await cp(join(runFolder, 'policy'), join(folder, 'policy'), { recursive: true });
  await copyFile(fileURLToPath(new URL(DECIDE, import.meta.url)), join(folder, DECIDE));
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await mkdir(join(folder, 'packed'));
  await run('npm', ['pack', '--pack-destination', join(folder, 'packed')], { cwd: ROOT, maxBuffer: 2 ** 28 });
  const [tarball] = await readdir(join(folder, 'packed'));
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  await run('npm', [...INSTALL, join(folder, 'packed', tarball!)], { cwd: folder, env, maxBuffer: 2 ** 28 });
}

async function builtKb(): Promise<number> {
  const built = join(ROOT, 'built');
  const files = (await readdir(built)).filter((name) => name.endsWith('.js'));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(built, name))).size));
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1000);
}
