import type { Results } from '../harness/evaluate/results.ts';
import type { LastDoubling, Learning } from '../harness/evaluate/studies/learning-schema.ts';
import { count, counted, listWords, percent, signed } from './format.ts';
import { plainText } from './plain-text.ts';
import { shipCountWords } from './split-words.ts';

const ONE_POINT = 0.01;

/** Whether more training prompts would help, sentence by sentence. */
export function learningWords(results: Results, learning: Learning): string[] {
  const featured = featuredDoubling(results, learning);
  return [
    featured === undefined
      ? 'No router of this run learns from outcomes, so that more training prompts change what ships at most by the prices and the reference model.'
      : enoughWords(featured, results, learning),
    ...othersWords(featured, results, learning),
    shipsWords(learning),
    ...(learning.failed.length === 0 ? [] : [failedWords(learning)]),
  ];
}

export type DoublingStanding = 'gains' | 'loses' | 'enough' | 'open' | 'undefined';

/**
 * What the last doubling tells: that it gains or loses, that another one is unlikely to gain anything that matters, or nothing.
 * What matters is the margin of the objective; without one, a point.
 */
export function doublingStanding({ gain }: LastDoubling, { objective }: Pick<Results, 'objective'>): DoublingStanding {
  if ('undefined' in gain) return 'undefined';
  if (gain.low > 0) return 'gains';
  if (gain.high < 0) return 'loses';
  return gain.high <= (objective.kind === 'cheapest-within' ? objective.margin : ONE_POINT) ? 'enough' : 'open';
}

/** The learned router with the highest AIQ on all training prompts. */
function featuredDoubling({ routers }: Results, { lastDoubling }: Learning): LastDoubling | undefined {
  const aiqOf = ({ name }: LastDoubling) =>
    routers.find((router) => router.name === name)?.aiq.value ?? Number.NEGATIVE_INFINITY;
  return [...lastDoubling].sort((a, b) => aiqOf(b) - aiqOf(a))[0];
}

function enoughWords(doubling: LastDoubling, results: Results, { train }: Learning): string {
  const { gain } = doubling;
  const name = plainText(doubling.name);
  if ('undefined' in gain)
    return `Whether ${name} would gain from more training prompts cannot be said, ${gain.undefined}.`;
  const from = `from ${count(Math.round(train / 2))} to ${count(train)} training prompts ${name}, the best router that learns,`;
  const by = `${signed(gain.value, 4)} of AIQ (95 % interval ${signed(gain.low, 4)} to ${signed(gain.high, 4)})`;
  switch (doublingStanding(doubling, results)) {
    case 'gains':
      return `No: ${from} still gains ${by}. More prompts are likely to gain more.`;
    case 'loses':
      return `More prompts of this kind do not help: ${from} loses: ${by}.`;
    case 'enough':
      return `As far as these data can tell, yes: ${from} changes by ${by}. Another doubling is unlikely to gain more than ${signed(gain.high, 4)}.`;
    default:
      return `These data cannot tell: ${from} changes by ${by}, which is neither a gain nor too little to matter.`;
  }
}

function othersWords(featured: LastDoubling | undefined, results: Results, { lastDoubling }: Learning): string[] {
  const gaining = lastDoubling.filter((each) => each !== featured && doublingStanding(each, results) === 'gains');
  if (gaining.length === 0) return [];
  const names = listWords(gaining.map(({ name }) => plainText(name, 60)));
  return [`The last doubling still helps ${names}.`];
}

function shipsWords({ points }: Learning): string {
  const [least, most] = [points[0]!, points.at(-1)!];
  const all = `all ${count(Math.round(most.prompts))} training prompts ship ${plainText(most.ships[0]!.candidate)}`;
  if (least === most) return `Only all of the training prompts could be evaluated: ${all}.`;
  return `With ${percent(least.share, 0)} of them, ${count(Math.round(least.prompts))} prompts, the bench ships ${shipCountWords(least.ships)} of ${counted(least.fits, 'draw')}; ${all}.`;
}

function failedWords({ failed }: Learning): string {
  const { share, why } = failed[0]!;
  return `${counted(failed.length, 'subset')} could not be evaluated, the first of ${percent(share, 0)} ${plainText(why, 300)}.`;
}
