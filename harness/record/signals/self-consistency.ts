import { isAnswer } from '../cache/response-cache.ts';
import { agreement } from './agreement.ts';
import { type Signal, takenBy } from './signal.ts';
import type { SignalConfig } from './signal-config.ts';

/** The share of further samples that give the same answer (Wang et al., arXiv 2203.11171). */
export function selfConsistency({
  samples,
  temperature,
  seeds,
}: Extract<SignalConfig, { kind: 'self-consistency' }>): Signal {
  return {
    tasks: (messages, _, model) =>
      Array.from({ length: samples }, (_, i) =>
        model.task(messages, {
          parameters: { temperature, ...(seeds ? { seed: i + 1 } : {}) },
          repetition: i + 1,
        }),
      ),
    read(answer, replies) {
      const known = replies.filter((reply) => reply !== undefined);
      if (known.length < replies.length) return undefined;
      const answers = known.filter(isAnswer);
      const taken = takenBy(known);
      if (answers.length === 0) return taken;
      return {
        value: agreement(
          answer.text,
          answers.map(({ text }) => text),
        ),
        ...taken,
      };
    },
  };
}
