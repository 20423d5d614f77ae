import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { capitalised, fill, pick, sample } from '../pick.ts';
import { drawScenes, OLD_SCENES } from '../scene-text.ts';
import { FORMS } from '../seeds/reading.ts';
import type { Scene } from '../seeds/scenes.ts';
import { WEEKDAYS } from '../seeds/words.ts';

/** A question about a given text. Harder with longer texts, and with order and absence than with persons. */
export const reading: TaskType = {
  name: 'reading',
  forms: FORMS.length,
  topical: true,
  canBeLong: true,
  medianOutputTokens: 60,
  logSdOutputTokens: 0.65,
  draft: draftReading,
};

const LONG_TEXT = 130;
/** Forms that do not speak of letters or options: for questions whose answer is a list. */
const OPEN_FORMS = FORMS.filter(
  (form) => !/letter|option|choice|A, B|box|ending|item|one of/i.test(form.replaceAll(/\{\w+\}/g, '')),
);
const LETTERS = ['A', 'B', 'C', 'D'] as const;

interface Event {
  readonly scene: Scene;
  readonly day: number;
}

interface Question {
  readonly difficulty: number;
  readonly ask: string;
  readonly right: string;
  readonly wrong: readonly string[];
}

function draftReading({ domain, level, long }: Brief, rng: Random): Draft {
  const events = drawEvents(domain, 2 + Math.ceil((2 * level) / 3), rng);
  const asides = long ? sample(OLD_SCENES, LONG_TEXT, rng).filter((s) => events.every(({ scene }) => scene !== s)) : [];
  const text = [...sample(events, events.length, rng).map(tell), ...asides.map(tellUndated)].join(' ');
  return rng.next() < 0.2 && level > 0 ? openDraft(text, events, rng) : choiceDraft(text, events, rng);
}

function drawEvents(domain: string, count: number, rng: Random): Event[] {
  const days = sample([0, 1, 2, 3, 4, 5, 6], count, rng);
  return drawScenes(domain, count, rng).map((scene, i) => ({ scene, day: days[i]! }));
}

function tell({ scene, day }: Event): string {
  return `On ${WEEKDAYS[day]!} ${scene.who} ${scene.deed} ${scene.place}.`;
}

function tellUndated(scene: Scene): string {
  return `Another week, ${scene.who} ${scene.deed} ${scene.place}.`;
}

function choiceDraft(text: string, events: readonly Event[], rng: Random): Draft {
  const { difficulty, ask, right, wrong } = pick(events.length > 2 ? ASKS : ASKS.slice(0, 4), rng)(events, rng);
  const options = sample([right, ...wrong.slice(0, 3)], 4, rng);
  const letter = LETTERS[options.indexOf(right)]!;
  const lettered = options.map((option, i) => `${LETTERS[i]!}) ${option}`).join(' ');
  const otherLetters = LETTERS.filter((l) => l !== letter);
  return {
    kindDifficulty: difficulty,
    showsDomain: true,
    phrase: (form) => fill(FORMS[form]!, { text, question: ask, options: lettered }),
    grading: { grader: 'multiple-choice', reference: letter },
    misprint: pick(otherLetters, rng),
    right: (r) => choose(letter, right, r),
    slip: (r) => {
      const other = pick(otherLetters, r);
      return choose(other, options[LETTERS.indexOf(other)]!, r);
    },
  };
}

function choose(letter: string, option: string, rng: Random): string {
  return pick([letter, `${letter}) ${option}`, `The answer is (${letter}).`, `Answer: ${letter}`], rng);
}

type Ask = (events: readonly Event[], rng: Random) => Question;

const askWho: Ask = (events, rng) => {
  const { scene } = events[0]!;
  return {
    difficulty: -0.9,
    ask: `Who ${scene.deed}?`,
    right: scene.who,
    wrong: [...events.slice(1).map((event) => event.scene.who), ...strangers(events, rng).map(({ who }) => who)],
  };
};

const askWhere: Ask = (events, rng) => {
  const { scene } = events[0]!;
  return {
    difficulty: -0.3,
    ask: `Where was it that ${scene.who} ${scene.deed}?`,
    right: scene.place,
    wrong: [...events.slice(1).map((event) => event.scene.place), ...strangers(events, rng).map(({ place }) => place)],
  };
};

const askDay: Ask = (events, rng) => {
  const { scene, day } = events[0]!;
  const told = events.slice(1).map((event) => event.day);
  const others = sample([0, 1, 2, 3, 4, 5, 6], 7, rng).filter((d) => d !== day && !told.includes(d));
  return {
    difficulty: 0,
    ask: `On which day did it happen that ${scene.who} ${scene.deed}?`,
    right: WEEKDAYS[day]!,
    wrong: [...told, ...others].map((d) => WEEKDAYS[d]!),
  };
};

const askOrder: Ask = (events, rng) => {
  const last = rng.next() < 0.5;
  const sorted = events.toSorted((a, b) => (last ? b.day - a.day : a.day - b.day));
  return {
    difficulty: 0.9,
    ask: `Counting the week from Monday, who came ${last ? 'last' : 'first'}?`,
    right: sorted[0]!.scene.who,
    wrong: [...sorted.slice(1).map((event) => event.scene.who), ...strangers(events, rng).map(({ who }) => who)],
  };
};

const askAbsent: Ask = (events, rng) => ({
  difficulty: 0.8,
  ask: `On which of these days did nothing happen?`,
  right:
    WEEKDAYS[
      pick(
        [0, 1, 2, 3, 4, 5, 6].filter((d) => events.every(({ day }) => day !== d)),
        rng,
      )
    ]!,
  wrong: sample(events, 3, rng).map(({ day }) => WEEKDAYS[day]!),
});

/** The last needs three days on which something happened. */
const ASKS: readonly Ask[] = [askWho, askWhere, askDay, askOrder, askAbsent];

function strangers(events: readonly Event[], rng: Random): Scene[] {
  return sample(OLD_SCENES, 8, rng).filter((scene) =>
    events.every((event) => event.scene.who !== scene.who && event.scene.place !== scene.place),
  );
}

/** "Who came before Thursday?": a list in any order. */
function openDraft(text: string, events: readonly Event[], rng: Random): Draft {
  const days = events.map(({ day }) => day).toSorted((a, b) => a - b);
  const limit = days[1 + rng.integer(days.length - 1)]!;
  const names = events.filter(({ day }) => day < limit).map(({ scene }) => scene.who);
  const others = events.filter(({ day }) => day >= limit).map(({ scene }) => scene.who);
  const question = `Counting the week from Monday, who was active before ${WEEKDAYS[limit]!}? List everyone, with commas.`;
  return {
    kindDifficulty: 0.6,
    showsDomain: true,
    phrase: (form) => fill(OPEN_FORMS[form % OPEN_FORMS.length]!, { text, question, options: '' }).trim(),
    grading: { grader: 'set', reference: names, options: { score: 'exact' } },
    misprint: others,
    right: (r) => capitalised(sample(names, names.length, r).join(', ')),
    slip: (r) => {
      const wrong = r.next() < 0.5 || names.length === 1 ? [...names, pick(others, r)] : names.slice(1);
      return capitalised(sample(wrong, wrong.length, r).join(', '));
    },
  };
}
