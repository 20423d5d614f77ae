import type { Results } from '../harness/evaluate/results.ts';
import type { ShipCount } from '../harness/evaluate/studies/ships-schema.ts';
import type { Splits } from '../harness/evaluate/studies/splits-schema.ts';
import { counted, listWords, percent, points, pointsNumber, signed, usdPer1000 } from './format.ts';
import { marginWords } from './objective-words.ts';
import { plainText } from './plain-text.ts';

/** How firm the verdict is over other splits of the same data, sentence by sentence. */
export function splitWords(results: Results, splits: Splits): string[] {
  return [
    shipsWords(results, splits),
    ...gainWords(splits),
    deliveredWords(splits),
    brokenWords(results, splits),
    ...(splits.failed.length === 0 ? [] : [failedWords(splits)]),
    'The splits share their prompts: they show what the luck of the split does to this dataset, and are no interval for another.',
  ];
}

/** `linear in 14, gpt-4o alone in 6`. */
export function shipCountWords(ships: readonly ShipCount[]): string {
  return listWords(
    ships.map(({ candidate, kind, times }) => {
      const name = kind === 'mixture' ? 'a mixture of single models' : plainText(candidate, 60);
      return `${name}${kind === 'single' ? ' alone' : ''} in ${times}`;
    }),
  );
}

function shipsWords({ policy }: Results, { runs, ships }: Splits): string {
  const all = `Over ${counted(runs.length, 'split')}, the bench ships ${shipCountWords(ships)}`;
  const own = ships.find(({ candidate, kind }) =>
    kind === 'mixture' ? policy.kind === 'mixture' : kind === policy.kind && candidate === policy.candidate,
  );
  if (ships.length === 1) return `${all}: the choice does not depend on the split.`;
  const times = own?.times ?? 0;
  return `${all}. This run ships ${plainText(policy.candidate)}, as ${counted(times, 'split does', 'splits do')}.`;
}

/** Of the router with the highest median. */
function gainWords({ routers }: Splits): string[] {
  const [best] = bestFirst(routers);
  if (best === undefined) return [];
  const { low, median, high } = best.aiqMinusZero;
  return [
    `The router with the highest median, ${plainText(best.name)}, is above the zero router in ${aboveZeroWords(best)}: AIQ − zero is ${signed(median, 4)} in the median split, and from ${signed(low, 4)} to ${signed(high, 4)} in the middle half of them.`,
  ];
}

/** By the median, ties in the order of the run. */
export function bestFirst(routers: Splits['routers']): Splits['routers'] {
  return [...routers].sort((a, b) => b.aiqMinusZero.median - a.aiqMinusZero.median);
}

/** `18 of 20`. */
export function aboveZeroWords({ aboveZero, splits }: Splits['routers'][number]): string {
  return `${Math.round(aboveZero * splits)} of ${splits}`;
}

function deliveredWords({ delivered, optimism }: Splits): string {
  const { costSaved, qualityGained } = delivered;
  const quality = `a quality change of ${points(qualityGained.median)} (${pointsNumber(qualityGained.low)} to ${pointsNumber(qualityGained.high)})`;
  const saved =
    'undefined' in costSaved
      ? 'no defined saving'
      : `a saving of ${percent(costSaved.median)} of the cost (${percent(costSaved.low)} to ${percent(costSaved.high)})`;
  return `What ships delivers ${saved} and ${quality} in the median split (middle half of the splits); its quality on test differs from what validate promised by ${points(optimism.quality.median)} in the median.`;
}

function brokenWords(results: Results, { broken }: Splits): string {
  if ('undefined' in broken) return `A share of broken promises is not defined, ${broken.undefined}.`;
  const doubtless = `test leaves no doubt that what ships ${missWords(results)}`;
  return broken.splits === 0
    ? `The promise is broken in none of ${broken.of} splits: nowhere is it so that ${doubtless}.`
    : `The promise is broken in ${broken.splits} of ${broken.of} splits (${percent(broken.share, 0)}): there ${doubtless}.`;
}

/** What a policy does that breaks its claim. The reference model may be another one in each split. */
function missWords({ objective }: Results): string {
  switch (objective.kind) {
    case 'cheapest-within':
      return `loses more than ${marginWords(objective.margin)} against the reference model`;
    case 'best-under-budget':
      return `costs more than ${usdPer1000(objective.maxUsdPerQuery)} per 1,000 queries`;
    case 'willingness-to-pay':
      return 'is worth less than the best single model';
  }
}

function failedWords({ failed }: Splits): string {
  const [first] = failed;
  return `${counted(failed.length, 'further split')} could not be evaluated, the one of seed ${first!.seed} ${plainText(first!.why, 300)}.`;
}
