import type { Results } from '../../../harness/evaluate/results.ts';
import { modelColour } from '../../charts/model-colour.ts';
import { decimal, plusMinus, signed, usdPer1000 } from '../../format.ts';
import {
  type JudgedCascade,
  judgedCascades,
  SIMULATED_JUDGE_WARNING,
  simulatedJudgeSentences,
} from '../../simulated-judge.ts';
import { beatsZero, losesToZero } from '../../standing.ts';
import { chartFigure } from '../chart-figure.ts';
import { html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { table } from '../table.ts';

/** SVG documents of both charts. */
export interface JudgeStills {
  readonly gain: string;
  readonly curves: string;
}

/** What a judge of a given reliability would be worth in a cascade; left out where the results have no such curve. */
export function judgeSection(results: Results, still: JudgeStills): Markup {
  const cascades = judgedCascades(results);
  if (cascades.length === 0) return NOTHING;
  return html`<section id="judge"><h2>How good must a judge be?</h2>
<p class="reading">${unbroken(simulatedJudgeSentences(results).join(' '))}</p>
<p class="caption">${SIMULATED_JUDGE_WARNING}</p>
${chartFigure('judgegain', still.gain, 'What a cascade gains over the zero router against the error rate of its simulated judge. The figures are in the table below.')}
<ul class="legend models" aria-label="Error rates of the judge, low to high">${cascades.map(
    ({ errorRate }, i) =>
      html`<li><svg class="swatch" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="${modelColour(cascades.length === 1 ? 0 : i / (cascades.length - 1))}"></rect></svg>ε = ${errorRate}</li>`,
  )}</ul>
${chartFigure('judgecurves', still.curves, `Quality against cost in USD per 1,000 queries of ${cascades.length} cascades, by the error rate of the simulated judge, beside the zero router.`)}
<p class="caption">Solid: cascades in price order, swept over the budget per query, dark for a judge that never errs. Dashed: the zero router.</p>
${gainTable(cascades)}
</section>`;
}

function gainTable(cascades: readonly JudgedCascade[]): Markup {
  const numeric = (heading: string) => ({ heading, numeric: true });
  return table({
    caption: 'The same in figures, on test, ± half of the 95 % interval; last, the best point that was swept.',
    compact: true,
    columns: [{ heading: 'ε' }, ...['AIQ − zero', 'AIQ', 'Best quality', 'at $ / 1k'].map(numeric)],
    groups: [
      {
        rows: cascades.map(({ errorRate, aiq, aiqMinusZero, points }) => {
          const best = points.reduce((a, b) => (b.quality > a.quality ? b : a), points[0]!);
          return {
            cells: [
              { content: String(errorRate) },
              {
                content: plusMinus(aiqMinusZero, 4, signed),
                look: beatsZero(aiqMinusZero) ? 'above' : losesToZero(aiqMinusZero) ? 'below' : '',
              },
              { content: plusMinus(aiq) },
              { content: decimal(best.quality) },
              { content: usdPer1000(best.costUsd) },
            ],
          };
        }),
      },
    ],
  });
}
