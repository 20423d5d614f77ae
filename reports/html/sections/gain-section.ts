import type { Results } from '../../../harness/evaluate/results.ts';
import { chartFigure } from '../chart-figure.ts';
import { html, type Markup } from '../markup.ts';

export function gainSection({ routers }: Results, still: string): Markup {
  return html`<section id="gain"><h2>Is it better than mixing models at random?</h2>
${chartFigure('gain', still, `AIQ minus zero router with 95 % intervals for ${routers.length} routers. The figures are in the leaderboard.`)}
<p class="caption">Right of the line: better than the zero router. Task mean knows the name of the task, so what it gains is what a router gains by merely recognising the task. Diamonds: the same router refitted on shuffled outcomes; it must gain nothing.</p>
</section>`;
}
