import type { Results } from '../../../harness/evaluate/results.ts';
import { LEAST_TASK_QUERIES } from '../../../harness/evaluate/significance-schema.ts';
import { FEW, isFew } from '../../certainty.ts';
import { count, decimal, percent, percentChange, pointsNumber, usdPer1000 } from '../../format.ts';
import { plainText } from '../../plain-text.ts';
import { type SliceRow, sliceGroups, sliceSaving, unslicedWords } from '../../slices.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { nameWithFew } from '../name-with-few.ts';
import { type Cell, type Row, table } from '../table.ts';

/** What the policy does to each slice of the queries by metadata, beside the reference model. */
export function slicesSection(results: Results): Markup {
  const groups = sliceGroups(results);
  if (groups.length === 0) return NOTHING;
  const few = groups.some(({ rows }) => rows.some(({ n }) => isFew(n)));
  const unsliced = unslicedWords(results, (key) => plainText(key, 40));
  const numeric = (heading: string) => ({ heading, numeric: true });
  return html`<section id="slices"><h2>Slice by slice</h2>
${table({
  caption: html`${foreign(results.policy.candidate, 60)} at its chosen operating point and ${foreign(results.referenceModel, 60)} alone, on test, by metadata of the request. Changes in points of 100; numbers are cut into thirds of train.`,
  sortable: true,
  columns: [
    { heading: 'Slice' },
    ...['Prompts', 'Quality', 'of reference', 'Change', '$ / 1k', 'of reference', 'Saved'].map(numeric),
    { heading: 'Most traffic' },
  ],
  groups: groups.map(({ key, rows }) => ({ title: plainText(key, 60), rows: rows.map(tableRow) })),
})}
${few ? html`<p class="caption">Marked “${FEW}”: fewer than ${LEAST_TASK_QUERIES} prompts, so read its figures as hints.</p>` : NOTHING}
${unsliced === undefined ? NOTHING : html`<p class="caption">${foreign(unsliced, 1000)}</p>`}
</section>`;
}

function tableRow(slice: SliceRow): Row {
  const { name, n, quality, costUsd, referenceQuality, referenceCostUsd, model, share } = slice;
  return {
    cells: [
      { content: nameWithFew(name, isFew(n)) },
      { content: count(n), sort: n },
      { content: decimal(quality), sort: quality },
      { content: decimal(referenceQuality), sort: referenceQuality },
      { content: pointsNumber(quality - referenceQuality), sort: quality - referenceQuality },
      { content: usdPer1000(costUsd), sort: costUsd },
      { content: usdPer1000(referenceCostUsd), sort: referenceCostUsd },
      savedCell(sliceSaving(slice)),
      { content: html`${foreign(model, 40)} ${percent(share, 0)}` },
    ],
  };
}

function savedCell(saved: number | undefined): Cell {
  return saved === undefined
    ? { content: 'not defined', title: 'because the reference model costs nothing here', look: 'missing' }
    : { content: percentChange(saved), sort: saved };
}
