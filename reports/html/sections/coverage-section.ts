import type { Results } from '../../../harness/evaluate/results.ts';
import {
  bandRange,
  type CoverageBands,
  type CoveredRouter,
  coverageSentences,
  coveredRouters,
  hasBands,
  nearestWhat,
} from '../../coverage.ts';
import { count, plusMinus, pointsNumber, usdPer1000 } from '../../format.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { type Row, table } from '../table.ts';

/** Quality by distance from the training prompts; left out where no router knows a distance. */
export function coverageSection(results: Results): Markup {
  const routers = coveredRouters(results);
  if (routers.length === 0) return NOTHING;
  return html`<section id="coverage"><h2>Is the reference set wide enough?</h2>
<p class="reading">${unbroken(coverageSentences(results).join(' '))}</p>
${routers.filter(hasBands).map((router) => bandTable(router, results))}
</section>`;
}

function bandTable(
  { name, kind, coverage }: CoveredRouter & { readonly coverage: CoverageBands },
  { referenceModel }: Results,
): Markup {
  const numeric = (heading: string | Markup) => ({ heading, numeric: true });
  return table({
    caption: html`${foreign(name, 60)}: test queries by distance (1 − cosine) to ${nearestWhat(kind)}, at its chosen operating point. The change is against ${foreign(referenceModel, 40)} alone, in points of 100, with its 95\u00a0% interval.`,
    compact: true,
    columns: [{ heading: 'Distance' }, ...['Queries', 'Quality', 'Change', '$ / 1k queries'].map(numeric)],
    groups: [{ rows: coverage.bands.map(bandRow) }],
  });
}

function bandRow(band: CoverageBands['bands'][number]): Row {
  const { value, low, high } = band.qualityGained;
  return {
    cells: [
      { content: bandRange(band) },
      { content: count(band.n) },
      { content: plusMinus(band.quality, 3) },
      {
        content: `${pointsNumber(value)} (${pointsNumber(low)} to ${pointsNumber(high)})`,
        look: low > 0 ? 'above' : high < 0 ? 'below' : '',
      },
      { content: usdPer1000(band.costUsd) },
    ],
  };
}
