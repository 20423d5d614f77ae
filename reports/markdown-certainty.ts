import type { Results } from '../harness/evaluate/results.ts';
import { certaintyRows, f1Text, latencyText, pText } from './certainty.ts';
import { certaintyParagraphs } from './certainty-paragraphs.ts';
import { plusMinus, signed } from './format.ts';
import { escaped, markdownTable } from './markdown-text.ts';

/** What these test queries can tell, as the blocks of a section; none for results made before it was measured. */
export function certaintyMarkdown(results: Results): string[] {
  const paragraphs = certaintyParagraphs(results).map((paragraph) => escaped(paragraph, 3000));
  if (paragraphs.length === 0) return [];
  return ['## Certainty', ...paragraphs, ...comparisons(results), ...intervals(results)];
}

function comparisons(results: Results): string[] {
  const rows = certaintyRows(results).map(({ name, isIn, againstZero, againstReference }) => [
    escaped(name, 60),
    plusMinus(againstZero.difference, 4, signed),
    ...[againstZero.p, againstZero.holm].map((p) => escaped(pText(p))),
    isIn ? 'yes' : 'no',
    ...(againstReference === undefined
      ? ['', '']
      : [plusMinus(againstReference.difference, 3, signed), escaped(pText(againstReference.holm))]),
  ]);
  if (rows.length === 0) return [];
  const headings = ['Router', 'AIQ − zero', 'p', 'p (Holm)', 'May be best', 'Quality − reference', 'p (Holm)'];
  return [
    markdownTable(
      headings.map((heading) => escaped(heading)),
      rows,
    ),
  ];
}

function intervals({ significance }: Results): string[] {
  const rows = (significance?.intervals ?? [])
    .filter(({ p95LatencyMs, macroF1 }) => p95LatencyMs ?? macroF1)
    .map(({ router, p95LatencyMs, macroF1 }) => [
      escaped(router, 60),
      escaped(latencyText(p95LatencyMs)),
      escaped(f1Text(macroF1)),
    ]);
  return rows.length === 0 ? [] : [markdownTable(['Router', 'p95 latency', 'Macro-F1'], rows)];
}
