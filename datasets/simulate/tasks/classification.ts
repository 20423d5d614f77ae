import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { fill, pick, sample } from '../pick.ts';
import { drawScenes, isSpecialist, OLD_DOMAINS, sentence } from '../scene-text.ts';
import { FORMS, INTENT, type Labelled, OPINIONS, SENTIMENT, URGENCY } from '../seeds/classification.ts';
import { NEW_DOMAINS } from '../seeds/scenes.ts';

/** One label for each of one to four texts. Harder with more texts, and with topics than with feelings. */
export const classification: TaskType = {
  name: 'classification',
  forms: FORMS.length,
  topical: true,
  canBeLong: false,
  medianOutputTokens: 28,
  logSdOutputTokens: 0.36,
  draft: draftClassification,
};

interface Kind {
  readonly difficulty: number;
  /** The question in several wordings. */
  readonly questions: readonly string[];
  draw(domain: string, count: number, rng: Random): { labels: readonly string[]; items: readonly Labelled[] };
}

const fixed =
  (pool: readonly Labelled[]): Kind['draw'] =>
  (_, count, rng) => ({ labels: [...new Set(pool.map(({ label }) => label))], items: sample(pool, count, rng) });

const FEELINGS: readonly Kind[] = [
  {
    difficulty: -0.5,
    questions: [
      'How does the writer feel about it?',
      'Is the person pleased or annoyed?',
      'What mood speaks from this review?',
      'Judge the tone.',
    ],
    draw: fixed(SENTIMENT),
  },
  {
    difficulty: 0.2,
    questions: [
      'What does the customer write about?',
      'Which team should get this request?',
      'Why is this person contacting the help desk?',
      'What is the intent?',
    ],
    draw: fixed(INTENT),
  },
  {
    difficulty: -1.1,
    questions: [
      'How soon must somebody act?',
      'Does the caretaker have to run?',
      'Is it an emergency?',
      'Set the priority.',
    ],
    draw: fixed(URGENCY),
  },
];

const TOPICS: readonly Kind[] = [
  {
    difficulty: 0.9,
    questions: [
      'Which section of the paper does it belong to?',
      'What is it about?',
      'Assign the topic.',
      'On which shelf of the archive would you look for it?',
    ],
    draw(domain, count, rng) {
      const scenes = drawScenes(domain, count, rng);
      const own = [...new Set(scenes.map((scene) => scene.domain))];
      const others = OLD_DOMAINS.filter(
        (other) => !own.includes(other) && isSpecialist(other) === isSpecialist(domain),
      );
      const labels = sample([...own, ...sample(others, 2, rng)], 9, rng);
      return { labels, items: scenes.map((scene) => ({ label: scene.domain, text: sentence(scene) })) };
    },
  },
  {
    difficulty: 0.4,
    questions: [
      'Is this a report of something that happened, or an opinion?',
      'Fact or feeling?',
      'Does somebody tell news here, or a personal view?',
      'Could a reporter have written it, or only a columnist?',
    ],
    draw(domain, count, rng) {
      const report = { label: 'report', text: sentence(drawScenes(domain, 1, rng)[0]!) };
      const rest = Array.from({ length: count - 1 }, () =>
        rng.next() < 0.6
          ? { label: 'opinion', text: pick(OPINIONS, rng) }
          : { label: 'report', text: sentence(drawScenes(domain, 2, rng)[1]!) },
      );
      return { labels: ['report', 'opinion'], items: sample([report, ...rest], count, rng) };
    },
  },
];

function draftClassification({ domain, level }: Brief, rng: Random): Draft {
  const kind = pick(NEW_DOMAINS.includes(domain) ? TOPICS : [...FEELINGS, ...TOPICS, ...TOPICS], rng);
  const { labels, items } = kind.draw(domain, level + 1, rng);
  const answers = items.map(({ label }) => label);
  const many = items.length > 1;
  const text = many ? items.map((item, i) => `(${i + 1}) ${item.text}`).join(' ') : items[0]!.text;
  const other = (label: string, r: Random) =>
    pick(
      labels.filter((l) => l !== label),
      r,
    );
  const flipped = answers.with(0, other(answers[0]!, rng));
  return {
    kindDifficulty: kind.difficulty,
    showsDomain: TOPICS.includes(kind),
    phrase: (form) => {
      const asked = kind.questions[form % kind.questions.length]!;
      const question = many ? `${asked} One label for each, in order, with commas.` : asked;
      return fill(withQuestion(FORMS[form]!), { question, labels: labels.join(', '), items: text });
    },
    grading: many ? { grader: 'list', reference: answers } : { grader: 'exact', reference: answers[0]! },
    misprint: many ? flipped : flipped[0]!,
    right: (r) => spell(answers, r),
    slip: (r) => slip(answers, other, r),
  };
}

/** What several texts are to be answered with has to be said in every form. */
function withQuestion(form: string): string {
  return form.includes('{question}') ? form : `${form} {question}`;
}

function spell(answers: readonly string[], rng: Random): string {
  if (answers.length === 1) return rng.next() < 0.8 ? answers[0]! : `${answers[0]!}.`;
  return rng.next() < 0.8 ? answers.join(', ') : answers.map((answer, i) => `${i + 1}. ${answer}`).join('\n');
}

function slip(answers: readonly string[], other: (label: string, r: Random) => string, rng: Random): string {
  const chance = rng.next();
  if (chance < 0.1) return `I would file this under ${answers[0]!}, although it is a close call.`;
  if (chance < 0.2 && answers.length > 1) return answers.slice(1).join(', ');
  const at = rng.integer(answers.length);
  return spell(answers.with(at, other(answers[at]!, rng)), rng);
}
