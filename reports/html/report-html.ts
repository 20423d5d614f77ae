import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { plainText } from '../plain-text.ts';
import { chartData, hasBothAxes } from './chart-data.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { pageScripts } from './page-scripts.ts';
import { compatibilitySection } from './sections/compatibility-section.ts';
import { curveSection } from './sections/curve-section.ts';
import { datasetSection } from './sections/dataset-section.ts';
import { gainSection } from './sections/gain-section.ts';
import { type JudgeStills, judgeSection } from './sections/judge-section.ts';
import { leaderboardSection } from './sections/leaderboard-section.ts';
import { learningSection } from './sections/learning-section.ts';
import { masthead } from './sections/masthead.ts';
import { methodsSection } from './sections/methods-section.ts';
import { modelsSection } from './sections/models-section.ts';
import { promiseSection } from './sections/promise-section.ts';
import { provenanceSection } from './sections/provenance-section.ts';
import { robustnessSection } from './sections/robustness-section.ts';
import { routersSection } from './sections/routers-section.ts';
import { routingCostSection } from './sections/routing-cost-section.ts';
import { splitsSection } from './sections/splits-section.ts';
import { taskSection } from './sections/task-section.ts';
import { trafficSection } from './sections/traffic-section.ts';

/** SVG documents that stand in for the interactive charts where scripts are off. */
export interface StillCharts {
  readonly curves: string;
  readonly gain: string;
  readonly traffic: string;
  /** Of the simulated judge; absent where the results have none. */
  readonly judge?: JudgeStills;
  /** Of the studies, by name. */
  readonly studies?: Readonly<Record<string, string>>;
}

const SECTIONS = [
  ['dataset', 'Dataset'],
  ['curves', 'Curves'],
  ['leaderboard', 'Leaderboard'],
  ['promise', 'Promise'],
  ['splits', 'Other splits'],
  ['learning', 'Enough prompts?'],
  ['robustness', 'Robustness'],
  ['routing-cost', 'Cost of routing'],
  ['gain', 'Against chance'],
  ['traffic', 'Traffic'],
  ['tasks', 'Tasks'],
  ['models', 'Pool'],
  ['judge', 'Judges'],
  ['routers', 'Routers'],
  ['compatibility', 'Compatibility'],
  ['methods', 'Methods'],
  ['provenance', 'Provenance'],
] as const;

/**
 * The report as one HTML file that opens offline. Its content security policy allows exactly the scripts and the style
 * sheet that this function put into it, by hash, and no connection anywhere.
 */
export function reportHtml(results: Results, still: StillCharts, studies: Partial<Studies> = {}): string {
  const scripts = pageScripts();
  const style = readFileSync(new URL('./page-style.css', import.meta.url), 'utf8').replace(/\r\n?/g, '\n');
  const body = bodyOf(results, still, studies).markup;
  const missing = absentSections(results, still, studies);
  const links = SECTIONS.filter(([id]) => !missing.has(id)).map(([id, title]) => html`<a href="#${id}">${title}</a>`);
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
    `<main>${body}</main>`,
    html`<footer>Made by Signalbox from <code>results.json</code>. ${results.dataset.simulated ? 'The models are simulated.' : ''}</footer>`
      .markup,
    `<script type="application/json" id="chart-data">${embeddedJson(chartData(results, studies))}</script>`,
    ...scripts.map((script) => `<script>${script}</script>`),
    '</body></html>',
    '',
  ].join('\n');
}

function absentSections(
  { routers, selection }: Results,
  { judge }: StillCharts,
  { splits, learning, robustness }: Partial<Studies>,
): ReadonlySet<string> {
  return new Set([
    ...(routers.length === 0 ? ['routing-cost', 'gain', 'traffic', 'routers', 'compatibility'] : []),
    ...(judge === undefined ? ['judge'] : []),
    ...(selection === undefined ? ['promise'] : []),
    ...(splits === undefined ? ['splits'] : []),
    ...(learning === undefined ? ['learning'] : []),
    ...(robustness === undefined ? ['robustness'] : []),
  ]);
}

function bodyOf(results: Results, still: StillCharts, { splits, learning, robustness }: Partial<Studies>): Markup {
  const routed = results.routers.length > 0;
  return html`${masthead(results)}
${datasetSection(results)}
${curveSection(results, still.curves, hasBothAxes(results))}
${leaderboardSection(results)}
${promiseSection(results)}
${splits === undefined ? NOTHING : splitsSection(results, splits, still.studies?.splits ?? '')}
${learning === undefined ? NOTHING : learningSection(results, learning, still.studies?.learning ?? '')}
${robustness === undefined ? NOTHING : robustnessSection(results, robustness, still.studies?.noise ?? '')}
${routingCostSection(results)}
${routed ? gainSection(results, still.gain) : NOTHING}
${routed ? trafficSection(results, still.traffic) : NOTHING}
${taskSection(results)}
${modelsSection(results)}
${still.judge === undefined ? NOTHING : judgeSection(results, still.judge)}
${routersSection(results)}
${compatibilitySection(results)}
${methodsSection()}
${provenanceSection(results)}`;
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
