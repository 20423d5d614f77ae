import type { Results } from '../../../harness/evaluate/results.ts';
import { fewLine, isFew } from '../../certainty.ts';
import { count, counted, decimal, percent } from '../../format.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { nameWithFew } from '../name-with-few.ts';
import { type Row, table } from '../table.ts';

/** What was evaluated and what was left out: the first table of the page. */
export function datasetSection(results: Results): Markup {
  const { dataset, split } = results;
  const left = dataset.examples - dataset.complete;
  return html`<section id="dataset"><h2>Dataset</h2>
<dl class="facts">
${fact('Examples', html`${count(dataset.examples)}, of which ${count(dataset.complete)} were answered by every model and are evaluated`)}
${fact('Left out', left === 0 ? html`none` : html`${count(left)} (${percent(dataset.examples === 0 ? 0 : left / dataset.examples)}), because at least one model did not answer; a missing answer is never counted as wrong`)}
${fact('Split', html`${count(split.train)} train, ${count(split.validate)} validate, ${count(split.test)} test, ${split.order === 'time' ? 'in order of time' : 'at random'} by group, near-duplicates never apart (seed ${results.seed})`)}
${fact('Near-duplicates', html`${counted(split.nearDuplicateClusters, 'cluster')}, the largest with ${percent(split.largestClusterShare)} of the examples`)}
${dataset.scale.min === 0 && dataset.scale.max === 1 ? NOTHING : fact('Scale', html`graded ${dataset.scale.min} to ${dataset.scale.max}; 0 to 1 on this page`)}
${fact('Estimates', dataset.estimates.length === 0 ? html`none: everything was recorded` : list(dataset.estimates))}
${dataset.notes.length === 0 ? NOTHING : fact('Notes', list(dataset.notes))}
${dataset.licence === undefined ? NOTHING : fact('Licence', foreign(dataset.licence))}
${dataset.source === undefined ? NOTHING : fact('Source', source(dataset.source))}
</dl>
${tasksTable(results)}
${missingTable(results)}
${worstCaseTable(results)}
${split.largeClusters.map(({ size, examples }) => html`<details><summary>A cluster of ${count(size)} near-duplicates</summary>${examples.length === 0 ? html`<p class="caption">Its prompts were left out of this report.</p>` : list(examples)}</details>`)}
</section>`;
}

function tasksTable(results: Results): Markup {
  const { tasks, dataset } = results;
  const few = fewLine(results);
  const missing = (task: string) =>
    dataset.missing.filter((row) => row.task === task).reduce((sum, row) => sum + row.cells, 0);
  const rows = tasks.map(
    ({ task, train, validate, test }): Row => ({
      cells: [
        { content: nameWithFew(task, isFew(test)) },
        ...[train, validate, test, missing(task)].map((n) => ({ content: count(n) })),
      ],
    }),
  );
  const numeric = (heading: string) => ({ heading, numeric: true });
  return table({
    caption: `Examples by task and part of the split.${few === undefined ? '' : ` ${few}`}`,
    columns: [{ heading: 'Task' }, ...['Train', 'Validate', 'Test', 'Unanswered'].map(numeric)],
    groups: [{ rows }],
  });
}

function missingTable({ dataset }: Results): Markup {
  if (dataset.missing.length === 0) return NOTHING;
  const rows = dataset.missing.map(
    ({ task, model, cells }): Row => ({
      cells: [{ content: foreign(task) }, { content: foreign(model) }, { content: count(cells) }],
    }),
  );
  const contents = table({
    caption: 'Answers that are missing, by task and model.',
    columns: [{ heading: 'Task' }, { heading: 'Model' }, { heading: 'Unanswered', numeric: true }],
    groups: [{ rows }],
  });
  return rows.length > 8
    ? html`<details><summary>Missing answers by task and model</summary>${contents}</details>`
    : contents;
}

function worstCaseTable({ dataset }: Results): Markup {
  if (dataset.worstCase === undefined) return NOTHING;
  return table({
    caption: 'Worst case: mean quality if every missing answer were wrong, or right.',
    columns: [{ heading: 'Model' }, { heading: 'All wrong', numeric: true }, { heading: 'All right', numeric: true }],
    groups: [
      {
        rows: dataset.worstCase.map(({ model, low, high }) => ({
          cells: [{ content: foreign(model) }, { content: decimal(low) }, { content: decimal(high) }],
        })),
      },
    ],
  });
}

function fact(term: string, content: Markup): Markup {
  return html`<div><dt>${term}</dt><dd>${content}</dd></div>
`;
}

function list(texts: readonly string[]): Markup {
  return html`<ul>${texts.map((text) => html`<li>${foreign(text, 400)}</li>`)}</ul>`;
}

/** A link only where it leads to the web: `javascript:` is a URL too. */
function source(text: string): Markup {
  return /^https?:\/\/[^\s]+$/.test(text)
    ? html`<a href="${text}" rel="noreferrer">${foreign(text)}</a>`
    : foreign(text);
}
