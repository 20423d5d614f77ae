import type { Results } from '../../../harness/evaluate/results.ts';
import type { Studies } from '../../../harness/evaluate/studies/studies-schema.ts';
import { signed } from '../../format.ts';
import { aboveZeroWords, bestFirst, splitWords } from '../../split-words.ts';
import { chartFigure } from '../chart-figure.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { table } from '../table.ts';

/** How firm the verdict is over other splits of the same data; nothing where it was not studied. */
export function splitsSection(results: Results, splits: Studies['splits'], still: string): Markup {
  if (splits === undefined) return NOTHING;
  if ('undefined' in splits) {
    return html`<section id="splits"><h2>Over other splits</h2>
<p class="reading">This study is not defined, ${foreign(splits.undefined, 400)}.</p>
</section>`;
  }
  const numeric = (heading: string) => ({ heading, numeric: true });
  return html`<section id="splits"><h2>Over other splits</h2>
<p class="reading">${unbroken(splitWords(results, splits).join(' '))}</p>
${chartFigure('splits', still, `AIQ minus zero router of ${splits.routers.length} routers on ${splits.runs.length} splits. The figures are in the table below.`)}
<p class="caption">One dot per split; ringed, the split of this run. Bar: the middle half of the splits, with the median. Each split is a bench of its own, with the seed that follows: other prompts to fit, to choose and to test on, other folds, other draws.</p>
${table({
  caption: html`AIQ − zero router over ${splits.runs.length} splits.`,
  compact: true,
  columns: [{ heading: 'Router' }, ...['Median', 'Lower quartile', 'Upper quartile', 'Above zero'].map(numeric)],
  groups: [
    {
      rows: bestFirst(splits.routers).map((router) => ({
        cells: [
          { content: foreign(router.name, 60) },
          { content: signed(router.aiqMinusZero.median, 4) },
          { content: signed(router.aiqMinusZero.low, 4) },
          { content: signed(router.aiqMinusZero.high, 4) },
          { content: aboveZeroWords(router) },
        ],
      })),
    },
  ],
})}
</section>`;
}
