import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { between, capitalised, enumerated, fill, pick, sample } from '../pick.ts';
import { drawScenes, sentence } from '../scene-text.ts';
import { FORMS, NOTES } from '../seeds/extraction.ts';
import { NEW_DOMAINS } from '../seeds/scenes.ts';
import { CITIES, FIRST_NAMES, ITEMS, MONTHS, SURNAMES } from '../seeds/words.ts';

/** Fields out of a message, as JSON. Harder with more fields, and where dates or amounts change their form. */
export const extraction: TaskType = {
  name: 'extraction',
  forms: FORMS.length,
  topical: true,
  canBeLong: true,
  medianOutputTokens: 70,
  logSdOutputTokens: 0.42,
  draft: draftExtraction,
};

type Kind = 'as-written' | 'iso-date' | 'plain-number';
const DIFFICULTY: Readonly<Record<Kind, number>> = { 'as-written': -0.6, 'iso-date': 0.9, 'plain-number': 0.4 };
const ASK: Readonly<Record<Kind, string>> = {
  'as-written': '',
  'iso-date': ' (date as YYYY-MM-DD)',
  'plain-number': ' (amount as a number without currency)',
};

type Fields = Record<string, string | number>;

function draftExtraction({ domain, level, long }: Brief, rng: Random): Draft {
  const note = pick(NOTES, rng);
  const values = drawValues(rng);
  const slots = [...note.matchAll(/\{([a-z]+)\}/g)].map(([, slot]) => slot!);
  const wanted = sample(slots, Math.min(level + 1, slots.length), rng);
  const kind = drawKind(wanted, rng);
  const reference: Fields = Object.fromEntries(wanted.map((slot) => [slot, valueIn(kind, slot, values)]));
  const noise = long || level === 3 || NEW_DOMAINS.includes(domain) ? 1 : Number(rng.next() < 0.8);
  const scenes = drawScenes(domain, long ? 150 : noise, rng).slice(0, long ? 150 : noise);
  const text = [...scenes.map(sentence), fill(note, values.written)];
  if (rng.next() < 0.5) text.reverse();
  const material = text.join(' ');
  const fields = enumerated(wanted) + ASK[kind];
  const others = drawValues(rng);
  return {
    kindDifficulty: DIFFICULTY[kind],
    showsDomain: noise > 0,
    phrase: (form) => FORMS[form]!.replace('{fields}', () => fields).replace('{note}', () => material),
    system: 'Requests for JSON come from a program: answer with one bare object, no code fence, nothing else.',
    grading: { grader: 'json-fields', reference, options: { credit: 'all', strict: true } },
    misprint: { ...reference, [wanted[0]!]: valueIn(kind, wanted[0]!, others) },
    right: (r) => print(reference, r),
    slip: (r) => slip(reference, kind, others, r),
  };
}

interface Values {
  readonly written: Readonly<Record<string, string>>;
  readonly isoDate: string;
  readonly amount: number;
}

function drawValues(rng: Random): Values {
  const [day, month] = [between(1, 28, rng), rng.integer(12)];
  const amount = between(300, 90000, rng) / 100;
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    isoDate: `2026-${two(month + 1)}-${two(day)}`,
    amount,
    written: {
      name: `${pick(FIRST_NAMES, rng)} ${pick(SURNAMES, rng)}`,
      date: `${day} ${MONTHS[month]!} 2026`,
      amount: `€${amount.toFixed(2)}`,
      code: `${pick(['AX', 'BR', 'KT', 'MV', 'QL', 'TZ'], rng)}-${between(1000, 9999, rng)}`,
      city: pick(CITIES, rng),
      item: pick(ITEMS, rng),
      count: String(between(2, 96, rng)),
      time: `${between(6, 22, rng)}:${pick(['00', '15', '30', '45'], rng)}`,
    },
  };
}

function drawKind(wanted: readonly string[], rng: Random): Kind {
  if (rng.next() < 0.25) return 'as-written';
  if (wanted.includes('date')) return 'iso-date';
  return wanted.includes('amount') ? 'plain-number' : 'as-written';
}

function valueIn(kind: Kind, slot: string, values: Values): string | number {
  if (kind === 'iso-date' && slot === 'date') return values.isoDate;
  if (kind === 'plain-number' && slot === 'amount') return values.amount;
  return values.written[slot]!;
}

function print(fields: Fields, rng: Random): string {
  return rng.next() < 0.7 ? JSON.stringify(fields) : JSON.stringify(fields, null, 1);
}

function slip(reference: Fields, kind: Kind, others: Values, rng: Random): string {
  const keys = Object.keys(reference);
  const key = pick(keys, rng);
  const chance = rng.next();
  if (chance < 0.15) return `\`\`\`json\n${JSON.stringify(reference)}\n\`\`\``;
  if (chance < 0.22) return `Here you are: ${JSON.stringify(reference)}`;
  if (chance < 0.4 && keys.length > 1) {
    const other = pick(
      keys.filter((k) => k !== key),
      rng,
    );
    return print({ ...reference, [key]: reference[other]!, [other]: reference[key]! }, rng);
  }
  if (chance < 0.55) return print({ [capitalised(key)]: reference[key]!, ...withoutKey(reference, key) }, rng);
  return print({ ...reference, [key]: valueIn(kind, key, others) }, rng);
}

function withoutKey(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([k]) => k !== key));
}
