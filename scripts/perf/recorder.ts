import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openResponseCache } from '../../harness/record/cache/sqlite-response-cache.ts';
import { askProvider } from '../../harness/record/provider/ask-provider.ts';
import { recordResponses } from '../../harness/record/recorder/record-responses.ts';
import { type RecordTask, recordTask } from '../../harness/record/recorder/record-task.ts';
import type { Figure } from './figure.ts';
import { elapsed, residentMb } from './measure.ts';

const CONCURRENCY = 64;
const [WARM_UP, FEW, MANY] = [2_000, 10_000, 100_000];
const PRICE = {
  usdPerRequest: 0,
  inputUsdPerMillionTokens: 1,
  outputUsdPerMillionTokens: 2,
  source: 'override',
} as const;

/** Records from a server that answers at once, in a process of its own: SDK, recorder and cache, a new file each time. */
export async function perfRecorder(): Promise<Figure[]> {
  const server = await startServer();
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-perf-'));
  try {
    const record = (count: number, onCount?: (done: number) => void) =>
      elapsed(() => recordAll(server.url, join(folder, `${count}.sqlite`), count, onCount));
    await record(WARM_UP);
    let after = Number.NaN;
    const { seconds, cpuSeconds } = await record(MANY, (done) => {
      if (done >= FEW && Number.isNaN(after)) after = settledMb();
    });
    const end = settledMb();
    const words = (count: number) => count.toLocaleString('en');
    return [
      {
        name: `recorder, ${words(MANY)} requests at concurrency ${CONCURRENCY}, SDK to disk`,
        value: MANY / seconds,
        unit: '/s',
        cpuSeconds,
        target: { atLeast: 1000 },
      },
      { name: `recorder, memory after ${words(FEW)} requests`, value: after, unit: 'MB' },
      {
        name: `recorder, memory after ${words(MANY)} requests`,
        value: end,
        unit: 'MB',
        target: { atMost: 1.2 * after },
      },
    ];
  } finally {
    server.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is not garbage. */
function settledMb(): number {
  globalThis.gc?.();
  return residentMb();
}

async function recordAll(
  baseUrl: string,
  file: string,
  count: number,
  onCount?: (done: number) => void,
): Promise<void> {
  const cache = openResponseCache(file);
  const ask = askProvider({ baseUrl, apiKey: undefined, timeoutSeconds: 60, extraBody: {} });
  const work = { provider: 'perf', baseUrl, ask, tasks: tasks(count), concurrency: CONCURRENCY };
  const options = { cache, owner: 'perf', maxUsd: Number.POSITIVE_INFINITY };
  const summary = await recordResponses([work], { ...options, onProgress: ({ answered }) => onCount?.(answered) });
  cache.close();
  if (summary.answered !== count) throw new Error(`${summary.answered} of ${count} were answered`);
}

function* tasks(count: number): Generator<RecordTask> {
  const parameters = { temperature: 0, max_tokens: 256 };
  for (let i = 0; i < count; i++) {
    const content = `Question ${i}: ${'how many of them are there, and why? '.repeat(6)}`;
    const messages = [{ role: 'user' as const, content }];
    yield recordTask({ provider: 'perf', model: 'zero', messages, parameters, repetition: 0 }, PRICE, 256);
  }
}

async function startServer(): Promise<{ url: string; end: () => void }> {
  const file = fileURLToPath(new URL('./zero-latency-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}/v1`, end: () => child.stdin.end() };
}
