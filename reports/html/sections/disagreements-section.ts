import { textOf } from '../../../harness/cut-text.ts';
import type { Results } from '../../../harness/evaluate/results.ts';
import { type Decision, largestDisagreements } from '../../disagreements/largest-disagreements.ts';
import type { PagePayload } from '../../disagreements/page-payload.ts';
import type { TestDecisions } from '../../disagreements/test-decisions.ts';
import type { TextLevel } from '../../disagreements/text-chunks.ts';
import { count, counted, decimal, usdPer1000 } from '../../format.ts';
import { featuredRouter } from '../../standing.ts';
import { foreign, html, type Markup, NOTHING } from '../markup.ts';
import { type Column, type Row, table } from '../table.ts';

/** Where two candidates choose different models, prompt by prompt; a short table where scripts are off. */
export function disagreementsSection(results: Results, decisions: TestDecisions, payload: PagePayload): Markup {
  const isShort = decisions.texts === undefined;
  return html`<section id="disagreements"><h2>Where two candidates disagree</h2>
<p class="caption">Two routers at their chosen operating points, or a router and a single model, test prompt by test prompt. Costs are USD per 1,000 queries, routing included. ${coverage(results, decisions, payload)}</p>
<noscript>${shortTable(results, decisions)}</noscript>
<div id="browser" class="browser" hidden>
<div class="controls pair"><label><span class="chip a">A</span> <select data-part="a" aria-label="Candidate A"></select></label> <button type="button" data-part="swap" aria-label="Exchange A and B">⇄</button> <label><span class="chip b">B</span> <select data-part="b" aria-label="Candidate B"></select></label></div>
<p class="reading" data-part="pair-summary" role="status"></p>
<div class="scroll" data-part="matrix-box" tabindex="0" role="group"><table class="compact matrix" data-part="matrix"><caption><span>Prompts by what A chose (rows) and what B chose (columns). A number that is a button shows its prompts.</span></caption><thead></thead><tbody></tbody></table></div>
<div data-part="filters">
<div class="standings" role="group" aria-label="Who was right">${standing('a', 'only A right')}${standing('b', 'only B right')}${standing('both', 'both right')}${standing('neither', 'neither right')}</div>
<div class="controls">
<label>Search <input type="search" data-part="search" placeholder="${isShort ? 'id or task' : 'prompt, answers, metadata'}" autocomplete="off" spellcheck="false"></label>
<label>Task <select data-part="task"></select></label>
<label>Model <select data-part="model"></select></label>
<label>First <select data-part="order"><option value="largest">largest difference</option><option value="a">A ahead</option><option value="b">B ahead</option></select></label>
<button type="button" class="quiet" data-part="clear">Clear filters</button>
</div>
</div>
<p class="caption" data-part="count" role="status"></p>
<ol class="cases" data-part="cases"></ol>
<div class="pager" data-part="pager"><button type="button" data-part="previous">Previous</button> <span data-part="place"></span> <button type="button" data-part="next">Next</button></div>
</div>
</section>`;
}

function standing(name: string, words: string): Markup {
  return html`<button type="button" aria-pressed="false" data-part="standing-${name}"><b>0</b> ${words}</button>`;
}

/** What the page has, and what was left out of it. */
function coverage({ redacted }: Results, decisions: TestDecisions, { prompts, level }: PagePayload): string {
  const all = decisions.ids.length;
  return [
    'An answer of grade .5 or more counts as right.',
    prompts < all ? `The page has the first ${count(prompts)} of ${count(all)} test prompts.` : '',
    redacted
      ? 'This report is redacted: prompts, answers, metadata and the routers’ reasons were left out; ids and tasks stand for them.'
      : decisions.texts === undefined
        ? 'This run kept no prompts.'
        : level === undefined
          ? 'Prompts and answers were left out, because the page would be too large with them.'
          : cutWords(level),
  ].join(' ');
}

function cutWords({ prompt, answer, everyAnswer }: TextLevel): string {
  if (prompt === answer) return `Texts of more than ${count(prompt)} characters are cut in the middle.`;
  const cut = (what: string, longest: number) =>
    `${what} of more than ${count(longest)} characters are cut in the middle`;
  return [
    `To keep the page small, ${cut('prompts', prompt)}`,
    answer === 0 ? 'answers were left out' : cut('answers', answer),
    ...(answer === 0 || everyAnswer
      ? []
      : ['only answers of models that a router chose, or that the page opens with, are here']),
  ]
    .join('; ')
    .concat('.');
}

const MOST_ROWS = 20;

/** The prompts on which the router that the report speaks of and the reference model differ most. */
function shortTable(results: Results, decisions: TestDecisions): Markup {
  const featured = featuredRouter(results);
  if (featured === undefined) return NOTHING;
  const router = results.routers.indexOf(featured);
  const reference = decisions.models.indexOf(results.referenceModel);
  const all = largestDisagreements(decisions, router, reference);
  const name = foreign(featured.name, 60);
  const rows = all.slice(0, MOST_ROWS).map(
    ({ prompt, a, b }): Row => ({
      cells: [
        { content: foreign(shortPrompt(decisions, prompt), 120) },
        { content: foreign(decisions.tasks[prompt]!, 40) },
        ...cells(decisions, a),
        ...cells(decisions, b),
      ],
    }),
  );
  return table({
    caption: html`${name} and ${foreign(results.referenceModel, 60)} choose different models for ${counted(all.length, 'test prompt')}; the ${count(rows.length)} with the largest difference in quality, then in cost. With scripts on, any two candidates can be compared here.`,
    columns: [
      { heading: 'Prompt' },
      { heading: 'Task' },
      ...headings(name),
      ...headings(foreign(results.referenceModel, 60)),
    ],
    groups: [{ rows }],
  });
}

function headings(name: Markup): Column[] {
  return [{ heading: name }, { heading: 'Grade', numeric: true }, { heading: '$ / 1k', numeric: true }];
}

function cells({ models }: TestDecisions, { model, quality, costUsd }: Decision) {
  return [
    { content: model < 0 ? 'refused' : foreign(models[model]!, 40) },
    { content: decimal(quality, 2) },
    { content: usdPer1000(costUsd) },
  ];
}

function shortPrompt({ ids, texts }: TestDecisions, prompt: number): string {
  const own = texts?.[prompt];
  return own === undefined ? ids[prompt]! : textOf(own.prompt);
}
