import type { Results } from '../../../harness/evaluate/results.ts';
import { cutTasks } from '../../charts/curve-data.ts';
import { chartFigure } from '../chart-figure.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';

/** The picture: quality against cost, with a filter by task, a choice of axis and a legend that brings a router forward. */
export function curveSection(results: Results, still: string, hasBothAxes: boolean): Markup {
  const hasIntervals = results.routers.some(({ test }) => test.some(({ interval }) => interval !== undefined));
  return html`<section id="curves"><h2>Quality against cost</h2>
<div class="controls">
${cutTasks(results).length > 0 ? taskSelect(results) : NOTHING}
${hasBothAxes ? html`<label>Cost axis <select data-variant="curves"><option value="log">logarithmic</option><option value="linear">linear</option></select></label>` : NOTHING}
</div>
${routerLegend(results)}
${chartFigure('curves', still, `Quality against cost in USD per 1,000 queries: curves of ${results.routers.length} routers, ${results.models.length} single models, zero router, oracle. The figures are in the leaderboard.`)}
<p class="caption">Solid: a router’s operating points on test and the hull that mixing them reaches. Dots: single models. Dashed: the zero router, what mixing single models at random gives for nothing; a router below it is worth nothing. Ring: what ships.${hasIntervals ? ' Crosses: 95 % intervals of some points of one router, the one that is brought forward, else the one the verdict speaks of.' : ''}</p>
</section>`;
}

function taskSelect(results: Results): Markup {
  return html`<label>Show <select data-chart-signal="curves:cut"><option value="all">all tasks</option>${cutTasks(results).map(({ task, id }) => html`<option value="${id}">${foreign(task)}</option>`)}</select></label>`;
}

function routerLegend({ routers }: Results): Markup {
  return html`<div class="legend" role="group" aria-label="Bring one router forward">${routers.map(
    ({ name }, i) =>
      html`<button type="button" aria-pressed="false" data-focus="r${i}"><span class="swatch series-${(i % 8) + 1} dash-${Math.floor(i / 8) % 3}"></span>${foreign(name, 40)}</button>`,
  )}</div>`;
}
