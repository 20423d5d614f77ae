import type { Model } from '../../model.ts';
import type { Message } from '../../request.ts';
import type { RecordedResponse } from '../cache/response-cache.ts';
import type { AskedModel } from '../provider/asked-model.ts';
import type { RecordTask } from '../recorder/record-task.ts';

/** What one signal says of one answer, and what it took beside the answer. */
export interface SignalReading {
  /** 0..1; absent where the signal was asked for and none came. */
  readonly value?: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly latencyMs: number;
  /** USD at the prices of the day. */
  readonly costUsd: number;
}

/** How a signal of recorded answers is asked for and read. */
export interface Signal {
  /** Who is asked, where that is not the answering model. */
  readonly asked?: Model;
  /** What to ask about an answer of `model`. */
  tasks(messages: readonly Message[], answer: RecordedResponse, model: AskedModel): readonly RecordTask[];
  /**
   * @param replies to the tasks, in their order; `undefined` = not asked yet
   * @returns `undefined` where nothing is known of the answer yet
   */
  read(answer: RecordedResponse, replies: readonly (RecordedResponse | undefined)[]): SignalReading | undefined;
}

/** What replies took together: they are asked for at the same time, so that the slowest one counts. */
export function takenBy(replies: readonly RecordedResponse[]): Omit<SignalReading, 'value'> {
  const sum = (of: (reply: RecordedResponse) => number | null) =>
    replies.reduce((total, reply) => total + (of(reply) ?? 0), 0);
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    latencyMs: Math.max(0, ...replies.map(({ latencyMs }) => latencyMs)),
    costUsd: sum(({ costUsd }) => costUsd),
  };
}
