import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { learningWords } from '../../reports/learning-words.ts';
import { robustnessSentences, studiedMargin } from '../../reports/robustness.ts';
import { splitWords } from '../../reports/split-words.ts';

/** What the studies of a run found, a paragraph each. */
export function studiesText(results: Results, { splits, learning, robustness }: Studies): string[] {
  return [
    ...(splits === undefined
      ? []
      : 'undefined' in splits
        ? [`Over other splits: not defined, ${splits.undefined}.`]
        : [splitWords(results, splits).join(' ')]),
    ...(learning === undefined
      ? []
      : 'undefined' in learning
        ? [`Is the reference set big enough? Not defined, ${learning.undefined}.`]
        : [`Is the reference set big enough? ${learningWords(results, learning).join(' ')}`]),
    ...(robustness === undefined ? [] : robustnessSentences(robustness, studiedMargin(results))),
  ];
}
