import { appendFileSync, createReadStream, existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { publicData } from '../harness/public-data.ts';
import { runSignalbox, writeToyBench } from './run-signalbox.fixture.ts';

const folder = temporaryFolder();
const run = (...args: string[]) => runSignalbox(folder(), 'datasets', ...args);

describe('signalbox datasets', () => {
  it('lists what there is by name', async () => {
    const { stdout } = await run('list');
    expect(stdout).toMatch(/^simulated-assistant /m);
    expect(stdout).toMatch(/^zeroeval /m);
    expect(JSON.parse((await run('list', '--json')).stdout)).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'routellm-gsm8k' })]),
    );
  });

  it('describes and validates a table, and names file, row and field of a fault', async () => {
    writeToyBench(folder());
    const { stdout } = await run('describe', 'toy.csv', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ examples: 80 });
    appendFileSync(join(folder(), 'toy.csv'), 'q1,A prompt,sums,pro,7,0.0001,1,-1\n');
    const faulty = await run('validate', 'toy.csv');
    expect(faulty.stdout).toMatch(/error: .*toy\.csv/);
    expect(faulty.stdout).toMatch(/\d+ errors/);
    expect(faulty.code).toBe(1);
  });

  it('tells what a mirror lacks, and leaves nothing behind', async () => {
    await serving(
      () => undefined,
      async (url) => {
        const { code, stderr } = await run('fetch', 'routellm-gsm8k', '--into', 'data', '--base-url', url);
        expect(stderr).toMatch(/error: .* could not be fetched: .*status 404[\s\S]*hint: /);
        expect(code).toBe(1);
        expect(filesIn(join(folder(), 'data'))).toEqual([]);
      },
    );
  });

  const data = publicData();
  if (data === undefined) console.log('skipped: no public data (set ROUTING_DATA)');
  it.skipIf(data === undefined)(
    'fetches from a mirror, keeps what is there, and describes the published figures',
    async () => {
      await serving(
        (path) => join(data!, path),
        async (url) => {
          const into = ['routellm-gsm8k', '--into', 'fetched', '--base-url', url];
          expect((await run('fetch', ...into)).stdout).toMatch(/^[1-9]\d* files downloaded, 0 were there already/);
          expect((await run('fetch', ...into)).stdout).toMatch(/^0 files downloaded, [1-9]/);
        },
      );
      const { stdout, code } = await run('describe', 'routellm-gsm8k');
      expect(code).toBe(0);
      // lm-sys/RouteLLM, benchmarks on GSM8K without contaminated prompts: mixtral-8x7b and gpt-4-1106-preview.
      for (const figure of ['1307', '63.7337', '85.7689']) expect(stdout.replaceAll(',', '')).toContain(figure);
    },
  );
});

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const found = readdirSync(path, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function serving(
  fileOf: (path: string) => string | undefined,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    const file = fileOf(decodeURIComponent(request.url!.slice(1)));
    if (file === undefined) response.writeHead(404).end();
    else createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
