import type { Results } from '../../../harness/evaluate/results.ts';
import type { Robustness } from '../../../harness/evaluate/studies/robustness-schema.ts';
import { noisyRouters, robustnessSentences, studiedMargin } from '../../robustness.ts';
import { holdsWords, robustnessTables, type TextTable } from '../../robustness-tables.ts';
import { chartFigure } from '../chart-figure.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { table } from '../table.ts';

/**
 * What breaks the verdict: words first, then the figures.
 *
 * @param still SVG document of the chart; drawn where a router learns from grades
 */
export function robustnessSection(results: Results, study: Robustness, still: string): Markup {
  return html`<section id="robustness"><h2>What would break the verdict?</h2>
${robustnessSentences(study, studiedMargin(results)).map((sentence) => html`<p>${unbroken(sentence)}</p>`)}
${noisyRouters(study).length === 0 ? NOTHING : noiseFigure(results, study, still)}
${robustnessTables(study).map(textTable)}
</section>`;
}

function noiseFigure({ routers }: Results, study: Robustness, still: string): Markup {
  const drawn = new Set(noisyRouters(study));
  return html`${chartFigure('noise', still, `AIQ minus zero router of ${drawn.size} routers against the share of wrong training grades. The figures are in the table below.`)}
<ul class="legend" aria-label="Routers that learn from grades">${routers.map(({ name }, i) =>
    drawn.has(name)
      ? html`<li><span class="swatch series-${(i % 8) + 1} dash-${Math.floor(i / 8) % 3}"></span>${foreign(name, 40)}</li>`
      : NOTHING,
  )}</ul>
<p class="caption">Fitted on wrong grades, chosen and measured with right ones. Below the line, mixing models at random is better.</p>`;
}

function textTable({ caption, headings, rows }: TextTable): Markup {
  return table({
    caption: html`${foreign(caption, 600)}`,
    columns: headings.map((heading) => ({ heading, numeric: !holdsWords(heading) })),
    groups: [{ rows: rows.map((cells) => ({ cells: cells.map((cell) => ({ content: foreign(cell, 220) })) })) }],
  });
}
