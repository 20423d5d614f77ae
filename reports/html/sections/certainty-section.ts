import type { Results } from '../../../harness/evaluate/results.ts';
import { type CertaintyRow, certaintyRows, f1Text, latencyText, pText } from '../../certainty.ts';
import { certaintyParagraphs } from '../../certainty-paragraphs.ts';
import { plusMinus, signed } from '../../format.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { type Row, table } from '../table.ts';

/** What these test queries can tell, and what they cannot; nothing for results that were made before it was measured. */
export function certaintySection(results: Results): Markup {
  const paragraphs = certaintyParagraphs(results);
  if (paragraphs.length === 0) return NOTHING;
  return html`<section id="certainty"><h2>Certainty</h2>
${paragraphs.map(
  (paragraph) => html`<p>${foreign(unbroken(paragraph), 3000)}</p>
`,
)}${comparisons(results)}
${intervals(results)}
</section>`;
}

function comparisons(results: Results): Markup {
  const rows = certaintyRows(results);
  if (rows.length === 0) return NOTHING;
  const numeric = (heading: string) => ({ heading, numeric: true });
  return table({
    caption: html`Each router against the zero router (AIQ) and, at its chosen operating point, against ${foreign(results.referenceModel)} (quality): paired difference on test ± half of the 95 % interval, two-sided p, and p after Holm’s correction over all of them.`,
    sortable: true,
    columns: [
      { heading: 'Router' },
      ...['AIQ − zero', 'p', 'p (Holm)'].map(numeric),
      { heading: 'May be best' },
      ...['Quality − reference', 'p', 'p (Holm)'].map(numeric),
    ],
    groups: [{ rows: rows.map(comparisonRow) }],
  });
}

function comparisonRow({ name, isIn, againstZero, againstReference }: CertaintyRow): Row {
  const cells = (of: CertaintyRow['againstZero'] | undefined, digits: number) =>
    of === undefined
      ? [{ content: '', title: 'it may not ship' }, { content: '' }, { content: '' }]
      : [
          { content: plusMinus(of.difference, digits, signed), sort: of.difference.value },
          { content: pText(of.p), sort: of.p },
          { content: pText(of.holm), sort: of.holm },
        ];
  return {
    cells: [
      { content: foreign(name, 60), sort: name },
      ...cells(againstZero, 4),
      { content: isIn ? 'yes' : 'no', sort: isIn ? 'yes' : 'no' },
      ...cells(againstReference, 3),
    ],
  };
}

/** Figures that are no means, with intervals of their own. */
function intervals({ significance }: Results): Markup {
  const rows = (significance?.intervals ?? []).filter(({ p95LatencyMs, macroF1 }) => p95LatencyMs ?? macroF1);
  if (rows.length === 0) return NOTHING;
  const why = (figure: object | undefined) =>
    figure !== undefined && 'undefined' in figure ? { title: String(figure.undefined), look: 'missing' } : {};
  const contents = table({
    caption: '95 % intervals of figures that are no means, at the chosen operating point on test.',
    columns: [
      { heading: 'Router' },
      { heading: 'p95 latency', numeric: true },
      { heading: 'Macro-F1 against labels', numeric: true },
    ],
    groups: [
      {
        rows: rows.map(({ router, p95LatencyMs, macroF1 }) => ({
          cells: [
            { content: foreign(router, 60) },
            { content: latencyText(p95LatencyMs), ...why(p95LatencyMs) },
            { content: f1Text(macroF1), ...why(macroF1) },
          ],
        })),
      },
    ],
  });
  return html`<details><summary>Intervals of latency and macro-F1</summary>${contents}</details>`;
}
