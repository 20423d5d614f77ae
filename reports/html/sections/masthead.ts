import type { Results } from '../../../harness/evaluate/results.ts';
import { gainWords } from '../../figure-text.ts';
import { count, counted, decimal, percent, pointsNumber, signed, usdPer1000 } from '../../format.ts';
import { featuredRouter } from '../../standing.ts';
import { verdict } from '../../verdict.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';

/** Title, verdict and the four figures that it rests on. */
export function masthead(results: Results): Markup {
  const sentences = verdict(results).map(unbroken);
  const warning = results.dataset.simulated ? sentences.shift() : undefined;
  const [headline, ...rest] = sentences;
  const { dataset, split } = results;
  return html`<header class="masthead">
<p class="overline">Signalbox · should you route?</p>
<h1>${foreign(dataset.title)}</h1>
<p class="meta">${count(dataset.complete)} prompts · ${counted(results.models.length, 'model')} · ${counted(results.tasks.length, 'task')} · ${counted(results.routers.length, 'router')} · ${count(split.test)} test prompts</p>
<section class="verdict" aria-labelledby="verdict"><h2 id="verdict" class="hidden">Verdict</h2>
${warning === undefined ? NOTHING : html`<p class="warning">${warning}</p>`}
<p class="lead">${headline ?? ''}</p>
<p>${rest.join(' ')}</p></section>
${keyFigures(results)}
</header>`;
}

function keyFigures(results: Results): Markup {
  const { chosen, candidate, kind } = results.policy;
  const router = featuredRouter(results);
  const saved = chosen.costSaved;
  return html`<dl class="figures">
${tile('Ships', foreign(candidate, 40), kind === 'router' ? html`${usdPer1000(chosen.costUsd.value)} per 1,000 queries, quality ${decimal(chosen.quality.value)}` : html`${kind === 'mixture' ? 'two models, drawn at random' : 'a single model'}`)}
${'undefined' in saved ? tile('Cost saved', html`–`, html`not defined, because ${saved.undefined}`) : tile('Cost saved', html`${percent(saved.value)}`, html`${percent(saved.low)} to ${percent(saved.high)}, against ${foreign(results.referenceModel, 40)}`)}
${tile('Quality change', html`${pointsNumber(chosen.qualityGained.value)} <small>points</small>`, html`${pointsNumber(chosen.qualityGained.low)} to ${pointsNumber(chosen.qualityGained.high)}, of 100`)}
${router === undefined ? NOTHING : tile('AIQ − zero router', html`${signed(router.aiqMinusZero.value, 4)}`, html`${gainWords(router.aiqMinusZero).replace(/^\S+ \[|\]$/g, '')}, ${foreign(router.name, 40)}`)}
</dl>`;
}

function tile(term: string, figure: Markup, note: Markup): Markup {
  return html`<div><dt>${term}</dt><dd class="figure">${figure}</dd><dd class="note">${note}</dd></div>
`;
}
