import type { Figure, Results, RouterResult } from '../harness/evaluate/results.ts';
import { listWords, milliseconds, percent, usd } from './format.ts';
import { plainText } from './plain-text.ts';

/** What monthly sums are given for. */
export const REQUESTS_A_DAY = 100_000;
export const REQUESTS_A_MONTH = 30 * REQUESTS_A_DAY;

/** What routing itself costs in one router at its chosen operating point, on test. */
export interface RoutingCost {
  readonly name: string;
  readonly kind: string;
  /** Added to every request. */
  readonly latencyMs: number;
  readonly usdPerRequest: number;
  /** USD at 100,000 requests a day for 30 days: routing alone, and with the answers. */
  readonly monthlyRoutingUsd: number;
  readonly monthlyTotalUsd: number;
  /** What the router would save against the reference model if routing were free, USD a month; negative where it costs more. */
  readonly monthlySavingUsd: number;
  /** Share of that saving that routing costs: from 1 on, it costs as much as it saves. */
  readonly eaten: Figure;
}

/** A saving that is a rounding error of the bill is none. */
const NOTHING = 1e-9;

/** Every router, what costs least first; ties by latency, then in the order of the results. */
export function routingCosts(results: Results): readonly RoutingCost[] {
  return results.routers
    .map((router) => routingCost(router, results))
    .sort((a, b) => a.usdPerRequest - b.usdPerRequest || a.latencyMs - b.latencyMs);
}

/** In words: where routing adds least and most, whose overhead eats the largest share of its saving, and who has none. */
export function routingCostSentences(results: Results): readonly string[] {
  const costs = routingCosts(results);
  return [...spanSentence(costs), ...eatenSentences(costs), ...noSavingSentence(costs, results)];
}

/** The sentences about savings alone, for the end of a table that has the costs. */
export function routingCostSummary(results: Results): readonly string[] {
  return eatenSentences(routingCosts(results));
}

function routingCost({ name, kind, chosen, overhead }: RouterResult, results: Results): RoutingCost {
  const reference = referenceUsd(results);
  const saving = reference - (chosen.costUsd.value - overhead.usd);
  return {
    name,
    kind,
    latencyMs: overhead.latencyMs,
    usdPerRequest: overhead.usd,
    monthlyRoutingUsd: overhead.usd * REQUESTS_A_MONTH,
    monthlyTotalUsd: chosen.costUsd.value * REQUESTS_A_MONTH,
    monthlySavingUsd: saving * REQUESTS_A_MONTH,
    eaten: eatenShare(overhead.usd, saving, reference, plainText(results.referenceModel, 40)),
  };
}

function referenceUsd({ models, referenceModel }: Results): number {
  return models.find(({ id }) => id === referenceModel)!.costUsd.value;
}

function eatenShare(overheadUsd: number, savingUsd: number, referenceUsd: number, reference: string): Figure {
  if (referenceUsd <= 0) return { undefined: `${reference} costs nothing, so that there is nothing to save` };
  if (savingUsd <= NOTHING * referenceUsd) {
    return { undefined: `it saves nothing against ${reference} even before routing is paid` };
  }
  return overheadUsd / savingUsd;
}

function spanSentence(costs: readonly RoutingCost[]): string[] {
  const [least, most] = [costs[0], costs[costs.length - 1]];
  if (least === undefined || most === undefined) return [];
  const adds = ({ monthlyRoutingUsd, latencyMs }: RoutingCost) =>
    `${usd(monthlyRoutingUsd)} a month and ${milliseconds(latencyMs)} per request`;
  if (adds(least) === adds(most)) {
    return [`Routing adds ${adds(least)}${costs.length > 1 ? ', the same in every router' : ''}.`];
  }
  return [`Routing adds least in ${nameOf(least)} (${adds(least)}) and most in ${nameOf(most)} (${adds(most)}).`];
}

/** Who loses all of the saving, or else who loses most of it. */
function eatenSentences(costs: readonly RoutingCost[]): string[] {
  const defined = costs.filter((cost): cost is RoutingCost & { eaten: number } => typeof cost.eaten === 'number');
  const eatenUp = defined.filter(({ eaten }) => eaten >= 1 - NOTHING);
  if (eatenUp.length > 0) {
    const named = eatenUp.map((cost) => `${nameOf(cost)} (${percent(cost.eaten, 0)} of it)`);
    return [
      `Routing costs as much as it saves, or more, in ${listWords(named)}: the reference model alone is no dearer.`,
    ];
  }
  const most = defined.reduce<(typeof defined)[number] | undefined>(
    (a, b) => (a && a.eaten >= b.eaten ? a : b),
    undefined,
  );
  if (most === undefined) return [];
  if (most.eaten === 0) return ['Routing costs nothing in any router that saves.'];
  return [
    `Routing eats the largest share of its saving in ${nameOf(most)}: ${percent(most.eaten)} of ${usd(most.monthlySavingUsd)} a month at 100,000 requests a day${defined.length > 1 ? '; no router’s overhead reaches its saving' : ''}.`,
  ];
}

function noSavingSentence(costs: readonly RoutingCost[], { referenceModel }: Results): string[] {
  const without = costs.filter(({ eaten }) => typeof eaten !== 'number').map(nameOf);
  if (without.length === 0) return [];
  return [
    `${listWords(without)} ${without.length === 1 ? 'has' : 'have'} no saving against ${plainText(referenceModel, 40)} that routing could eat, even before it is paid.`,
  ];
}

function nameOf({ name }: RoutingCost): string {
  return plainText(name, 40);
}
