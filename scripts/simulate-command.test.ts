import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../datasets/temporary-folder.fixture.ts';
import { type BenchConfig, parseConfig } from '../harness/config.ts';
import { knn } from '../routers/index.ts';
import { runSignalbox } from './run-signalbox.fixture.ts';

const COMMAND = fileURLToPath(new URL('./signalbox.mjs', import.meta.url));

describe.concurrent('signalbox simulate', () => {
  const folder = temporaryFolder();
  const started: ChildProcessByStdio<null, Readable, Readable>[] = [];
  afterAll(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  /** Starts the server, and waits for what it says first. */
  async function serve(...args: string[]) {
    const child = spawn(process.execPath, [COMMAND, 'simulate', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    const ended = once(child, 'close') as Promise<[number | null]>;
    const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    return { child, said, ended };
  }

  it('answers until it is told to end', async () => {
    const { child, said, ended } = await serve('--json');
    const { url, port, models } = JSON.parse(said);
    expect(url).toBe(`http://127.0.0.1:${port}/v1`);
    expect(said.trim()).not.toContain('\n');

    const client = new OpenAI({ baseURL: url, apiKey: 'x', maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'Is anybody there?' }];
    const completion = await client.chat.completions.create({ model: models[0], messages });
    expect(completion.choices[0]!.message.content).not.toBe('');

    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(stderr).toMatch(/^Requests: 1, answered: 1\.\n$/);
  });

  it('says where it is and what to put into a config, and ends at Ctrl-C although a request hangs', async () => {
    const { child, said, ended } = await serve('--rate-hang', '1');
    const url = /^(http:\S+)\n/.exec(said)![1]!;
    expect(said).toContain(`providers: { simulator: { baseUrl: '${url}', simulated: true } }`);
    expect(pastedIntoConfig(said).record?.models).toHaveLength(5);
    expect(said).toMatch(/\{ id: 'sim-frontier', .* price: \{ input: 2\.6, output: 10\.5 \} \}/);
    expect(said).toMatch(/\/\/ {3}\{ id: 'sim-judge', .* price: \{ input: 0\.4, output: 1\.6 \} \}/);

    const client = new OpenAI({ baseURL: url, apiKey: 'x', maxRetries: 0 });
    const hanging = client.chat.completions.create({ model: 'sim-nano', messages: [{ role: 'user', content: 'Hm?' }] });
    const failed = expect(hanging).rejects.toThrow('Connection error');
    await client.models.list();
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    await failed;
  });

  it('refuses numbers out of range without a stack', async () => {
    const refused: [string[], RegExp][] = [
      [['--port', '65536'], /'65536' is invalid\. A whole number from 0 to 65535/],
      [['--rate-cut', '1.1'], /'1\.1' is invalid\. A number from 0 to 1\./],
      [['--faults', '0.2'], /sum to 1\.4; at most 1 is allowed\nhint: /],
    ];
    const runs = await Promise.all(refused.map(([args]) => runSignalbox(folder(), 'simulate', ...args)));
    for (const [i, { code, stdout, stderr }] of runs.entries()) {
      expect(stderr).toMatch(refused[i]![1]);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    }
  });
});

/** What the command says belongs into a config, in one, as the config's own check reads it. */
function pastedIntoConfig(said: string): BenchConfig {
  const pasted = /In a config:\n([\s\S]*)\n\nCtrl-C/.exec(said)![1]!;
  const rest = `dataset: 'd', routers: [knn()], objective: { kind: 'cheapest-within', margin: 0.01 }, seed: 1`;
  const config: unknown = new Function('knn', `return { ${rest}, ${pasted} }`)(knn);
  return parseConfig(config, 'bench.config.ts');
}
