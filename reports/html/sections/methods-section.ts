import { METHODS } from '../../methods.ts';
import { html, type Markup } from '../markup.ts';

/** What each figure means, in two sentences, and where it comes from. */
export function methodsSection(): Markup {
  return html`<section id="methods"><h2>What the figures mean</h2>
<dl class="methods">${METHODS.map(
    ({ term, text, source }) => html`<div><dt>${term}</dt><dd>${text} <cite>${source}</cite></dd></div>
`,
  )}</dl></section>`;
}
