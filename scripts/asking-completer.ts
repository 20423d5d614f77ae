import type { BenchConfig } from '../harness/config.ts';
import type { ResponseQuestion } from '../harness/record/cache/response-cache.ts';
import type { AskProvider, AskResult } from '../harness/record/provider/ask-provider.ts';
import type { Completer, Completion } from '../harness/tools.ts';
import { providerWork } from './record/provider-work.ts';

const ATTEMPTS = 3;

/** Answers what a router asks by asking the provider of the config, now. */
export function askingCompleter(config: BenchConfig): Completer {
  const connections = new Map<string, AskProvider>();
  const connectionOf = (provider: string): AskProvider => {
    const known = connections.get(provider) ?? providerWork(config, provider, []).ask;
    connections.set(provider, known);
    return known;
  };
  return {
    complete: (tasks) =>
      Promise.all(
        tasks.map(async ({ question }) => completionOf(await askPatiently(connectionOf(question.provider), question))),
      ),
  };
}

/** A failure that may pass is given two more chances at once: somebody waits for the route. */
async function askPatiently(ask: AskProvider, question: ResponseQuestion): Promise<AskResult> {
  let result = await ask(question);
  for (let attempt = 1; attempt < ATTEMPTS && 'failure' in result && result.failure.kind === 'retry'; attempt++) {
    result = await ask(question);
  }
  return result;
}

function completionOf(result: AskResult): Completion {
  if ('answer' in result) return { ...result.answer, errorCode: null };
  return {
    status: 'error',
    text: '',
    servedModel: null,
    inputTokens: null,
    cachedInputTokens: null,
    outputTokens: null,
    latencyMs: 0,
    errorCode: result.failure.code,
  };
}
