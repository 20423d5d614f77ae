import { countTokens } from '../harness/count-tokens.ts';
import { costAt, type ModelId } from '../harness/model.ts';
import { likelyInputTokens, type RecordTask } from '../harness/record/recorder/record-task.ts';
import type { Bill } from '../harness/router.ts';
import type { Completion } from '../harness/tools.ts';

/** What asking cost: recorded tokens at the declared price; where a provider reports none, by counting with o200k. */
export function completionBill(answer: Completion, task: RecordTask, model: ModelId): Bill {
  if (answer.status === 'error') {
    const nothing = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, usd: 0 };
    return { usd: 0, latencyMs: answer.latencyMs, calls: 1, asked: [{ model, ...nothing }] };
  }
  const inputTokens = answer.inputTokens ?? likelyInputTokens(task.question);
  const cachedInputTokens = Math.min(inputTokens, answer.cachedInputTokens ?? 0);
  const outputTokens = answer.outputTokens ?? countTokens(answer.text);
  const usd = costAt(task.price, inputTokens, outputTokens, cachedInputTokens);
  return {
    usd,
    latencyMs: answer.latencyMs,
    calls: 1,
    asked: [{ model, inputTokens, cachedInputTokens, outputTokens, usd }],
  };
}

/** Two things that were paid for, one after the other. */
export function addBills(a: Bill, b: Bill): Bill {
  const asked = [...(a.asked ?? []), ...(b.asked ?? [])];
  return {
    usd: a.usd + b.usd,
    latencyMs: a.latencyMs + b.latencyMs,
    calls: a.calls + b.calls,
    ...(asked.length === 0 ? {} : { asked }),
  };
}
