import type { Results } from '../../../harness/evaluate/results.ts';
import { comparedCandidates, compatibilityReasons, shownColumns, shownSingles } from '../../compatibility.ts';
import type { Compared, CompatibilityColumn } from '../../compatibility-column.ts';
import { COMPATIBILITY_FAMILIES, type CompatibilityFamily } from '../../compatibility-families.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { type Row, table } from '../table.ts';

/** The same runs in the figures of other projects, a table for the readers of each. */
export function compatibilitySection(results: Results): Markup {
  if (results.routers.length === 0) return NOTHING;
  return html`<section id="compatibility"><h2>For comparison with published figures</h2>
<p class="caption">Other projects’ figures for the same routers, on test, at the chosen operating point unless a figure is of the whole curve. They are point estimates and not comparable across datasets.</p>
${COMPATIBILITY_FAMILIES.map((family) => familyTable(family, results))}
${compatibilityReasons(results).map((reason) => html`<p class="caption">${reason}</p>`)}
</section>`;
}

function familyTable(family: CompatibilityFamily, results: Results): Markup {
  const columns = shownColumns(family, results);
  if (columns.length === 0) return NOTHING;
  const singles = shownSingles(columns, results);
  const routers = comparedCandidates(results).routers.map((router) => tableRow(router, columns));
  return html`<h3>${family.title}</h3>
${table({
  caption: family.caption,
  sortable: true,
  columns: [
    { heading: singles.length === 0 ? 'Router' : 'Candidate' },
    ...columns.map(({ heading }) => ({ heading, numeric: true })),
  ],
  groups:
    singles.length === 0
      ? [{ rows: routers }]
      : [
          { title: 'Routers', rows: routers },
          { title: 'Single models', rows: singles.map((single) => tableRow(single, columns)) },
        ],
})}`;
}

function tableRow(candidate: Compared, columns: readonly CompatibilityColumn[]): Row {
  return {
    cells: [
      { content: foreign(candidate.name, 60), sort: candidate.name },
      ...columns.map(({ of }) => {
        const figure = of(candidate);
        if (figure === undefined) return { content: '' };
        const { text, value, why } = figure;
        return {
          content: text,
          ...(value !== undefined && { sort: value }),
          ...(why !== undefined && { title: `because ${why}`, look: 'missing' }),
        };
      }),
    ],
  };
}
