import type { Results, RouterResult } from '../../../harness/evaluate/results.ts';
import { gainWords } from '../../figure-text.ts';
import { decimal, milliseconds, percent, usdPer1000 } from '../../format.ts';
import { operatingPointWords } from '../../objective-words.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { table } from '../table.ts';

/** What fitting chose, and whether test kept what validate promised. */
export function routersSection(results: Results): Markup {
  if (results.routers.length === 0) return NOTHING;
  return html`<section id="routers"><h2>The fitted routers</h2>
${results.routers.map((router) => details(router))}
</section>`;
}

function details(router: RouterResult): Markup {
  const {
    chosen,
    overhead,
    shuffledAiqMinusConstant: control,
    latency,
  } = { latency: router.chosen.latencyMs, ...router };
  const fact = (term: string, content: Markup) => html`<div><dt>${term}</dt><dd>${content}</dd></div>
`;
  return html`<details class="router"><summary><strong>${foreign(router.name, 60)}</strong> <span class="kind">${foreign(router.kind, 40)}</span></summary>
<dl class="facts">
${router.notes.length === 0 ? NOTHING : fact('Fitted', html`<ul>${router.notes.map((note) => html`<li>${foreign(note, 400)}</li>`)}</ul>`)}
${fact('Operating point', html`${operatingPointWords(chosen.operatingPoint, router.signal)}${chosen.feasible ? '' : '; it did not meet the objective on validate'}`)}
${fact('Validate promised', html`quality ${decimal(chosen.validate.quality)} at ${usdPer1000(chosen.validate.costUsd)} per 1,000 queries`)}
${fact('Test delivered', html`quality ${decimal(chosen.quality.value)} (${decimal(chosen.quality.low)} to ${decimal(chosen.quality.high)}) at ${usdPer1000(chosen.costUsd.value)} (${usdPer1000(chosen.costUsd.low)} to ${usdPer1000(chosen.costUsd.high)})`)}
${latency === undefined ? NOTHING : fact('Latency', html`half within ${milliseconds(latency.p50)}, 95 % within ${milliseconds(latency.p95)}, routing included`)}
${fact('Routing itself', html`${usdPer1000(overhead.usd)} per 1,000 queries and ${milliseconds(overhead.latencyMs)} per query`)}
${control === undefined ? NOTHING : fact('On shuffled outcomes', html`AIQ − constant predictions ${gainWords(control)}`)}
</dl>
${router.labels === undefined ? NOTHING : confusion(router.labels)}
</details>`;
}

function confusion({ classes, confusion: counts, accuracy, macroF1, at }: NonNullable<RouterResult['labels']>): Markup {
  return table({
    caption: html`Routes against the labels, compared at ${foreign(at)}: accuracy ${percent(accuracy)}, macro-F1 ${decimal(macroF1)}. Rows are labels, columns what the router chose.`,
    compact: true,
    columns: [{ heading: 'Label' }, ...classes.map((name) => ({ heading: foreign(name, 40), numeric: true }))],
    groups: [
      {
        rows: classes.map((name, i) => ({
          cells: [
            { content: foreign(name, 40) },
            ...classes.map((_, j) => ({ content: String(counts[i]?.[j] ?? 0), ...(i === j && { look: 'right' }) })),
          ],
        })),
      },
    ],
  });
}
