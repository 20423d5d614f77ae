import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { between, fill, pick, sample } from '../pick.ts';
import { drawAside } from '../scene-text.ts';
import { FORMS, STORIES, type Story } from '../seeds/arithmetic.ts';
import { FIRST_NAMES } from '../seeds/words.ts';

/** Word problems. Harder with more steps, with more digits, and with multiplications. */
export const arithmetic: TaskType = {
  name: 'arithmetic',
  forms: FORMS.length,
  topical: false,
  canBeLong: false,
  medianOutputTokens: 160,
  logSdOutputTokens: 0.55,
  draft: draftArithmetic,
};

interface Told {
  readonly text: string;
  readonly question: string;
  readonly total: number;
}

function draftArithmetic({ domain, level }: Brief, rng: Random): Draft {
  const multiplies = rng.next() < 0.5;
  const [one, two] = sample(STORIES, 2, rng) as [Story, Story];
  const double = rng.next() < 0.7;
  const first = tell(one, double ? Math.ceil((level + 1) / 2) : level + 1, level, multiplies, rng);
  const second = double ? tell(two, Math.floor((level + 1) / 2), level, multiplies, rng) : undefined;
  const aside = drawAside(domain, rng);
  const text = `${drawAside(domain, rng)} ${first.text} ${aside}${second ? ` ${second.text}` : ''}`;
  const question = second ? `${first.question} ${second.question} Add both results into one number.` : first.question;
  const answer = first.total + (second?.total ?? 0);
  return {
    kindDifficulty: (multiplies ? 0.5 : -0.5) + (double ? 0.3 : -0.3),
    showsDomain: true,
    phrase: (form) => FORMS[form]!.replace('{story}', () => text).replace('{question}', () => question),
    grading: { grader: 'numeric', reference: answer },
    misprint: answer + 10,
    right: (r) => state(answer, r),
    slip: (r) => (r.next() < 0.08 ? 'It depends on how you count.' : state(miscount(answer, first.total, r), r)),
  };
}

/** The story with `steps` changes, and what is left at its end. */
function tell(story: Story, steps: number, level: number, multiplies: boolean, rng: Random): Told {
  const top = level < 2 ? 40 : 900;
  const who = pick(FIRST_NAMES, rng);
  const start = between(top / 2, 2 * top, rng);
  let total = start;
  const sentences = [fill(story.start, { who, n: String(start) })];
  const kinds = (multiplies ? (['batch', 'gain', 'loss'] as const) : (['gain', 'loss'] as const)).slice(0, steps);
  for (let step = 0; step < steps; step++) {
    const kind = kinds[step] ?? pick(['gain', 'loss'] as const, rng);
    const m = between(2, 9, rng);
    const n = between(2, kind === 'batch' ? Math.max(4, top / 10) : Math.floor(Math.min(total, top) * 0.9), rng);
    total += kind === 'loss' ? -n : kind === 'gain' ? n : n * m;
    const again = sentences.length > 1 && rng.next() < 0.3 ? 'Next: ' : '';
    sentences.push(again + fill(story[kind], { who, n: String(n), m: String(m) }));
  }
  return { text: sentences.join(' '), question: fill(story.question, { who }), total };
}

function state(answer: number, rng: Random): string {
  return pick([`${answer}`, `Answer: ${answer}`, `That makes ${answer}.`, `The answer is ${answer}.`], rng);
}

function miscount(answer: number, part: number, rng: Random): number {
  const chance = rng.next();
  if (chance < 0.3) return answer + pick([-10, 10, -1, 1, 100], rng);
  if (chance < 0.5 && part !== answer) return part;
  return answer + between(1, 30, rng) * (rng.next() < 0.5 ? 1 : -1);
}
