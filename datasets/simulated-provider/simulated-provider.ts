import type { Fault, FaultRates } from './faults.ts';

export interface SimulatedProviderOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. Nothing here is meant to be reached from other machines. */
  readonly host?: string;
  /** Folder of a dataset in the native format, with responses; default: the bundled `simulated-assistant`. */
  readonly dataset?: string;
  /** Seed of the faults; default 0. */
  readonly seed?: number;
  /** Times the recorded latency: 0 (the default) answers at once, 1 as slowly as recorded. */
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
  /** Ids of the models served. */
  readonly models: readonly string[];
  stats(): SimulatedProviderStats;
  /** Ends every connection, also those that hang. */
  close(): Promise<void>;
}

export interface SimulatedProviderStats {
  /** Requests for a completion, whatever became of them. */
  readonly requests: number;
  /** Those answered with 200 and a whole body: with the faults `wrongModel` and `slow`, without `cut` and `malformed`. */
  readonly answered: number;
  readonly faults: Readonly<Record<Fault, number>>;
  /** `answered` by question: the key is `questionKey(model, messages)`. */
  readonly answeredByQuestion: Readonly<Record<string, number>>;
}

/**
 * An OpenAI-compatible server on loopback whose models answer as recorded in a dataset, with faults on demand: what a
 * recorder can be tried on without a key.
 *
 * @throws {BenchError} for options out of range, a port that is taken, a dataset that cannot be read
 */
export async function simulatedProvider(_options: SimulatedProviderOptions = {}): Promise<SimulatedProvider> {
  throw new Error('not ready');
}
