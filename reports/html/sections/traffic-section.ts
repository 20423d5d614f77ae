import type { Results } from '../../../harness/evaluate/results.ts';
import { modelColour } from '../../charts/model-colour.ts';
import { stackedModels } from '../../charts/traffic-rows.ts';
import { featuredRouter } from '../../standing.ts';
import { chartFigure } from '../chart-figure.ts';
import { foreign, html, type Markup } from '../markup.ts';

export function trafficSection(results: Results, still: string): Markup {
  const { routers } = results;
  const featured = featuredRouter(results);
  const option = (name: string, i: number) =>
    routers[i] === featured
      ? html`<option value="r${i}" selected>${foreign(name, 60)}</option>`
      : html`<option value="r${i}">${foreign(name, 60)}</option>`;
  return html`<section id="traffic"><h2>Which model gets the traffic</h2>
<div class="controls"><label>Router <select data-chart-signal="traffic:router">${routers.map(({ name }, i) => option(name, i))}</select></label></div>
<ul class="legend models" aria-label="Models, dear to cheap">${[...stackedModels(results)]
    .map(({ name }, i, all) => ({ name, i, all }))
    .reverse()
    .map(
      ({ name, i, all }) =>
        html`<li><svg class="swatch" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="${modelColour(all.length === 1 ? 0 : i / (all.length - 1))}"></rect></svg>${foreign(name, 40)}</li>`,
    )}</ul>
${chartFigure('traffic', still, 'Share of traffic per model along the curve of one router.')}
<p class="caption">From cheap to dear operating points, cheap models at the bottom. Dashed: the operating point chosen on validate.</p>
</section>`;
}
