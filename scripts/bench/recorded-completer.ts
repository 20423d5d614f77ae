import { existsSync } from 'node:fs';
import { BenchError } from '../../harness/bench-error.ts';
import type { Dataset } from '../../harness/dataset.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import type { ResponseCache } from '../../harness/record/cache/response-cache.ts';
import { openResponseCache } from '../../harness/record/cache/sqlite-response-cache.ts';
import { readQuotedRequest } from '../../harness/record/quoted-request.ts';
import type { RecordTask } from '../../harness/record/recorder/record-task.ts';
import type { Completer, Completion } from '../../harness/tools.ts';

/** Answers from recordings alone, and knows what it was asked. */
export interface RecordedCompleter extends Completer {
  /** SHA-256 over all that was asked and answered, whatever the order; `undefined` where nothing was asked. */
  fingerprint(): string | undefined;
  close(): void;
}

/**
 * Answers the questions of routers from the dataset's own `responses.jsonl`, then from the response cache. Nothing is sent
 * anywhere: what is not recorded is an error that says how to record it.
 *
 * @param cacheFile looked at only where the dataset lacks an answer and the file exists
 * @param name of the dataset, as the user has it
 */
export function recordedCompleter(
  { responses }: Pick<Dataset, 'responses'>,
  cacheFile: string,
  name: string,
): RecordedCompleter {
  const used = new Map<string, Completion>();
  let cache: ResponseCache | undefined;
  const find = (key: string): Completion | undefined => {
    const own = responses?.get(key);
    if (own !== undefined) return own;
    if (cache === undefined && !existsSync(cacheFile)) return undefined;
    cache ??= openResponseCache(cacheFile);
    return cache.get(key);
  };
  return {
    async complete(tasks, by) {
      const answers = tasks.map(({ key }) => find(key));
      const missing = tasks.filter((_, i) => answers[i] === undefined);
      if (missing.length > 0) throw notRecorded(missing, tasks.length, by, name);
      answers.forEach((answer, i) => {
        used.set(tasks[i]!.key, answer!);
      });
      return answers as Completion[];
    },
    fingerprint: () => (used.size === 0 ? undefined : fingerprintOf(used)),
    close: () => cache?.close(),
  };
}

function fingerprintOf(used: ReadonlyMap<string, Completion>): string {
  const sorted = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([key, { status, text, servedModel, inputTokens, outputTokens, latencyMs }]) =>
    JSON.stringify([key, status, text, servedModel, inputTokens, outputTokens, latencyMs]),
  );
  return fingerprint(...lines);
}

function notRecorded(missing: readonly RecordTask[], asked: number, by: string, dataset: string): BenchError {
  const { question, key } = missing[0]!;
  const last = question.messages.at(-1)!.content;
  const prompt = readQuotedRequest(last)?.request.at(-1)?.content ?? last;
  const shown = JSON.stringify(prompt.length > 60 ? `${prompt.slice(0, 60)}…` : prompt);
  return new BenchError(
    `router ${by}: ${missing.length} of ${asked} responses of ${question.model} are not recorded, the first to ${shown} (key ${key.slice(0, 12)}…)`,
    { hint: `Record them once: signalbox record --routers --dataset ${dataset}. A bench itself asks nobody.` },
  );
}
