import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { plainText } from '../plain-text.ts';
import { chartData } from './chart-data.ts';
import { html } from './markup.ts';
import { pageScripts } from './page-scripts.ts';
import { reportSections, type StillCharts } from './report-sections.ts';
import { masthead } from './sections/masthead.ts';

export type { StillCharts } from './report-sections.ts';

/**
 * The report as one HTML file that opens offline. Its content security policy allows exactly the scripts and the style
 * sheet that this function put into it, by hash, and no connection anywhere.
 */
export function reportHtml(results: Results, still: StillCharts, studies: Partial<Studies> = {}): string {
  const scripts = pageScripts();
  const style = readFileSync(new URL('./page-style.css', import.meta.url), 'utf8').replace(/\r\n?/g, '\n');
  const sections = reportSections(results, still, studies);
  const links = sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    html`<meta http-equiv="Content-Security-Policy" content="${policy(scripts, style)}">`.markup,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    html`<title>${plainText(results.dataset.title, 80)} · Signalbox</title>`.markup,
    `<style>${style}</style>`,
    '</head><body>',
    html`<div class="bar"><div><nav aria-label="Sections">${links}</nav><button type="button" id="theme" hidden>Dark</button></div></div>`
      .markup,
    html`<main>${masthead(results)}
${sections.map(({ content }) => content)}</main>`.markup,
    html`<footer>Made by Signalbox from <code>results.json</code>. ${results.dataset.simulated ? 'The models are simulated.' : ''}</footer>`
      .markup,
    `<script type="application/json" id="chart-data">${embeddedJson(chartData(results, studies))}</script>`,
    ...scripts.map((script) => `<script>${script}</script>`),
    '</body></html>',
    '',
  ].join('\n');
}

/** Six digits are more than a screen can show; `<` could end the element. */
function embeddedJson(value: unknown): string {
  const short = (_: string, part: unknown) => (typeof part === 'number' ? Number(part.toPrecision(6)) : part);
  return JSON.stringify(value, short).replaceAll('<', '\\u003c');
}

function policy(scripts: readonly string[], style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(' ')}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
