import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BenchError } from '../../harness/bench-error.ts';
import type { Model } from '../../harness/model.ts';
import { random } from '../../harness/random.ts';
import { completer } from './complete.ts';
import { countAnswers, type SimulatedProviderStats } from './count-answers.ts';
import { type FaultRates, faultDrawer } from './faults.ts';
import { handleRequest } from './handle-request.ts';
import { modelResponder } from './model-responder.ts';
import { readerResponders } from './readers.ts';
import { recordedDataset } from './recorded-dataset.ts';

export type { SimulatedProviderStats } from './count-answers.ts';
export type { Fault, FaultRates } from './faults.ts';
export { questionKey } from './question-key.ts';
export { READERS } from './readers.ts';

export interface SimulatedProviderOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. Nothing here is meant to be reached from other machines. */
  readonly host?: string;
  /** Folder of a dataset in the native format, with responses; default: the bundled `simulated-assistant`. */
  readonly dataset?: string;
  /** Seed of the faults; default 0. */
  readonly seed?: number;
  /** Times the recorded latency: 0 (the default) answers at once, 1 as slowly as recorded; at most 1000. */
  readonly latencyScale?: number;
  readonly faults?: FaultRates;
  /** How long a `slow` answer drips, in ms; default 2000. */
  readonly slowMs?: number;
  /** The API key to ask for; default: the environment's SIGNALBOX_SIMULATE_KEY. Without one, any key will do. */
  readonly key?: string | undefined;
}

export interface SimulatedProvider {
  /** What OpenAI clients call the base URL: `http://127.0.0.1:<port>/v1`. */
  readonly url: string;
  readonly port: number;
  /** Ids of the dataset's models. */
  readonly models: readonly string[];
  /** The same models, with price and context. */
  readonly pool: readonly Model[];
  /** What is served beside them: `sim-classifier`, `sim-judge`, and the router `sim-auto`, with prices. */
  readonly readers: readonly Model[];
  stats(): SimulatedProviderStats;
  /** Ends every connection, also those that hang. */
  close(): Promise<void>;
}

/**
 * An OpenAI-compatible server on loopback whose models answer as recorded in a dataset, with faults on demand: what a
 * recorder can be tried on without a key. Beside them it serves a classifier and a judge of requests quoted as JSON, which
 * know the dataset and err now and then, and a router.
 *
 * A prompt that is not in the dataset, and one whose recorded outcome is a provider error, gets a short answer made from
 * its hash. A prompt that exceeds the model's context is refused, also where the dataset has a cut answer.
 *
 * @throws {BenchError} for options out of range, an address that cannot be had, a dataset that cannot be read
 */
export async function simulatedProvider(options: SimulatedProviderOptions = {}): Promise<SimulatedProvider> {
  const { port = 0, host = '127.0.0.1', seed = 0, latencyScale = 0, faults = {}, slowMs = 2000 } = options;
  checkRange('port', port, 65_535);
  if (!Number.isInteger(port)) throw new BenchError(`port is ${port}; a whole number is expected`);
  checkRange('latencyScale', latencyScale, 1000);
  checkRange('slowMs', slowMs, 3_600_000);
  const { key = process.env.SIGNALBOX_SIMULATE_KEY || undefined } = options;
  const rng = random(seed);
  const drawFault = faultDrawer(faults, rng);
  const counter = countAnswers();
  const dataset = await recordedDataset(options.dataset);
  const pool = dataset.table.models;
  const models = pool.map((_, m) => modelResponder(dataset, m));
  const readers = readerResponders(dataset, models);
  const served = [...models, ...readers];
  const complete = completer(served, counter, { latencyScale, drawFault, rng, slowMs });
  const endpoints = { models: served.map(({ model }) => model), complete, counter, key };
  // Clients keep connections: one that is closed just when it is used again looks like a fault that nobody asked for.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void handleRequest(endpoints, request, response);
  });
  await listen(server, port, host);
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/v1`,
    port: taken,
    models: pool.map(({ id }) => id),
    pool,
    readers: readers.map(({ model }) => model),
    stats: () => counter.stats(),
    close: () => closed(server),
  };
}

function checkRange(name: string, value: number, most: number): void {
  if (value >= 0 && value <= most) return;
  throw new BenchError(`${name} is ${value}; from 0 to ${most} is allowed`);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const hint = error.code === 'EADDRINUSE' ? 'Port 0 takes any that is free.' : undefined;
      reject(new BenchError(`cannot listen on ${host}, port ${port}: ${error.message}`, { hint, cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
