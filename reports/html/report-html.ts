import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { pagePayload } from '../disagreements/page-payload.ts';
import type { TestDecisions } from '../disagreements/test-decisions.ts';
import { plainText } from '../plain-text.ts';
import { featuredRouter } from '../standing.ts';
import { chartData } from './chart-data.ts';
import { html } from './markup.ts';
import { pageScripts } from './page-scripts.ts';
import { reportSections, type StillCharts, withDisagreements } from './report-sections.ts';
import { disagreementsSection } from './sections/disagreements-section.ts';
import { masthead } from './sections/masthead.ts';

export type { StillCharts } from './report-sections.ts';

/** What a report shows beside the results, where a run has it. */
export interface ReportExtras {
  readonly studies?: Partial<Studies> | undefined;
  /** What candidates did with each test prompt; without them the page does not compare candidates by prompt. */
  readonly decisions?: TestDecisions | undefined;
}

/**
 * The report as one HTML file that opens offline. Its content security policy allows exactly the scripts and the style
 * sheet that this function put into it, by hash, and no connection anywhere.
 */
export function reportHtml(
  results: Results,
  still: StillCharts,
  { decisions, studies = {} }: ReportExtras = {},
): string {
  const scripts = pageScripts({ browser: decisions !== undefined });
  const style = pageStyle();
  const charts = embeddedJson(chartData(results, studies));
  const others = reportSections(results, still, studies);
  const texts = [...scripts, style, charts, ...others.map(({ content }) => content.markup)];
  const used = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const browser = decisions && disagreements(results, decisions, LARGEST_PAGE - used);
  const sections = browser === undefined ? others : withDisagreements(others, browser.section);
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
    `<script type="application/json" id="chart-data">${charts}</script>`,
    ...(browser === undefined ? [] : [`<script type="text/plain" id="decisions">${browser.payload.text}</script>`]),
    ...scripts.map((script) => `<script>${script}</script>`),
    '</body></html>',
    '',
  ].join('\n');
}

/** Bytes; below 15 MB with all that is not counted. */
const LARGEST_PAGE = 14e6;

function disagreements(results: Results, decisions: TestDecisions, budgetBytes: number) {
  const first = featuredRouter(results)?.name ?? results.models[0]!.id;
  const context = { first, second: results.referenceModel, ships: results.policy.candidate };
  const payload = pagePayload(decisions, context, budgetBytes);
  return { payload, section: disagreementsSection(results, decisions, payload) };
}

function pageStyle(): string {
  const files = ['page-style.css', 'disagreements/browser-style.css'];
  return files
    .map((file) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8').replace(/\r\n?/g, '\n'))
    .join('');
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
