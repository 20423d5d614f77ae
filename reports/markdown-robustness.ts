import type { Robustness } from '../harness/evaluate/studies/robustness-schema.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { noisyRouters, robustnessSentences } from './robustness.ts';
import { robustnessTables } from './robustness-tables.ts';

/** What breaks the verdict, as the blocks of a section. @param margin quality (0..1) that a policy may lose */
export function robustnessMarkdown(study: Robustness, margin: number): string[] {
  return [
    '## What would break the verdict?',
    ...robustnessSentences(study, margin).map((sentence) => escaped(sentence, 2000)),
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
