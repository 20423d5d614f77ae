import type { Results } from '../../../harness/evaluate/results.ts';
import { COMPATIBILITY_COLUMNS, compatibilityReasons } from '../../compatibility.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { table } from '../table.ts';

/** The same runs in the figures of other projects. */
export function compatibilitySection(results: Results): Markup {
  if (results.routers.length === 0) return NOTHING;
  const shown = COMPATIBILITY_COLUMNS.filter(({ of }) =>
    results.routers.some((router) => of(router, results).why === undefined),
  );
  return html`<section id="compatibility"><h2>For comparison with published figures</h2>
${table({
  caption:
    'Other projects’ figures for the same routers. They are point estimates, some taken on test, and not comparable across datasets.',
  sortable: true,
  columns: [{ heading: 'Router' }, ...shown.map(({ heading }) => ({ heading, numeric: true }))],
  groups: [
    {
      rows: results.routers.map((router) => ({
        cells: [
          { content: foreign(router.name, 60), sort: router.name },
          ...shown.map(({ of }) => {
            const { text, why, value } = of(router, results);
            return {
              content: text,
              ...(value !== undefined && { sort: value }),
              ...(why !== undefined && { title: why, look: 'missing' }),
            };
          }),
        ],
      })),
    },
  ],
})}
${compatibilityReasons(results).map((reason) => html`<p class="caption">${reason}</p>`)}
</section>`;
}
