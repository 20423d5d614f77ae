import type { Results } from '../../../harness/evaluate/results.ts';
import { milliseconds, plusMinus, usd, usdPer1000 } from '../../format.ts';
import { foreign, html, type Markup } from '../markup.ts';
import { table } from '../table.ts';

const SOURCES = {
  'price-book': 'price book',
  override: 'override file',
  card: 'dataset card',
  inferred: 'inferred from recorded costs',
} as const;

export function modelsSection({ models, referenceModel }: Results): Markup {
  const latencies = models.some(({ latencyMs }) => latencyMs !== undefined);
  const numeric = (heading: string) => ({ heading, numeric: true });
  return html`<section id="models"><h2>The pool</h2>
${table({
  caption: 'Every model alone, on test, ± half of the 95 % interval; prices in USD per million tokens.',
  sortable: true,
  columns: [
    { heading: 'Model' },
    ...['Quality', '$ / 1k queries', 'Input', 'Output', ...(latencies ? ['p95 latency'] : [])].map(numeric),
    { heading: 'Price from' },
  ],
  groups: [
    {
      rows: models.map(({ id, quality, costUsd, price, latencyMs }) => ({
        cells: [
          {
            content: html`${foreign(id, 60)}${id === referenceModel ? html` <span class="tag">reference</span>` : ''}`,
            sort: id,
          },
          { content: plusMinus(quality, 3), sort: quality.value },
          { content: usdPer1000(costUsd.value), sort: costUsd.value },
          { content: usd(price.inputUsdPerMillionTokens), sort: price.inputUsdPerMillionTokens },
          { content: usd(price.outputUsdPerMillionTokens), sort: price.outputUsdPerMillionTokens },
          ...(latencies
            ? [{ content: latencyMs ? milliseconds(latencyMs.p95) : '', ...(latencyMs && { sort: latencyMs.p95 }) }]
            : []),
          {
            content: html`${SOURCES[price.source]}${price.asOf === undefined ? '' : html`, ${foreign(price.asOf, 30)}`}`,
          },
        ],
      })),
    },
  ],
})}
</section>`;
}
