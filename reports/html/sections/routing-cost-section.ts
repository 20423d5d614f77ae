import type { Results } from '../../../harness/evaluate/results.ts';
import { milliseconds, percent, usd, usdPer1000 } from '../../format.ts';
import { publishedRoutingCostWords } from '../../published-routing-cost.ts';
import { type RoutingCost, routingCostSentences, routingCosts } from '../../routing-cost.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { type Cell, type Row, table } from '../table.ts';

/** What routing itself costs, router beside router, and how much of the saving that is. */
export function routingCostSection(results: Results): Markup {
  if (results.routers.length === 0) return NOTHING;
  const numeric = (heading: string) => ({ heading, numeric: true });
  return html`<section id="routing-cost"><h2>What routing itself costs</h2>
<p class="reading">${unbroken(routingCostSentences(results).join(' '))}</p>
${table({
  caption: html`Means on test at the chosen operating point: time per request, USD per 1,000 requests and a month. A month has 30 days of 100,000 requests. The saving is against ${foreign(results.referenceModel)}, before routing is paid.`,
  sortable: true,
  columns: [
    { heading: 'Router' },
    ...[
      'Routing time',
      'Routing $ / 1k',
      'Routing a\u00a0month',
      'Total a\u00a0month',
      'Saving a\u00a0month',
      'Eaten by routing',
    ].map(numeric),
  ],
  groups: [{ rows: routingCosts(results).map(tableRow) }],
})}
<p class="caption">${publishedRoutingCostWords()}</p>
</section>`;
}

function tableRow(cost: RoutingCost): Row {
  const { name, kind, latencyMs, usdPerRequest, monthlyRoutingUsd, monthlyTotalUsd, monthlySavingUsd } = cost;
  return {
    cells: [
      {
        content: html`${foreign(name, 60)}${kind === name ? '' : html` <span class="kind">${foreign(kind, 40)}</span>`}`,
        sort: name,
      },
      { content: milliseconds(latencyMs), sort: latencyMs },
      { content: usdPer1000(usdPerRequest), sort: usdPerRequest },
      { content: usd(monthlyRoutingUsd), sort: monthlyRoutingUsd },
      { content: usd(monthlyTotalUsd), sort: monthlyTotalUsd },
      { content: usd(monthlySavingUsd), sort: monthlySavingUsd },
      eatenCell(cost.eaten),
    ],
  };
}

function eatenCell(eaten: RoutingCost['eaten']): Cell {
  if (typeof eaten !== 'number') return { content: 'no saving', title: eaten.undefined, look: 'missing' };
  return { content: percent(eaten), sort: eaten, ...(eaten >= 1 && { look: 'below' }) };
}
