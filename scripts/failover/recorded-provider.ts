import { type Fault, weatherAt } from '../../harness/failover/faults.ts';
import type { AttemptResult, Clock } from '../../harness/failover/serve.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import { costAt, type Model } from '../../harness/model.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';

/** Declared, not measured: how fast a provider turns a question away, and how long it then asks to wait. */
const REFUSING_MS = 100;
const RETRY_AFTER_MS = 1000;

/** An answer as it was recorded, and what of its prompt the provider still had in its cache. */
export interface RecordedAnswer {
  /** Index in the pool. */
  readonly model: number;
  readonly cachedInputTokens: number;
  /** What was paid because the cache of another model was of no use, USD. */
  readonly cacheLostUsd: number;
}

export interface ProviderSetting {
  readonly answers: OutcomeTable;
  /** The policy's pool, with prices, in the order of the table. */
  readonly models: readonly Model[];
  readonly faults: readonly Fault[];
  readonly startMs: number;
  readonly seed: number;
  readonly clock: Clock;
}

export interface Question {
  readonly row: number;
  readonly model: number;
  /** Which attempt at the request this is, from 0. */
  readonly nth: number;
  readonly timeoutMs: number;
  /** Index of the model that answered the turn before, if any did. */
  readonly served: number | undefined;
}

/**
 * Providers that give the recorded answers, in virtual time, as far as the faults let them. An answer that comes too late is
 * billed in full, as if the provider had not noticed that nobody listens any more; a model that fails bills nothing.
 */
export async function askRecorded(
  { answers, models, faults, startMs, seed, clock }: ProviderSetting,
  { row, model, nth, timeoutMs, served }: Question,
): Promise<AttemptResult<RecordedAnswer>> {
  const { id } = models[model]!;
  const draw = drawFrom(seed, answers.examples[row]!.id, id, nth);
  const { error, slower } = weatherAt(faults, id, clock.now() - startMs, draw);
  const after = async (latencyMs: number) => {
    await clock.wait(latencyMs);
    return latencyMs;
  };
  if (error === 'timeout') return { errorType: error, latencyMs: await after(timeoutMs), costUsd: 0 };
  if (error !== undefined) {
    const wait = error === '429' ? { retryAfterMs: RETRY_AFTER_MS } : {};
    return { errorType: error, latencyMs: await after(Math.min(timeoutMs, REFUSING_MS)), costUsd: 0, ...wait };
  }
  const { costUsd, ...answer } = billed(answers, models, row, model, served);
  const cost = Number.isNaN(costUsd) ? {} : { costUsd };
  const latencyMs = knownOr0(answers.latencyMs[row * models.length + model]!) * slower;
  if (latencyMs > timeoutMs) return { errorType: 'timeout', latencyMs: await after(timeoutMs), ...cost };
  return { latencyMs: await after(latencyMs), ...cost, value: answer };
}

/**
 * The recorded cost; in a conversation its cached tokens are what this model would have in its cache if it had answered the
 * turn before. Where another one did, they are paid like others.
 */
function billed(
  { examples, ...cells }: OutcomeTable,
  models: readonly Model[],
  row: number,
  model: number,
  served: number | undefined,
): RecordedAnswer & { costUsd: number } {
  const cell = row * models.length + model;
  const price = models[model]!.price!;
  const [input, output] = [cells.inputTokens[cell]!, cells.outputTokens[cell]!];
  const cached = knownOr0(cells.cachedInputTokens[cell]!);
  const recorded = cells.costUsd[cell]!;
  const costUsd = Number.isNaN(recorded) ? costAt(price, input, output, cached) : recorded;
  const isLost = examples[row]!.request.session !== undefined && served !== model && cached > 0;
  if (!isLost) return { model, cachedInputTokens: cached, cacheLostUsd: 0, costUsd };
  const cacheLostUsd = costAt(price, input, output) - costAt(price, input, output, cached);
  return { model, cachedInputTokens: 0, cacheLostUsd, costUsd: costUsd + cacheLostUsd };
}

function knownOr0(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** A number in [0, 1) that follows from what it is of: with and without a chain, the same questions are turned away. */
function drawFrom(...of: readonly (string | number)[]): number {
  return Number.parseInt(fingerprint(...of.map(String)).slice(0, 13), 16) / 2 ** 52;
}
