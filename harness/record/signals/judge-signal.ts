import { isAnswer } from '../cache/response-cache.ts';
import { readVerdict } from '../judge/read-verdict.ts';
import { rubricTask } from '../judge/rubric-task.ts';
import type { AskedModel } from '../provider/asked-model.ts';
import { type Signal, takenBy } from './signal.ts';

/** What a judge says of an answer without knowing the reference: production can ask the same. */
export function judgeSignal(judge: AskedModel, rubric: string | undefined): Signal {
  return {
    asked: judge.model,
    tasks: (messages, { text }) => [
      rubricTask(judge, { request: messages, answer: text, ...(rubric === undefined ? {} : { rubric }) }),
    ],
    read(_, [reply]) {
      if (reply === undefined) return undefined;
      const value = isAnswer(reply) ? readVerdict(reply.text) : undefined;
      return { ...(value === undefined ? {} : { value }), ...takenBy([reply]) };
    },
  };
}
