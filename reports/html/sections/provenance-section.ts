import type { Results } from '../../../harness/evaluate/results.ts';
import { usdPer1000 } from '../../format.ts';
import { objectiveWords } from '../../objective-words.ts';
import { foreign, html, type Markup } from '../markup.ts';

/** All that is needed to run it again and get the same bytes. */
export function provenanceSection(results: Results): Markup {
  const { fingerprints, seed, name, costRange, version } = results;
  const rows: readonly (readonly [string, Markup])[] = [
    ['Run', foreign(name)],
    ['Objective', html`${objectiveWords(results)}`],
    ['Reference model', foreign(results.referenceModel)],
    ['AIQ range', html`${usdPer1000(costRange.lowUsd)} to ${usdPer1000(costRange.highUsd)} per 1,000 queries`],
    ['Seed', html`${seed}`],
    ['Dataset', digest(fingerprints.dataset)],
    ['Prices', digest(fingerprints.prices)],
    ['Embedder', fingerprints.embedder === null ? html`none` : digest(fingerprints.embedder)],
    ...(fingerprints.responses === undefined
      ? []
      : [['Recorded responses of routers', digest(fingerprints.responses)] as const]),
    ['Config', digest(fingerprints.config)],
    ['Code', digest(fingerprints.code)],
    ['Results schema', html`version ${version}`],
  ];
  return html`<section id="provenance"><h2>Provenance</h2>
<p class="caption">The same inputs give the same bytes: equal fingerprints and seed mean an equal <code>results.json</code>.</p>
<dl class="facts">${rows.map(
    ([term, content]) => html`<div><dt>${term}</dt><dd>${content}</dd></div>
`,
  )}</dl></section>`;
}

function digest(text: string): Markup {
  return html`<code class="digest">${foreign(text, 80)}</code>`;
}
