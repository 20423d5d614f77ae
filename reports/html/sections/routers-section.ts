import { classFigures } from '../../../harness/evaluate/metrics/class-figures.ts';
import type { Figure, Results, RouterResult } from '../../../harness/evaluate/results.ts';
import { gainWords } from '../../figure-text.ts';
import { decimal, milliseconds, percent, usdPer1000 } from '../../format.ts';
import { operatingPointWords } from '../../objective-words.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { type Cell, table } from '../table.ts';

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
${router.notDeployable === undefined ? NOTHING : fact('Cannot ship', foreign(router.notDeployable, 400))}
${router.signal === undefined ? NOTHING : fact('Accepts by', html`the signal “${foreign(router.signal, 60)}”: an answer counts when it reaches the level, else the next model is asked; a missing signal accepts nothing`)}
${fact('Operating point', html`${operatingPointWords(chosen.operatingPoint, router.signal)}${certaintyWords(chosen)}`)}
${fact('Validate promised', html`quality ${decimal(chosen.validate.quality)} at ${usdPer1000(chosen.validate.costUsd)} per 1,000 queries`)}
${fact('Test delivered', html`quality ${decimal(chosen.quality.value)} (${decimal(chosen.quality.low)} to ${decimal(chosen.quality.high)}) at ${usdPer1000(chosen.costUsd.value)} (${usdPer1000(chosen.costUsd.low)} to ${usdPer1000(chosen.costUsd.high)})`)}
${latency === undefined ? NOTHING : fact('Latency', html`half within ${milliseconds(latency.p50)}, 95 % within ${milliseconds(latency.p95)}, routing included`)}
${fact('Routing itself', html`${usdPer1000(overhead.usd)} per 1,000 queries and ${milliseconds(overhead.latencyMs)} per query${overhead.asked === undefined ? '' : `; it asked a model about ${percent(overhead.asked)} of the test queries`}`)}
${control === undefined ? NOTHING : fact('On shuffled outcomes', html`AIQ − constant predictions ${gainWords(control)}`)}
</dl>
${router.recognised === undefined ? NOTHING : recognisedTable(router.recognised)}
${router.labels === undefined ? NOTHING : routesTable(router.labels)}
</details>`;
}

function routesTable(labels: NonNullable<RouterResult['labels']>): Markup {
  const caption = html`Routes against the labels, compared at ${foreign(labels.at)}: ${scores(labels)}. Rows are labels, columns what the router chose.`;
  return confusion(labels, 'Label', caption);
}

/** What the classifier recognised, whatever was routed on it. */
function recognisedTable(recognised: NonNullable<RouterResult['recognised']>): Markup {
  const [heading, rows] = recognised.against === 'label' ? ['Label', 'labels'] : ['Task', 'tasks'];
  const caption = html`Recognised classes against the ${rows}: ${scores(recognised)}. Rows are ${rows}, columns what the router recognised.`;
  return confusion(recognised, heading!, caption);
}

function scores({ accuracy, macroF1 }: { readonly accuracy: number; readonly macroF1: number }): string {
  return `accuracy ${percent(accuracy)}, macro-F1 ${decimal(macroF1)}`;
}

/** A class that no request has, such as that of what could not be read, is a column without a row of counts. */
function confusion(
  { classes, confusion: counts }: Pick<NonNullable<RouterResult['labels']>, 'classes' | 'confusion'>,
  heading: string,
  caption: Markup,
): Markup {
  const square = classes.map((_, i) => classes.map((_, j) => counts[i]?.[j] ?? 0));
  const figures = classFigures(classes, square);
  return table({
    caption,
    compact: true,
    columns: [
      { heading },
      ...classes.map((name) => ({ heading: foreign(name, 40), numeric: true })),
      ...['Precision', 'Recall', 'F1'].map((name) => ({ heading: name, numeric: true })),
    ],
    groups: [
      {
        rows: classes.flatMap((name, i) => {
          const row = square[i]!;
          if (!row.some((n) => n > 0)) return [];
          const cells = row.map((n, j) => ({ content: String(n), ...(i === j && { look: 'right' }) }));
          const { precision, recall, f1 } = figures[i]!;
          return [{ cells: [{ content: foreign(name, 40) }, ...cells, ...[precision, recall, f1].map(classCell)] }];
        }),
      },
    ],
  });
}

function certaintyWords({ feasible, certified }: RouterResult['chosen']): string {
  if (certified === false) return '; not certified on validate';
  return feasible ? '' : '; it did not meet the objective on validate';
}

function classCell(figure: Figure): Cell {
  return typeof figure === 'number'
    ? { content: decimal(figure) }
    : { content: 'not defined', title: figure.undefined, look: 'missing' };
}
