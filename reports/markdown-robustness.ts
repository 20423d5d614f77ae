import type { Results } from '../harness/evaluate/results.ts';
import type { Studies } from '../harness/evaluate/studies/studies-schema.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { noisyRouters, robustnessSentences, studiedMargin } from './robustness.ts';
import { robustnessTables } from './robustness-tables.ts';

/** What breaks the verdict, as the blocks of a section; none where it was not studied. */
export function robustnessMarkdown(results: Results, { robustness: study }: Partial<Studies>): string[] {
  if (study === undefined) return [];
  return [
    '## What would break the verdict?',
    ...robustnessSentences(study, studiedMargin(results)).map((sentence) => escaped(sentence, 2000)),
    ...(noisyRouters(study).length === 0
      ? []
      : ['![AIQ minus zero router by share of wrong grades](charts/noise.png)']),
    ...robustnessTables(study).flatMap(({ caption, headings, rows }) => [
      escaped(caption, 600),
      markdownTable(
        headings.map((heading) => escaped(heading, 60)),
        rows.map((row) => row.map((cell) => escaped(cell, 220))),
      ),
    ]),
  ];
}
