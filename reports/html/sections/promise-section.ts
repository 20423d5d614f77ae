import type { Results } from '../../../harness/evaluate/results.ts';
import { promiseRows, promiseWords, selectionRows } from '../../promise.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { table } from '../table.ts';

/** What validate promised of the policy, what test delivered, and how the choice was made. */
export function promiseSection(results: Results): Markup {
  const { policy, selection } = results;
  if (policy.promised === undefined || selection === undefined) return NOTHING;
  return html`<section id="promise"><h2>Promise and delivery</h2>
${promiseWords(results).map((sentence) => html`<p>${unbroken(sentence)}</p>`)}
${table({
  caption: html`The policy on both parts, with 95 % intervals; saving and quality change against ${foreign(results.referenceModel)}.`,
  columns: [
    { heading: 'Figure' },
    { heading: 'Promised on validate', numeric: true },
    { heading: 'Delivered on test', numeric: true },
  ],
  groups: [
    { rows: promiseRows(results).map((cells) => ({ cells: cells.map((text) => ({ content: html`${text}` })) })) },
  ],
})}
${table({
  caption: html`Each path was tested on validate from dear to cheap at an error rate of its own, and ended at the first point that could not be certified.`,
  columns: [
    { heading: 'Path' },
    { heading: 'Certified', numeric: true },
    { heading: 'Ended at quality', numeric: true },
    { heading: 'Over mixing', numeric: true },
    { heading: 'p', numeric: true },
    { heading: 'Knows more than mixing' },
  ],
  groups: [
    { rows: selectionRows(results).map((cells) => ({ cells: cells.map((text) => ({ content: foreign(text, 80) })) })) },
  ],
})}
</section>`;
}
