import type { Results } from '../../../harness/evaluate/results.ts';
import { decimal, percent, usdPer1000 } from '../../format.ts';
import { type CandidateGap, candidateGaps, GAP_PARTS, gapSentences } from '../../gap-to-oracle.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { type Row, table } from '../table.ts';

/** Where the gap to the oracle is: a bar of shares for each candidate, beside its figures. */
export function gapSection(results: Results): Markup {
  const gaps = candidateGaps(results);
  if (gaps.length === 0) return NOTHING;
  const numeric = (heading: string) => ({ heading, numeric: true });
  return html`<section id="gap"><h2>Where the gap to the oracle is</h2>
<p class="reading">${unbroken(gapSentences(results).join(' '))}</p>
<ul class="legend" aria-label="Parts of the bars, left to right">${GAP_PARTS.map(
    ({ key, title }) =>
      html`<li><svg class="swatch" viewBox="0 0 1 1" aria-hidden="true"><rect class="gap-${key}" width="1" height="1"></rect></svg>${title}</li>`,
  )}</ul>
${table({
  caption:
    'Shares of the test queries at the chosen operating point; quality lost to wrong models in points of 100; USD per 1,000 queries above the oracle, by where they are spent. Negative: a wrong model was the cheaper one.',
  sortable: true,
  columns: [
    { heading: 'Candidate' },
    { heading: 'Shares' },
    ...GAP_PARTS.map(({ title }) => numeric(title)),
    ...['Points lost', '$ on dearer', '$ on wrong', '$ on unsolvable', '$ on routing'].map(numeric),
  ],
  groups: [{ rows: gaps.map(tableRow) }],
})}
</section>`;
}

function tableRow({ name, isReference, gap }: CandidateGap): Row {
  const spent = [gap.dearer, gap.wrongModel, gap.unsolvable].map(({ costUsd }) => costUsd);
  return {
    cells: [
      {
        content: isReference ? html`${foreign(name, 60)} <span class="kind">alone</span>` : foreign(name, 60),
        sort: name,
      },
      { content: bar(gap), sort: gap.wrongModel.share },
      ...GAP_PARTS.map(({ key }) => ({ content: percent(gap[key].share), sort: gap[key].share })),
      { content: decimal(gap.wrongModel.quality * 100, 1), sort: gap.wrongModel.quality },
      ...[...spent, gap.routingUsd].map((costUsd) => ({ content: usdPer1000(costUsd), sort: costUsd })),
    ],
  };
}

/** The figures stand beside it: screen readers have no use for it. */
function bar(gap: CandidateGap['gap']): Markup {
  let from = 0;
  const parts = GAP_PARTS.map(({ key }) => {
    const width = 100 * gap[key].share;
    const rect = html`<rect class="gap-${key}" x="${from.toFixed(2)}" width="${width.toFixed(2)}" height="10"></rect>`;
    from += width;
    return rect;
  });
  return html`<svg class="bar-of-shares" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}
