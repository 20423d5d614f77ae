import type { Random } from '../../../harness/random.ts';
import type { Brief, Draft, TaskType } from '../draft.ts';
import { between, pick, sample } from '../pick.ts';
import { drawAside } from '../scene-text.ts';
import { FORMS, IDENTIFIERS } from '../seeds/code.ts';
import { PROGRAMS } from './programs.ts';

/** What a Python program prints. Harder with longer lists and with loops that depend on themselves. */
export const code: TaskType = {
  name: 'code',
  forms: FORMS.length,
  topical: false,
  canBeLong: false,
  medianOutputTokens: 140,
  logSdOutputTokens: 0.6,
  draft: draftCode,
};

/** Variables of the programs that may be called anything. */
const RENAMEABLE = [
  'crates',
  'total',
  'goods',
  'cities',
  'steps',
  'note',
  'guests',
  'seats',
  'stock',
  'stops',
  'prices',
  'amounts',
  'monday',
  'friday',
  'load',
  'orders',
  'route',
  'hours',
  'queue',
  'pantry',
];

function draftCode({ domain, level }: Brief, rng: Random): Draft {
  const { code: plain, output, difficulty } = pick(PROGRAMS, rng)(level, rng);
  const code = renamed(plain, rng);
  const comment = `# ${drawAside(domain, rng)}\n`;
  const isNumber = /^-?\d+$/.test(output);
  return {
    kindDifficulty: 1.4 * difficulty,
    showsDomain: true,
    phrase: (form) => FORMS[form]!.replace('{code}', () => `\n${comment}${code}\n`).trim(),
    grading: isNumber
      ? { grader: 'numeric', reference: Number(output) }
      : { grader: 'exact', reference: output, options: { ignoreCase: false } },
    misprint: isNumber ? Number(output) + 1 : misread(output, rng),
    right: (r) => (isNumber ? pick([output, `It prints ${output}`, `Output: ${output}`], r) : output),
    slip: (r) => (isNumber ? String(Number(output) + between(1, 4, r) * pick([-1, 1], r)) : misread(output, r)),
  };
}

/** The program with other names for its variables, as real programs have. Texts in quotes stay. */
function renamed(program: string, rng: Random): string {
  const names = sample(IDENTIFIERS, RENAMEABLE.length, rng);
  const rename = (word: string) => names[RENAMEABLE.indexOf(word)] ?? word;
  return program
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : part.replace(/\b[a-z]+\b/g, rename)))
    .join('');
}

/** The output with one thing wrong: a member lost, two letters swapped, or other brackets. */
function misread(output: string, rng: Random): string {
  const members = output.startsWith('[') ? output.slice(1, -1).split(', ') : [];
  if (members.length > 1 && rng.next() < 0.7)
    return `[${members.toSpliced(rng.integer(members.length), 1).join(', ')}]`;
  if (output.startsWith('[')) return rng.next() < 0.5 ? `${output.slice(0, -1)}, 7]` : `(${output.slice(1, -1)}) + 1`;
  const at = 1 + rng.integer(Math.max(1, output.length - 2));
  return output.slice(0, at) + (output[at + 1] ?? 's') + (output[at] ?? '') + output.slice(at + 2);
}
