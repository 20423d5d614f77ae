import type { DriftChange, DriftFindings, DriftReport } from '../../harness/drift/drift-schema.ts';
import { listWords, percent, points, pointsNumber } from '../../reports/format.ts';
import { plainText } from '../../reports/plain-text.ts';

/** Independent prompts that a verdict needs on each side. */
export const FEWEST_PROMPTS = 50;
/** Share of new prompts at which they are worth recording. */
const MANY_NEW = 0.05;

type Verdict = DriftReport['verdict'];
type Sides = Pick<DriftReport, 'a' | 'b'>;

/** Nothing is claimed from a handful of prompts. */
export function withheldVerdict({ a, b }: Sides): Verdict {
  const few = [a, b].filter(({ used }) => used < FEWEST_PROMPTS);
  const have = listWords(few.map(({ name, used }) => `${plainText(name, 60)} has ${used}`));
  const sentence = `Withheld: a verdict needs ${FEWEST_PROMPTS} independent prompts a side (one of each group or session), and ${have}.`;
  return { drifted: null, needed: FEWEST_PROMPTS, sentences: [sentence] };
}

/** Whether the sides differ at all, how much, and what to do about it. */
export function driftVerdict(findings: DriftFindings, sides: Sides): Verdict {
  const p = Math.min(...findings.tests.map(({ adjustedP }) => adjustedP));
  const drifted = p <= findings.level;
  const sentences = drifted
    ? [...driftedSentences(findings, p), ...actions(findings)]
    : [sameSentence(findings, sides, p), 'Nothing to do: what was measured on A stands for prompts like these.'];
  return { drifted, p, needed: FEWEST_PROMPTS, sentences };
}

function sameSentence({ tests, level }: DriftFindings, { a, b }: Sides, p: number): string {
  return `Drifted: no, p = ${shortP(p)} (least of ${tests.length} tests after Holm, level ${level}), with ${a.used} and ${b.used} prompts.`;
}

function driftedSentences({ tests, level, classifierAuc, newPrompts }: DriftFindings, p: number): string[] {
  const moved = tests.filter(({ adjustedP }) => adjustedP <= level).map(({ of }) => plainText(of, 60));
  return [
    `Drifted: yes, p = ${shortP(p)}: ${listWords(moved)} of B ${moved.length === 1 && moved[0] !== 'prompts' ? 'differs' : 'differ'} from A (after Holm over ${tests.length} tests, level ${level}).`,
    `A classifier tells the sides apart with an AUC of ${classifierAuc.toFixed(2)} (.5 is not at all, 1 is always), and ${percent(newPrompts.share)} of B are of a new kind, where about ${percent(newPrompts.expectedFar, 0)} would seem so by chance.`,
  ];
}

function actions({ newPrompts, expected }: DriftFindings): string[] {
  if (newPrompts.share >= MANY_NEW) {
    const untilThen =
      newPrompts.far >= MANY_NEW ? '; until then let the router abstain from what is far (option abstain)' : '';
    return [
      `What to do: record answers to prompts of the new clusters (signalbox record), add them to the dataset and bench again${untilThen}.`,
    ];
  }
  const changes = expected !== undefined && 'models' in expected ? expected.models.filter(isClear) : [];
  if (changes.length > 0) {
    const largest = changes.reduce((x, y) => (Math.abs(y.change.value) > Math.abs(x.change.value) ? y : x));
    return [
      `What to do: bench again on the mix of B; the quality of ${plainText(largest.of, 60)} is expected to change by ${points(largest.change.value)} (${pointsNumber(largest.change.low)} to ${pointsNumber(largest.change.high)}).`,
    ];
  }
  return [
    'What to do: A has prompts of the kinds that B has, and no model is expected to do better or worse beyond doubt, so the policy can stay; bench again on a sample of B when it is convenient, for the figures are those of the mix of A.',
  ];
}

function isClear({ change: { low, high } }: DriftChange): boolean {
  return low > 0 || high < 0;
}

/** `0.001`, `0.27` */
export function shortP(p: number): string {
  return String(Number(p.toPrecision(2)));
}
