import type { Results } from '../../../harness/evaluate/results.ts';
import { COMPLIANCE_HEADINGS, complianceRows, complianceWords } from '../../compliance.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { table } from '../table.ts';

/** What each constraint takes from what ships; nothing where nothing is constrained. */
export function complianceSection(results: Results): Markup {
  if (results.compliance === undefined) return NOTHING;
  return html`<section id="compliance"><h2>The price of compliance</h2>
${complianceWords(results).map((sentence) => html`<p>${unbroken(sentence)}</p>`)}
${table({
  caption: html`What ships, with each constraint against without it, paired on test: the router and its operating point stay, the mask goes. Binds: queries that may not go to every model; moves: those that go elsewhere for it. A single model under constraints is a preference order: the model where it is allowed, else the next best on train.`,
  columns: COMPLIANCE_HEADINGS.map((heading, i) => ({ heading, numeric: i >= 2 })),
  groups: [
    {
      rows: complianceRows(results).map((cells) => ({ cells: cells.map((text) => ({ content: foreign(text, 300) })) })),
    },
  ],
})}
</section>`;
}
