import { BenchError } from '../bench-error.ts';
import type { Baseline } from './baseline.ts';
import { CRITERIA, type CriterionName, type Margins } from './gate-schema.ts';
import { detectableMargin, promptsForMargin } from './planning.ts';

/** A margin that the baseline can hold. */
export interface SetMargin {
  readonly margin: number;
  /** The smallest that it could be. */
  readonly detectable: number;
  /** Whether somebody asked for it; else it is the detectable one, rounded up. */
  readonly given: boolean;
}

export interface SetMargins {
  /** By criterion that is tested: the family over which errors are controlled. */
  readonly tested: ReadonlyMap<CriterionName, SetMargin>;
  /** Why each other one is not. */
  readonly untested: ReadonlyMap<CriterionName, string>;
}

/**
 * The margins of a gate: those given, and for the others the smallest that the baseline can tell, rounded up.
 *
 * @throws {BenchError} for a margin below the detectable difference, saying how many prompts it would take; and where nothing
 *   is left to test
 */
export function setMargins({ planning, test, train, validate }: Baseline, given: Margins): SetMargins {
  const untested = new Map<CriterionName, string>();
  for (const name of CRITERIA) {
    if (given[name] === false) untested.set(name, 'left out by its margin');
    else if (planning[name] === undefined) untested.set(name, missingWords(name));
  }
  const names = CRITERIA.filter((name) => !untested.has(name));
  const tested = new Map<CriterionName, SetMargin>();
  for (const name of names) {
    const detectable = detectableMargin(planning[name]!, names.length);
    const asked = given[name] as number | undefined;
    if (asked === undefined && detectable === undefined) {
      untested.set(name, 'it varies so much that these prompts cannot tell even a tenfold rise');
      continue;
    }
    if (asked !== undefined && (detectable === undefined || asked < detectable)) {
      const needed = promptsForMargin(planning[name]!, asked, names.length);
      throw tooSmall(name, asked, detectable, {
        needed,
        all: Math.ceil((needed * (train.length + validate.length + test.length)) / test.length),
        now: test.length,
      });
    }
    tested.set(name, {
      margin: asked ?? roundedUp(detectable!),
      detectable: detectable!,
      given: asked !== undefined,
    });
  }
  if (tested.size > 0) return { tested, untested };
  throw new BenchError('the gate has nothing left to test: every margin is off', { hint: 'Leave one of them in.' });
}

function missingWords(name: CriterionName): string {
  if (name === 'latency') return 'not every test prompt has a latency';
  return name === 'accuracy' ? 'no label names a model of the pool' : 'the policy costs nothing';
}

/** Two significant digits; nothing varies below a millionth. */
function roundedUp(margin: number): number {
  if (margin === 0) return 1e-6;
  const unit = 10 ** (Math.floor(Math.log10(margin)) - 1);
  return Number((Math.ceil(margin / unit - 1e-9) * unit).toPrecision(2));
}

function tooSmall(
  name: CriterionName,
  margin: number,
  detectable: number | undefined,
  { needed, all, now }: { readonly needed: number; readonly all: number; readonly now: number },
): BenchError {
  const least = detectable === undefined ? 'none up to 10' : `${roundedUp(detectable)} and more`;
  return new BenchError(
    `the margin of ${name} is ${margin}, and ${now} test prompts cannot tell that: it takes ${needed} test prompts, about ${all} in all`,
    {
      hint: `These prompts can hold ${least}: a loss of twice that is then found with a chance of 95 %. Widen the margin or add prompts.`,
    },
  );
}
