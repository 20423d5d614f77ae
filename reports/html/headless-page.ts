import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A page in a headless Chromium that reaches nothing. */
export interface HeadlessPage {
  /** The value of an expression in the page; a promise is waited for. */
  evaluate(expression: string): Promise<unknown>;
  /** As `evaluate`, asked again until it is truthy. @throws {Error} after 20 seconds */
  waitFor(expression: string): Promise<void>;
  /** Processor time that the page took, without the browser around it: says more than the clock on a busy machine. */
  cpuSeconds(): Promise<number>;
  /** A PNG of what is in view. */
  screenshot(): Promise<Buffer>;
  /** What the console was told by the browser and by scripts: errors, violations of the page's policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** The page as it is where scripts are off; `evaluate` works all the same. */
  readonly withoutScripts?: boolean;
}

const PATIENCE_MS = 20_000;

/** Chromium or Chrome on the PATH. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((path) => names.map((name) => join(path, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Opens a file in a browser of its own, spoken to by the DevTools protocol over pipes: no port is opened. */
export async function openHeadless(chromium: string, file: string, options: PageOptions = {}): Promise<HeadlessPage> {
  const profile = mkdtempSync(join(tmpdir(), 'signalbox-browser-'));
  const browser = spawn(chromium, [...FLAGS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const { send, onEvent } = protocolOf(browser);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const ask = (method: string, params: object = {}) => send(method, params, sessionId as string);
  const complaints: string[] = [];
  onEvent((method, params) => {
    const text = complaintOf(method, params);
    if (text !== undefined) complaints.push(text);
  });
  await prepare(ask, options);
  await ask('Page.navigate', { url: `file://${file}` });
  const evaluate = async (expression: string) => {
    const answer = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
    return (answer.result as { value?: unknown }).value;
  };
  return {
    complaints,
    evaluate,
    waitFor: (expression) => patiently(expression, evaluate),
    cpuSeconds: async () => rendererSeconds((await send('SystemInfo.getProcessInfo')).processInfo as ProcessInfo[]),
    screenshot: async () => Buffer.from((await ask('Page.captureScreenshot')).data as string, 'base64'),
    async close() {
      await send('Browser.close').catch(() => browser.kill('SIGKILL'));
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--remote-debugging-pipe',
];

type Answer = Readonly<Record<string, unknown>>;
type Ask = (method: string, params?: object) => Promise<Answer>;

async function prepare(ask: Ask, { width = 1280, height = 900, dark = false, withoutScripts = false }: PageOptions) {
  for (const domain of ['Page', 'Runtime', 'Log']) await ask(`${domain}.enable`);
  await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
  await ask('Emulation.setEmulatedMedia', { features });
  if (withoutScripts) await ask('Emulation.setScriptExecutionDisabled', { value: true });
}

async function patiently(expression: string, evaluate: HeadlessPage['evaluate']): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await evaluate(expression))) {
    if (Date.now() > end) throw new Error(`the page never came to: ${expression}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

interface ProcessInfo {
  readonly type: string;
  readonly cpuTime: number;
}

function rendererSeconds(processes: readonly ProcessInfo[]): number {
  return Math.max(...processes.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => cpuTime));
}

function complaintOf(method: string, params: Answer): string | undefined {
  if (method === 'Log.entryAdded') return String((params.entry as Answer).text);
  if (method === 'Runtime.exceptionThrown') return JSON.stringify(params.exceptionDetails);
  if (method === 'Runtime.consoleAPICalled') return JSON.stringify(params.args);
  return undefined;
}

/** Messages are JSON, each ended by a zero byte; answers have the number of their question. */
function protocolOf(browser: ChildProcess) {
  const [toBrowser, fromBrowser] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  const listeners: ((method: string, params: Answer) => void)[] = [];
  let number = 0;
  let rest = '';
  browser.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'));
  });
  toBrowser.on('error', () => {});
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop()!;
    for (const message of messages) receive(JSON.parse(message));
  });
  const receive = ({ id, result, error, method, params }: Record<string, never>) => {
    if (id === undefined) for (const listener of listeners) listener(method!, params!);
    else if (error === undefined) waiting.get(id)?.resolve(result!);
    else waiting.get(id)?.reject(new Error(JSON.stringify(error)));
  };
  return {
    onEvent: (listener: (method: string, params: Answer) => void) => void listeners.push(listener),
    send: (method: string, params: object = {}, sessionId?: string) =>
      new Promise<Answer>((resolve, reject) => {
        number += 1;
        waiting.set(number, { resolve, reject });
        toBrowser.write(`${JSON.stringify({ id: number, method, params, ...(sessionId && { sessionId }) })}\0`);
      }),
  };
}
