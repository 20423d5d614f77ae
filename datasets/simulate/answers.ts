import type { Random } from '../../harness/random.ts';
import type { GradeResponse } from '../../harness/record/graders/grade.ts';
import type { Answer, Draft } from './draft.ts';
import { pick } from './pick.ts';

const REFUSALS = [
  'I am sorry, but I cannot help with that.',
  'I am not able to answer this request.',
  'As an assistant I would rather not comment on this.',
];

/** How often a wrong answer is a refusal, breaks off, or is empty; the rest are slips of the task's own kind. */
const REFUSED = 0.05;
const TRUNCATED = 0.06;
const EMPTY = 0.01;

/** Attempts at a wrong answer that grades as wrong: half of a right answer can still be right. */
const ATTEMPTS = 20;

/** A right answer's text. */
export function rightAnswer(draft: Draft, rng: Random): Answer {
  return { text: draft.right(rng), status: 'ok' };
}

/** A wrong answer that also grades as wrong under the true reference. */
export function wrongAnswer(draft: Draft, grade: GradeResponse, rng: Random): Answer {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = drawWrong(draft, rng);
    if (grade(answer.text).quality === 0) return answer;
  }
  return { text: pick(REFUSALS, rng), status: 'refused' };
}

/** The answer of a model whose context the prompt exceeds: the provider cuts the prompt, and the question with it. */
export function overflowAnswer(): Answer {
  return { text: '(input cut at the context limit)', status: 'truncated' };
}

function drawWrong(draft: Draft, rng: Random): Answer {
  const chance = rng.next();
  if (chance < REFUSED) return { text: pick(REFUSALS, rng), status: 'refused' };
  if (chance < REFUSED + EMPTY) return { text: '', status: 'empty' };
  if (chance < REFUSED + EMPTY + TRUNCATED) {
    const text = draft.right(rng);
    return { text: text.slice(0, Math.floor(text.length * (0.2 + 0.5 * rng.next()))), status: 'truncated' };
  }
  return { text: draft.slip(rng), status: 'ok' };
}
