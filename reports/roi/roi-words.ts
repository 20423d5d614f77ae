import type { Estimate, Results } from '../../harness/evaluate/results.ts';
import type { Alternative } from '../../harness/evaluate/roi/roi-schema.ts';
import { pointsWords } from '../figure-text.ts';
import { count, decimal, intervalWords, percent, usd } from '../format.ts';
import { plainText } from '../plain-text.ts';
import {
  type BreakEven,
  beside,
  type Month,
  type MonthBeside,
  monthOf,
  monthsBeside,
  type Subject,
  subjectOf,
  UNIT_OF_MAINTENANCE_USD,
} from './monthly.ts';

/** Whether it pays to route, in words. */
export interface RoiWords {
  /** Yes or no, in one sentence. */
  readonly lead: string;
  /** What the router saves a month against the reference model. */
  readonly saving: string;
  /** What is left of it after upkeep; empty where none is given. */
  readonly net: string;
  /** Against what would ship without a router; empty where that was said. */
  readonly rival: string;
  readonly breakEven: string;
}

/** All but the lead, as one paragraph. */
export function roiParagraph({ saving, net, rival, breakEven }: RoiWords): string {
  return [saving, net, rival, breakEven].filter((sentence) => sentence !== '').join(' ');
}

/** `undefined` where the run has no router, or its results are too old to tell. */
export function roiWords(results: Results): RoiWords | undefined {
  const subject = subjectOf(results);
  if (subject === undefined) return undefined;
  const month = monthOf(results);
  const months = monthsBeside(subject, month);
  const reference = beside(months, 'reference');
  const rival = beside(months, 'without-router');
  return {
    lead: leadSentence(results, subject, reference, rival),
    saving: savingSentence(subject, reference, month),
    net: netSentence(reference, month),
    rival: rivalSentence(subject, rival),
    breakEven: breakEvenSentence(reference, month),
  };
}

/** The answer. A saving counts beyond doubt only: after upkeep, and against models mixed at random too. */
function leadSentence(results: Results, { ships }: Subject, reference: MonthBeside, rival: MonthBeside): string {
  if (!ships) {
    const answer =
      results.selection?.refusal === 'none-better' ? 'No router is needed' : 'Do not route on this evidence';
    return `${answer}: ${plainText(results.policy.candidate, 60)} ships.`;
  }
  const { qualityGained } = reference.alternative;
  if (reference.netUsd.low > 0) {
    if (losesTooMuch(results, qualityGained)) return 'Routing saves money, but loses more quality than was allowed.';
    return earns(results, rival)
      ? 'Routing pays.'
      : 'Routing saves money, but not more than can be had without a router.';
  }
  if (qualityGained.low > 0 && reference.savingUsd.high < 0) return 'Routing costs more, and buys quality.';
  return reference.netUsd.high < 0 ? 'Routing does not pay.' : 'Routing is not shown to pay.';
}

/** Cheaper beyond doubt where both keep the same margin; else cheaper or better. */
function earns({ objective }: Results, { savingUsd, alternative: { qualityGained } }: MonthBeside): boolean {
  return savingUsd.low > 0 || (objective.kind !== 'cheapest-within' && qualityGained.low > 0);
}

function losesTooMuch({ objective }: Results, { value }: Estimate): boolean {
  return objective.kind === 'cheapest-within' && value < -objective.margin;
}

function savingSentence({ router, ships }: Subject, { alternative, savingUsd }: MonthBeside, month: Month): string {
  const name = `${ships ? '' : 'the best router, '}${plainText(router.name, 40)}${ships ? '' : ','}`;
  const traffic = `At ${month.queriesAssumed ? 'an assumed ' : ''}${count(month.queries)} queries a month`;
  return `${traffic} ${name} ${moneyWords(savingUsd)} against ${alternativeWords(alternative)} and changes quality by ${pointsWords(alternative.qualityGained)}.`;
}

/** `saves $1,543 (95 % interval $1,478 to $1,608)`. */
function moneyWords({ value, low, high }: Estimate): string {
  if (value === 0) return 'saves nothing';
  return value < 0
    ? `costs ${usd(-value)} more (${intervalWords({ low: -high, high: -low }, usd)})`
    : `saves ${usd(value)} (${intervalWords({ low, high }, usd)})`;
}

function netSentence({ netUsd }: MonthBeside, { maintenanceUsd }: Month): string {
  if (maintenanceUsd === undefined || maintenanceUsd === 0) return '';
  const words = netUsd.value < 0 ? `a loss of ${usd(-netUsd.value)}` : usd(netUsd.value);
  return `After ${usd(maintenanceUsd)} of upkeep ${words} a month is left (${intervalWords(netUsd, usd)}).`;
}

function rivalSentence({ ships }: Subject, { alternative, savingUsd }: MonthBeside): string {
  const mix = `${alternativeWords(alternative)}${alternative.mix.length > 1 ? ' at random' : ''}`;
  if (alternative.kinds.includes('reference')) return ships ? `Without a router ${mix} itself would ship.` : '';
  const against = ships ? `Without a router ${mix} would ship: against that` : `Against ${mix}, which ships,`;
  return `${against} it ${moneyWords(savingUsd)} and changes quality by ${pointsWords(alternative.qualityGained)}, which is what looking at the query is worth.`;
}

function breakEvenSentence({ breakEven }: MonthBeside, { maintenanceUsd }: Month): string {
  if (maintenanceUsd === 0) return 'It has no upkeep to earn back.';
  const each = maintenanceUsd === undefined ? `Each ${usd(UNIT_OF_MAINTENANCE_USD)}` : `The ${usd(maintenanceUsd)}`;
  if ('undefined' in breakEven) return `Upkeep is never earned back, ${breakEven.undefined}.`;
  return `${each} a month of upkeep is earned back from ${breakEvenWords(breakEven)} queries a month on (95 % interval ${wholeQueries(breakEven.low)} to ${wholeQueries(breakEven.high)}).`;
}

/** `648,000`, or why there is none. */
export function breakEvenWords(breakEven: BreakEven): string {
  return 'undefined' in breakEven ? `never, ${breakEven.undefined}` : wholeQueries(breakEven.queries);
}

/** A number of queries with three significant digits. */
export function wholeQueries(queries: number): string {
  const digits = queries <= 0 ? 0 : Math.max(0, Math.floor(Math.log10(queries)) - 2);
  return count(Math.ceil(queries / 10 ** digits) * 10 ** digits);
}

/** `sim-frontier`, or `38 % sim-small and 62 % sim-large`. */
export function alternativeWords({ mix }: Alternative): string {
  const [only, second] = mix;
  if (second === undefined) return plainText(only!.model, 40);
  const part = ({ model, share }: Alternative['mix'][number]) => `${percent(share, 0)} ${plainText(model, 40)}`;
  return `${part(only!)} and ${part(second)}`;
}

/** A factor of a price: `5.8 times`, `0.26 times`. */
export function factorWords(factor: number): string {
  return `${decimal(factor, factor >= 10 ? 0 : factor >= 1 ? 1 : factor >= 0.1 ? 2 : 3)} times`;
}
