import type { Policy } from '../harness/policy/policy.ts';
import type { Route } from '../harness/policy/route.ts';

const NEIGHBOURS_SHOWN = 10;

/** A decision in words: constraint by constraint, reason by reason, predicted quality and cost per model. */
export function explainRoute(route: Route, policy: Policy): string {
  const chosen = route.model === undefined ? 'refused: no model is allowed' : `→ ${route.model}`;
  const fallbacks = route.fallbacks.length === 0 ? [] : [`  then ${route.fallbacks.join(', ')}`];
  const accept = route.accept === undefined ? [] : [`  ${acceptWords(route.accept)}`];
  return [
    chosen,
    ...fallbacks,
    ...accept,
    ...exploreLines(route, policy).map((line) => `  ${line}`),
    '',
    `Policy ${policy.name}, router ${policy.router.name} (${policy.router.kind}), ${route.accept === undefined ? tradeoffWords(route.tradeoff) : 'a cascade'}`,
    ...section('Constraints', constraintLines(route)),
    ...section('Reasons', shortened(route.why)),
    ...section('Predictions', predictionLines(route)),
    ...section('Spent on routing', [
      `$${route.bill.usd.toPrecision(2)}, ${route.bill.latencyMs.toFixed(1)} ms (declared rates)`,
    ]),
  ].join('\n');
}

/** Neighbours come nearest first: ten give the picture, JSON has them all. */
function shortened(why: readonly string[]): string[] {
  const neighbours = why.filter((line) => line.startsWith('neighbour '));
  if (neighbours.length <= NEIGHBOURS_SHOWN) return [...why];
  const rest = why.filter((line) => !line.startsWith('neighbour '));
  const more = `… and ${neighbours.length - NEIGHBOURS_SHOWN} more neighbours (--json lists them)`;
  return [...neighbours.slice(0, NEIGHBOURS_SHOWN), more, ...rest];
}

function tradeoffWords(tradeoff: number): string {
  if (tradeoff === Number.POSITIVE_INFINITY) return 'best predicted quality at any price';
  if (tradeoff === 0) return 'cheapest model';
  return `a right answer is worth $${tradeoff.toPrecision(3)}`;
}

function acceptWords({ signal, level }: NonNullable<Route['accept']>): string {
  if (level === Number.POSITIVE_INFINITY) return 'no answer is taken but the last model’s';
  return `an answer is taken when its ${signal} signal is at least ${level.toPrecision(3)}`;
}

/** How the choice was drawn, where anything is drawn: a policy of one tradeoff that does not explore is certain. */
function exploreLines({ model, explored, propensities }: Route, policy: Policy): string[] {
  const { explore = 0, mix } = policy.operatingPoint;
  if (model === undefined || (explore === 0 && mix.length === 1)) return [];
  const chance = propensities?.[policy.pool.findIndex(({ id }) => id === model)];
  return [
    ...(explored ? ['drawn at random, to learn from its answer'] : []),
    ...(explore === 0 ? [] : [`explores with ${percent(explore)} of the requests`]),
    ...(chance === undefined ? [] : [`chance of this choice ${percent(chance)}`]),
  ];
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function constraintLines({ constraints }: Route): string[] {
  return constraints.map(({ name, denied }) => {
    if (denied.length === 0) return `${name}: allows every model`;
    const models = denied.map(({ model, error }) =>
      error === undefined ? model : `${model} (cannot be decided: ${error})`,
    );
    return `${name}: denies ${models.join(', ')}`;
  });
}

function predictionLines({ predictions, model }: Route): string[] {
  if (predictions === undefined) return [];
  const width = Math.max(...predictions.map((each) => each.model.length));
  return [...predictions]
    .sort((a, b) => b.utility - a.utility)
    .map(({ model: id, allowed, quality, costUsd, utility }) => {
      const mark = id === model ? '→' : allowed ? ' ' : '×';
      return `${mark} ${id.padEnd(width)}  quality ${quality.toFixed(3)}  cost $${costUsd.toPrecision(3).padEnd(9)}  utility ${utility.toPrecision(4)}`;
    });
}
