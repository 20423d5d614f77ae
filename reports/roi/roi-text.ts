import type { Results } from '../../harness/evaluate/results.ts';
import { monthOf, monthsBeside, subjectOf } from './monthly.ts';
import { nearestFlipSentence } from './price-flip-words.ts';
import { roiWords } from './roi-words.ts';
import { warningSigns } from './warning-signs.ts';

/** For a terminal: the answer, the signs that warn, break-even, the price at which the verdict changes. A line or two each. */
export function roiText(results: Results): string[] {
  const subject = subjectOf(results);
  const words = roiWords(results);
  if (subject === undefined || words === undefined) return [];
  const warnings = warningSigns(results, subject).filter(({ warns }) => warns === true);
  return [
    [words.lead, words.saving, words.net].join(' ').trimEnd(),
    ...(warnings.length === 0 ? [] : [`Warning signs: ${warnings.map(({ title }) => title).join('; ')}.`]),
    words.breakEven,
    ...nearestFlipSentence(results),
  ];
}

/** The same as data, for `--json`; `undefined` where the run has no router. */
export function roiData(results: Results) {
  const subject = subjectOf(results);
  if (subject === undefined) return undefined;
  const month = monthOf(results);
  const { router, ships } = subject;
  return {
    router: router.name,
    ships,
    month,
    beside: monthsBeside(subject, month),
    signs: warningSigns(results, subject),
    lastPoint: { ...router.lastPoint, reference: results.pool?.referenceLastPoint },
    priceFlips: results.priceFlips,
  };
}
