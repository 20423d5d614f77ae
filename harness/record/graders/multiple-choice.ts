import { z } from 'zod';
import { defineGrader, quote, right, wrong } from './grade.ts';

const letter = z
  .string()
  .regex(/^[A-Za-z]$/, 'must be one letter')
  .toUpperCase();

const reference = z
  .string()
  .transform((text) => text.replace(/[().\s]/g, ''))
  .pipe(letter);

/**
 * The response chooses a letter: "B", "(b)", "**B)** because …", "The answer is (B).", "Answer: B", `"answer": "B"`.
 * The last stated answer counts; failing that a letter at the start; failing that the only bracketed or bold letter,
 * the only capital of the last line, the only capital of all. The article in "A good answer…" is no choice, and several
 * letters without a conclusion are none either.
 *
 * Reference: the right letter, such as "B" or "(B)".
 * Options: `letters`, the letters on offer (default A to D; at least two, the right one among them).
 */
export const multipleChoice = defineGrader({
  name: 'multiple-choice',
  reference,
  options: z.strictObject({ letters: z.array(letter).min(2).default(['A', 'B', 'C', 'D']) }),
  check: (expected, { letters }) =>
    letters.includes(expected) ? undefined : `reference: "${expected}" is none of the letters ${letters.join(', ')}`,
  prepare(expected, { letters }) {
    return (response) => {
      const chosen = chosenLetter(response.normalize('NFKC'), new Set(letters));
      if (chosen === undefined) return wrong(`${quote(response)} makes no clear choice of ${letters.join(', ')}`);
      return chosen === expected
        ? right(`${chosen} is the right choice`)
        : wrong(`${chosen} was chosen, ${expected} is right`);
    };
  },
});

function chosenLetter(text: string, letters: ReadonlySet<string>): string | undefined {
  return (
    statedLetter(text, letters) ??
    leadingLetter(text, letters) ??
    onlyOne(lettersOf(text, MARKED, letters)) ??
    onlyOne(lettersOf(text.slice(text.lastIndexOf('\n') + 1), BARE, letters)) ??
    onlyOne(lettersOf(text, BARE, letters))
  );
}

/** Gaps are bounded, so that matching is linear. */
const STATED =
  /(?:\\boxed ?\{(?:\\text\w{0,2} ?\{)?|\b(?:answer|(?:correct|right|best) (?:option|choice|letter)|choice is|choose|pick|select|go with)\b[^\p{L}\p{N}]{0,20}(?:(?:is|was|would be|should be|must be)\b[^\p{L}\p{N}]{0,20})?(?:(?:option|choice|letter)\b[^\p{L}\p{N}]{0,10})?)(?<letter>[A-Za-z])(?![\p{L}\p{N}'’])/giu;
const LEADING = /^[\s*_(["'`]{0,20}(?<letter>[A-Za-z])(?=[)\].:*_"`,\n]|'(?!\p{L})|$)/u;
const MARKED = /[([](?<letter>[A-Za-z])[)\]]|\*\*(?<bold>[A-Za-z])[).:]{0,2}\*\*/g;
const BARE = /(?<![\p{L}\p{N}'’])(?<letter>[A-Z])(?![\p{L}\p{N}'’])/gu;

function statedLetter(text: string, letters: ReadonlySet<string>): string | undefined {
  return lettersOf(text, STATED, letters).at(-1);
}

function leadingLetter(text: string, letters: ReadonlySet<string>): string | undefined {
  const found = LEADING.exec(text)?.groups?.letter?.toUpperCase();
  return found !== undefined && letters.has(found) ? found : undefined;
}

function lettersOf(text: string, pattern: RegExp, letters: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(pattern)) {
    const letter = (match.groups!.letter ?? match.groups!.bold)!;
    const end = match.index + match[0].length;
    if (letters.has(letter.toUpperCase()) && !isWord(letter, text.slice(end, end + 9)))
      found.push(letter.toUpperCase());
  }
  return found;
}

/** "A good answer", "I think", "the answer is a little odd": a word rather than a choice, by what follows. */
function isWord(letter: string, rest: string): boolean {
  if (!/^ \p{L}/u.test(rest)) return false;
  if (letter === letter.toLowerCase()) return true;
  return 'AI'.includes(letter) && !/^ (?:because|since|as|and|but|is|or|for)\b/.test(rest);
}

function onlyOne(found: readonly string[]): string | undefined {
  return new Set(found).size === 1 ? found[0] : undefined;
}
