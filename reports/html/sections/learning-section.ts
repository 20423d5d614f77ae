import type { Results } from '../../../harness/evaluate/results.ts';
import type { LastDoubling, Learning } from '../../../harness/evaluate/studies/learning-schema.ts';
import type { Studies } from '../../../harness/evaluate/studies/studies-schema.ts';
import { percent, signed } from '../../format.ts';
import { type DoublingStanding, doublingStanding, learningWords } from '../../learning-words.ts';
import { shipCountWords } from '../../split-words.ts';
import { chartFigure } from '../chart-figure.ts';
import { foreign, html, type Markup, NOTHING, unbroken } from '../markup.ts';
import { type Row, table } from '../table.ts';

/** Whether more training prompts would change the verdict; nothing where it was not studied. */
export function learningSection(results: Results, learning: Studies['learning'], still: string): Markup {
  if (learning === undefined) return NOTHING;
  if ('undefined' in learning) {
    return html`<section id="learning"><h2>Is the reference set big enough?</h2>
<p class="reading">This study is not defined, ${foreign(learning.undefined, 400)}.</p>
</section>`;
  }
  const learned = learning.lastDoubling.length > 0;
  return html`<section id="learning"><h2>Is the reference set big enough?</h2>
<p class="reading">${unbroken(learningWords(results, learning).join(' '))}</p>
${learned ? chartFigure('learning', still, `AIQ minus zero router of ${learning.lastDoubling.length} routers against the number of training prompts. The figures are in the tables below.`) : NOTHING}
${learned ? legend(results, learning) : NOTHING}
<p class="caption">The same validate and test with fewer training prompts: nested random subsets of whole groups. Dots: means over the subsets drawn; thin lines: from the least to the largest. Routers that learn nothing from outcomes have no curve.</p>
${curveTable(learning)}
${learned ? doublingTable(results, learning) : NOTHING}
</section>`;
}

function legend({ routers }: Results, { lastDoubling }: Learning): Markup {
  const learned = new Set(lastDoubling.map(({ name }) => name));
  return html`<ul class="legend" aria-label="Routers that learn">${routers.map(({ name }, i) =>
    learned.has(name)
      ? html`<li><span class="swatch series-${(i % 8) + 1} dash-${Math.floor(i / 8) % 3}"></span>${foreign(name, 40)}</li>`
      : NOTHING,
  )}</ul>`;
}

function curveTable({ points, lastDoubling }: Learning): Markup {
  const names = lastDoubling.map(({ name }) => name);
  return table({
    caption: 'Mean AIQ − zero router, and what ships, by share of the training prompts.',
    columns: [
      { heading: 'Share' },
      { heading: 'Prompts', numeric: true },
      ...names.map((name) => ({ heading: foreign(name, 40), numeric: true })),
      { heading: 'Ships' },
    ],
    groups: [
      {
        rows: points.map(({ share, prompts, routers, ships }) => ({
          cells: [
            { content: percent(share, 0) },
            { content: String(Math.round(prompts)) },
            ...names.map((name) => {
              const found = routers.find((router) => router.name === name);
              return { content: found === undefined ? 'does not fit' : signed(found.mean, 4) };
            }),
            { content: foreign(shipCountWords(ships), 200) },
          ],
        })),
      },
    ],
  });
}

function doublingTable(results: Results, { lastDoubling }: Learning): Markup {
  return table({
    caption:
      'What the second half of the training prompts adds to the AIQ, with the 95 % interval for the queries and the half drawn.',
    compact: true,
    columns: [
      { heading: 'Router' },
      { heading: 'Gain', numeric: true },
      { heading: '95 % interval', numeric: true },
      { heading: 'Reading' },
    ],
    groups: [{ rows: lastDoubling.map((doubling) => doublingRow(doubling, results)) }],
  });
}

const READINGS: Readonly<Record<DoublingStanding, string>> = {
  gains: 'still gains',
  loses: 'loses',
  enough: 'nothing more that matters',
  open: 'cannot be told',
  undefined: '',
};

function doublingRow(doubling: LastDoubling, results: Results): Row {
  const { name, gain } = doubling;
  const standing = doublingStanding(doubling, results);
  return {
    cells: [
      { content: foreign(name, 60) },
      ...('undefined' in gain
        ? [{ content: 'not defined', title: gain.undefined }, { content: '' }]
        : [
            {
              content: signed(gain.value, 4),
              look: standing === 'gains' ? 'above' : standing === 'loses' ? 'below' : '',
            },
            { content: `${signed(gain.low, 4)} to ${signed(gain.high, 4)}` },
          ]),
      { content: READINGS[standing] },
    ],
  };
}
