import type { Random } from '../../harness/random.ts';
import { hashRandom } from './hash-random.ts';
import type { Shown } from './reader.ts';
import type { RecordedDataset } from './recorded-dataset.ts';

/** Share of answers that are taken for what they are not. */
const ERROR = 0.12;
/** Scores closer than this are a tie. */
const TIE = 0.1;

/** Judges one answer by a score, 0..1, or says which of two is better: `A`, `B` or `tie`. */
export function judgeAnswer(dataset: RecordedDataset, shown: Shown): string {
  const { quoted, schema, rng } = shown;
  if (quoted.answer === undefined) return 'There is no answer to judge.';
  const first = score(dataset, shown, quoted.answer);
  if (quoted.other === undefined) return reply(schema, 'score', first);
  // It likes what it reads first a little better, as judges do.
  const lead = first - score(dataset, shown, quoted.other) + 0.05 + 0.05 * rng.normal();
  return reply(schema, 'better', Math.abs(lead) < TIE ? 'tie' : lead > 0 ? 'A' : 'B');
}

/** The same for the same answer to the same request, alone or beside another. */
function score(dataset: RecordedDataset, { example, key }: Shown, answer: string): number {
  const rng = hashRandom('judge', key, answer);
  const grade = example === undefined ? Number.NaN : dataset.gradeOf(example, answer);
  const isGood = Number.isNaN(grade) ? rng.next() < 0.5 : grade >= 0.5;
  const looksGood = rng.next() < ERROR ? !isGood : isGood;
  return rounded(looksGood ? 0.78 + 0.14 * rng.normal() : 0.32 + 0.17 * rng.normal(), rng);
}

/** In steps of .05, within 0..1. */
function rounded(value: number, rng: Random): number {
  const step = Math.floor(20 * value + rng.next()) / 20;
  return Math.min(1, Math.max(0, Number(step.toFixed(2))));
}

/** Under the name that the schema has for it, and with a reason where one is asked for. */
function reply(schema: Shown['schema'], kind: 'score' | 'better', value: number | string): string {
  const names = Object.keys(schema?.properties ?? { [kind]: {}, reason: {} });
  const name = names.find((each) => each !== 'reason') ?? kind;
  const said = typeof value === 'number' ? `It earns ${value}.` : value === 'tie' ? 'No difference.' : `${value} wins.`;
  return JSON.stringify({ [name]: value, ...(names.includes('reason') ? { reason: said } : {}) });
}
