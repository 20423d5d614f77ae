import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { between, pick } from '../pick.ts';
import { drawAside } from '../scene-text.ts';
import { DATED, FORMS, MEASURES, TERMS } from '../seeds/rewriting.ts';
import { MONTHS } from '../seeds/words.ts';

/** The same text with other units, date formats or terms. Harder with more to change and with arithmetic in it. */
export const rewriting: TaskType = {
  name: 'rewriting',
  forms: FORMS.length,
  topical: false,
  canBeLong: false,
  medianOutputTokens: 110,
  logSdOutputTokens: 0.38,
  draft: draftRewriting,
};

/** One sentence with one thing to change. */
interface Change {
  readonly before: string;
  readonly after: string;
  readonly slip: string;
  /** What the answer must hold, and what it may not. */
  readonly want: string;
  readonly forbid?: string;
  readonly rule: string;
}

const KINDS: readonly { readonly difficulty: number; readonly draw: readonly ((rng: Random) => Change)[] }[] = [
  { difficulty: 0.4, draw: [drawMeasure] },
  { difficulty: -0.5, draw: [drawDate] },
  { difficulty: -0.9, draw: [drawTerm] },
  { difficulty: 0.9, draw: [drawMeasure, drawDate, drawTerm] },
];

function draftRewriting({ domain, level }: Brief, rng: Random): Draft {
  const kind = pick(KINDS, rng);
  const changes = drawDifferent(kind.draw, level + 1, rng);
  const still = drawAside(domain, rng);
  const rule = [...new Set(changes.map((change) => change.rule))].join(' ');
  const text = (part: (change: Change) => string) => [still, ...changes.map(part)].join(' ');
  const wrong = rng.integer(changes.length);
  return {
    kindDifficulty: kind.difficulty,
    showsDomain: true,
    phrase: (form) =>
      FORMS[form]!.replace('{rule}', () => rule).replace('{text}', () => text((change) => change.before)),
    ...grade(changes, wrong),
    right: () => text((change) => change.after),
    slip: (r) => {
      const at = r.integer(changes.length);
      const left = r.next() < 0.35;
      return text((change) => (change !== changes[at] ? change.after : left ? change.before : change.slip));
    },
  };
}

function drawDifferent(draw: readonly ((rng: Random) => Change)[], count: number, rng: Random): Change[] {
  const changes: Change[] = [];
  while (changes.length < count) {
    const change = draw[changes.length % draw.length]!(rng);
    if (!changes.some(({ before, want }) => before === change.before || want === change.want)) changes.push(change);
  }
  return changes;
}

/** Terms need the old word gone; a single date is a pattern; everything else has to be there. */
function grade(changes: readonly Change[], wrong: number): Pick<Draft, 'grading' | 'misprint'> {
  const wanted = changes.map(({ want }) => want);
  const misprinted = wanted.with(wrong, `${wanted[wrong]!} or so`);
  const forbidden = changes.flatMap(({ forbid }) => forbid ?? []);
  if (forbidden.length > 0) {
    const checks = (texts: readonly string[]) => [
      ...texts.map((text) => ({ check: 'contains', text })),
      ...forbidden.map((text) => ({ check: 'forbids', text })),
    ];
    return {
      grading: { grader: 'instructions', reference: checks(wanted), options: { credit: 'all' } },
      misprint: checks(misprinted),
    };
  }
  if (wanted.length === 1 && /^\d{4}-/.test(wanted[0]!)) {
    return { grading: { grader: 'regex', reference: `\\b${wanted[0]!}\\b` }, misprint: `\\b${wanted[0]!}T` };
  }
  return { grading: { grader: 'contains', reference: wanted, options: { wholeWords: true } }, misprint: misprinted };
}

interface Unit {
  readonly from: string;
  readonly to: string;
  readonly low: number;
  readonly high: number;
  convert(value: number): number;
}

const UNITS: Readonly<Record<string, Unit>> = {
  miles: { from: 'miles', to: 'km', low: 3, high: 90, convert: (v) => v * 1.609344 },
  pounds: { from: 'pounds', to: 'kg', low: 20, high: 300, convert: (v) => v * 0.45359237 },
  feet: { from: 'feet', to: 'm', low: 8, high: 400, convert: (v) => v * 0.3048 },
  gallons: { from: 'US gallons', to: 'litres', low: 4, high: 250, convert: (v) => v * 3.785411784 },
  inches: { from: 'inches', to: 'cm', low: 3, high: 90, convert: (v) => v * 2.54 },
  fahrenheit: { from: '°F', to: '°C', low: 34, high: 190, convert: (v) => ((v - 32) * 5) / 9 },
};

function drawMeasure(rng: Random): Change {
  const template = pick(MEASURES, rng);
  const [slot, name] = /\{([a-z]+)\}/.exec(template)! as unknown as [string, string];
  const unit = UNITS[name]!;
  const value = between(unit.low, unit.high, rng);
  const want = `${unit.convert(value).toFixed(1)} ${unit.to}`;
  const off = unit.convert(value) * pick([0.9, 1.1, 1.02, 10], rng) + 0.3;
  return {
    before: template.replace(slot, `${value} ${unit.from}`),
    after: template.replace(slot, want),
    slip: template.replace(slot, `${off.toFixed(1)} ${unit.to}`),
    want,
    rule: `Give ${unit.from} in ${unit.to}, rounded to one decimal.`,
  };
}

function drawDate(rng: Random): Change {
  const template = pick(DATED, rng);
  const [day, month, year] = [between(1, 28, rng), between(1, 12, rng), between(2019, 2027, rng)];
  const two = (n: number) => String(n).padStart(2, '0');
  const want = `${year}-${two(month)}-${two(day)}`;
  const slip =
    day > 12 || day === month ? `${year}-${two(month)}-${two(day + 1)}` : `${year}-${two(day)}-${two(month)}`;
  return {
    before: template.replace('{date}', `${MONTHS[month - 1]!} ${day}, ${year}`),
    after: template.replace('{date}', want),
    slip: template.replace('{date}', slip),
    want,
    rule: 'Write every date as YYYY-MM-DD.',
  };
}

function drawTerm(rng: Random): Change {
  const { from, to, sentence } = pick(TERMS, rng);
  const wrong = pick(
    TERMS.filter((term) => term.to !== to),
    rng,
  );
  return {
    before: sentence.replace('{term}', from),
    after: sentence.replace('{term}', to),
    slip: sentence.replace('{term}', wrong.to),
    want: to,
    forbid: from,
    rule: `Say ${to} instead of ${from}.`,
  };
}
