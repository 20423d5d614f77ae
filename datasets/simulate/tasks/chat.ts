import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { capitalised, fill, pick, sample } from '../pick.ts';
import { drawAside } from '../scene-text.ts';
import { COURTESIES, ERRANDS, type Errand, FORMS } from '../seeds/chat.ts';

/** A short message under instructions that can be checked. Harder with more instructions and with two matters at once. */
export const chat: TaskType = {
  name: 'chat',
  forms: FORMS.length,
  topical: false,
  canBeLong: false,
  medianOutputTokens: 190,
  logSdOutputTokens: 0.5,
  draft: draftChat,
};

type Check = Readonly<Record<string, string | number>>;
interface Plan {
  readonly sentences: readonly string[];
  readonly lowerCase: boolean;
}

/** An instruction: its words, its checks, a message that keeps it, and one that breaks it. */
interface Rule {
  readonly words: string;
  readonly checks: readonly Check[];
  keep(plan: Plan): Plan;
  breach(plan: Plan): Plan;
}

const OPENINGS = ['Good morning', 'Dear friend', 'Just so you know', 'A quick word', 'Guess what'];
const CLOSINGS = [
  'Talk to you soon.',
  'See you on Saturday.',
  'With warm regards.',
  'Yours as ever.',
  'Take good care.',
];
const EXTRAS = [
  ['gladly', 'I will gladly lend a hand.'],
  ['promise', 'This is a promise.'],
  ['weather', 'Let us hope for good weather.'],
  ['together', 'We will manage together.'],
  ['coffee', 'The next coffee is on me.'],
  ['lantern', 'I will bring a lantern.'],
] as const;

function draftChat({ domain, level }: Brief, rng: Random): Draft {
  const two = rng.next() < 0.6;
  const [one, other] = sample(ERRANDS, 2, rng) as [Errand, Errand];
  const lower = rng.next() < 0.25;
  const matters = two ? [one, other] : [one];
  const base: Plan = {
    sentences: [...matters.map(({ that }) => capitalised(`${that}.`)), pick(PLAIN_COURTESIES, rng)],
    lowerCase: false,
  };
  const rules = drawRules(level + 1, lower, base, rng);
  const checks = [
    ...matters.map(({ word }) => ({ check: 'contains', text: word })),
    ...rules.flatMap((rule) => rule.checks),
  ];
  const aside = drawAside(domain, rng);
  const good = rules.reduce((plan, rule) => rule.keep(plan), base);
  return {
    kindDifficulty: (two ? 0.4 : -0.6) + (lower ? 0.6 : -0.2),
    showsDomain: true,
    phrase: (form) =>
      `${capitalised(
        fill(FORMS[form]!, {
          to: one.to,
          that: two ? `${one.that}, and moreover ${other.that}` : one.that,
          rules: rules.map((rule) => rule.words).join(' '),
        }),
      )} ${ASIDES[form % ASIDES.length]!} ${aside}`,
    grading: { grader: 'instructions', reference: checks, options: { credit: 'all' } },
    misprint: [...checks, { check: 'contains', text: 'kind regards from all of us' }],
    right: () => print(good),
    slip: (r) => {
      if (r.next() < 0.15) return print({ ...good, sentences: good.sentences.filter((s) => !s.includes(one.word)) });
      return print(pick(rules, r).breach(good));
    },
  };
}

/** What leads over to news that need not be mentioned. */
const ASIDES = ['By the way:', 'For your amusement only:', 'Do not mention this:', 'Other news of the day:'];

const PLAIN_COURTESIES = COURTESIES.filter((text) => !/sorry|thank|hope/i.test(text));

function print({ sentences, lowerCase }: Plan): string {
  const text = sentences.join(' ');
  return lowerCase ? text.toLowerCase() : text;
}

const lowerCase: Rule = {
  words: 'Use small letters only, no capitals.',
  checks: [{ check: 'lower-case' }],
  keep: (plan) => ({ ...plan, lowerCase: true }),
  breach: (plan) => ({ ...plan, lowerCase: false }),
};

/** `count` instructions that can be kept at once; the limit on words comes last because it counts what the others add. */
function drawRules(count: number, lower: boolean, base: Plan, rng: Random): Rule[] {
  const drawers = sample([drawStart, drawEnd, drawExtra, drawForbidden, undefined], count - Number(lower), rng);
  const rules = drawers.flatMap((draw) => (draw === undefined ? [] : [draw(rng)]));
  if (lower) rules.unshift(lowerCase);
  if (!drawers.includes(undefined) && rules.length > 0) return rules;
  const message = rules.reduce((plan, rule) => rule.keep(plan), base);
  return [...rules, wordLimit(countWords(print(message)) + pick([0, 4, 10], rng))];
}

function drawStart(rng: Random): Rule {
  const text = pick(OPENINGS, rng);
  return {
    words: `Begin with "${text}".`,
    checks: [{ check: 'starts-with', text }],
    keep: ({ sentences, ...plan }) => ({ ...plan, sentences: [`${text}: ${sentences[0]!}`, ...sentences.slice(1)] }),
    breach: ({ sentences, ...plan }) => ({ ...plan, sentences: [`Hello! ${sentences[0]!}`, ...sentences.slice(1)] }),
  };
}

function drawEnd(rng: Random): Rule {
  const text = pick(CLOSINGS, rng);
  return {
    words: `End with "${text}"`,
    checks: [{ check: 'ends-with', text }],
    keep: ({ sentences, ...plan }) => ({ ...plan, sentences: [...sentences, text] }),
    breach: ({ sentences, ...plan }) => ({ ...plan, sentences: [...sentences, 'Bye!'] }),
  };
}

function drawExtra(rng: Random): Rule {
  const [word, sentence] = pick(EXTRAS, rng);
  return {
    words: `Use the word "${word}".`,
    checks: [{ check: 'contains', text: word }],
    keep: ({ sentences, ...plan }) => ({ ...plan, sentences: sentences.toSpliced(1, 0, sentence) }),
    breach: ({ sentences, ...plan }) => ({ ...plan, sentences: sentences.filter((s) => s !== sentence) }),
  };
}

function drawForbidden(rng: Random): Rule {
  const word = pick(['sorry', 'thanks', 'really', 'unfortunately', 'literally'], rng);
  return {
    words: `Avoid the word "${word}".`,
    checks: [{ check: 'forbids', text: word }],
    keep: (plan) => plan,
    breach: ({ sentences, ...plan }) => ({ ...plan, sentences: sentences.toSpliced(1, 0, OFFENCES[word]!) }),
  };
}

const OFFENCES: Readonly<Record<string, string>> = {
  sorry: 'Sorry for the trouble.',
  thanks: 'Many thanks in advance.',
  really: 'It really matters to me.',
  unfortunately: 'Unfortunately it is so.',
  literally: 'It happened literally overnight.',
};

function wordLimit(max: number): Rule {
  return {
    words: `No more than ${max} words.`,
    checks: [{ check: 'words', max }],
    keep: (plan) => plan,
    breach: ({ sentences, ...plan }) => {
      const longer = [...sentences];
      for (let i = 0; countWords(longer.join(' ')) <= max; i++) {
        longer.splice(1, 0, PLAIN_COURTESIES[i % PLAIN_COURTESIES.length]!);
      }
      return { ...plan, sentences: longer };
    },
  };
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
