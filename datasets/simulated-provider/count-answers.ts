import { FAULTS, type Fault } from './faults.ts';

export interface SimulatedProviderStats {
  /** Requests for a completion, whatever became of them. */
  readonly requests: number;
  /** Those answered with 200 and a whole body: with the faults `wrongModel` and `slow`, without `cut` and `malformed`. */
  readonly answered: number;
  readonly faults: Readonly<Record<Fault, number>>;
  /** `answered` by question: the key is `questionKey(model, messages)`. The first 200,000 different questions. */
  readonly answeredByQuestion: Readonly<Record<string, number>>;
}

export interface AnswerCounter {
  request(): void;
  answered(question: string): void;
  fault(fault: Fault): void;
  stats(): SimulatedProviderStats;
}

/** So that a server that is asked ever new questions does not grow without end. */
const MOST_QUESTIONS = 200_000;

export function countAnswers(): AnswerCounter {
  let requests = 0;
  let answered = 0;
  const faults = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
  const questions = new Map<string, number>();
  return {
    request: () => {
      requests += 1;
    },
    answered: (question) => {
      answered += 1;
      const before = questions.get(question);
      if (before !== undefined || questions.size < MOST_QUESTIONS) questions.set(question, (before ?? 0) + 1);
    },
    fault: (fault) => faults.set(fault, faults.get(fault)! + 1),
    stats: () => ({
      requests,
      answered,
      faults: Object.fromEntries(faults) as Record<Fault, number>,
      answeredByQuestion: Object.fromEntries(questions),
    }),
  };
}
