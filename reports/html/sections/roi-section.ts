import type { Results } from '../../../harness/evaluate/results.ts';
import { count, intervalWords, pointsNumber, usd } from '../../format.ts';
import { lastPointSentences } from '../../roi/last-point-words.ts';
import {
  type Month,
  type MonthBeside,
  monthOf,
  monthsBeside,
  subjectOf,
  UNIT_OF_MAINTENANCE_USD,
} from '../../roi/monthly.ts';
import { nearestFlipSentence, priceFlipSentences } from '../../roi/price-flip-words.ts';
import { alternativeWords, breakEvenWords, roiParagraph, roiWords, wholeQueries } from '../../roi/roi-words.ts';
import { type WarningSign, warningSigns } from '../../roi/warning-signs.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { type Cell, type Row, table } from '../table.ts';

/** Whether it pays to route at all; left out where the run has no router, or its results are too old to tell. */
export function roiSection(results: Results): Markup {
  const subject = subjectOf(results);
  const words = roiWords(results);
  if (subject === undefined || words === undefined) return NOTHING;
  const month = monthOf(results);
  return html`<section id="roi"><h2>Should you route at all?</h2>
<p class="reading"><strong>${unbroken(words.lead)}</strong> ${unbroken(roiParagraph(words))}</p>
<h3>Warning signs</h3>
<ul class="signs">${warningSigns(results, subject).map(signItem)}</ul>
${monthTable(monthsBeside(subject, month), month, subject.router.name, subject.router.chosen.costUsd.value)}
<h3>What would change the answer</h3>
<ul class="plain-list">${[...nearestFlipSentence(results), ...priceFlipSentences(results), ...lastPointSentences(results, subject)].map((sentence) => html`<li>${unbroken(sentence)}</li>`)}</ul>
</section>`;
}

function signItem({ warns, sentence }: WarningSign): Markup {
  const [mark, words, look] =
    warns === undefined
      ? ['–', 'Cannot be told: ', 'untold']
      : warns
        ? ['!', 'Warning: ', 'warns']
        : ['✓', 'Fine: ', 'fine'];
  return html`<li class="${look}"><span class="mark" aria-hidden="true">${mark}</span><span><span class="hidden">${words}</span>${unbroken(sentence)}</span></li>
`;
}

function monthTable(beside: readonly MonthBeside[], month: Month, router: string, costUsd: number): Markup {
  const { maintenanceUsd } = month;
  const numeric = (heading: string) => ({ heading, numeric: true });
  const breakEven =
    maintenanceUsd === undefined ? `Break-even per ${usd(UNIT_OF_MAINTENANCE_USD)} of upkeep` : 'Break-even';
  return table({
    caption: html`A month of ${count(month.queries)} queries${month.queriesAssumed ? ' (assumed)' : ''} with ${foreign(router, 40)}, which costs ${usd(costUsd * month.queries)}, beside the same month without a router${maintenanceUsd === undefined ? '; its upkeep is not given and not taken off' : html`; its upkeep is ${usd(maintenanceUsd)}`}. Savings and quality changes with their 95 % intervals, paired on test; break-even in queries a month.`,
    columns: [
      { heading: 'Instead of' },
      ...[
        'Its cost',
        'Saving',
        ...(maintenanceUsd === undefined ? [] : ['Less upkeep']),
        'Quality change',
        breakEven,
      ].map(numeric),
    ],
    groups: [{ rows: beside.map((each) => monthRow(each, maintenanceUsd !== undefined)) }],
  });
}

function monthRow({ alternative, alternativeUsd, savingUsd, netUsd, breakEven }: MonthBeside, hasUpkeep: boolean): Row {
  const { qualityGained } = alternative;
  return {
    cells: [
      {
        content: html`<bdi>${alternativeWords(alternative)}</bdi> <span class="kind">${alternative.kinds.map((kind) => KINDS[kind]).join(', ')}</span>`,
      },
      { content: usd(alternativeUsd) },
      estimateCell(savingUsd, usd),
      ...(hasUpkeep ? [estimateCell(netUsd, usd)] : []),
      estimateCell(qualityGained, pointsNumber),
      'undefined' in breakEven
        ? { content: 'never', title: breakEven.undefined, look: 'missing' }
        : {
            content: html`${breakEvenWords(breakEven)}<br><small>${wholeQueries(breakEven.low)} to ${wholeQueries(breakEven.high)}</small>`,
          },
    ],
  };
}

const KINDS = {
  reference: 'reference model',
  'best-single': 'best single model',
  'without-router': 'would ship without a router',
  'same-promise': 'promised as much on validate',
} as const;

function estimateCell(figure: MonthBeside['savingUsd'], one: (x: number) => string): Cell {
  return {
    content: html`${one(figure.value)}<br><small>${one(figure.low)} to ${one(figure.high)}</small>`,
    title: intervalWords(figure, one),
    look: figure.low > 0 ? 'above' : figure.high < 0 ? 'below' : '',
  };
}
