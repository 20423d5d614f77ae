import type { Results, RouterResult } from '../harness/evaluate/results.ts';
import { gainWords, pointsWords, savedWords } from './figure-text.ts';
import { count, decimal, listWords, percent, signed, usdPer1000 } from './format.ts';
import { claimWords, marginWords, objectiveWords, operatingPointWords } from './objective-words.ts';
import { plainText } from './plain-text.ts';
import { beatsZero, featuredRouter, losesToZero, policySignal } from './standing.ts';
import { withoutRouterSentences } from './without-router-words.ts';

/** Above this share of examples left out, the verdict says so. */
const NOTABLE_SHARE = 0.02;

/**
 * The verdict: one paragraph, sentence by sentence. Whether to route, with what, what it saves and loses against the
 * reference model, whether that beats random mixing, and what speaks against believing it. Dataset text in it is plain
 * (no control characters) but not escaped.
 */
export function verdict(results: Results): string[] {
  const router = featuredRouter(results);
  return [
    ...simulatedSentence(results),
    ...(results.policy.kind === 'router' ? routeSentences(results) : withoutRouterSentences(results)),
    ...(router === undefined ? [] : evidenceSentences(results, router)),
    ...fieldSentence(results, router),
    ...missingSentence(results),
    ...estimatesSentence(results),
  ];
}

function simulatedSentence({ dataset }: Results): string[] {
  return dataset.simulated ? ['The models in this dataset are simulated: nothing here follows for real models.'] : [];
}

function routeSentences(results: Results): string[] {
  const { candidate, chosen } = results.policy;
  const name = plainText(candidate);
  const reference = plainText(results.referenceModel);
  return [
    `${leadWords(results)}: ${name} ships (${operatingPointWords(chosen.operatingPoint, policySignal(results))}), ${chosenWords(results)}.`,
    `Against ${reference} alone it ${savedWords(chosen.costSaved)} and changes quality by ${pointsWords(chosen.qualityGained)}, ` +
      `on ${count(chosen.quality.n)} test queries replayed through the saved policy: ` +
      `${usdPer1000(chosen.costUsd.value)} per 1,000 queries at quality ${decimal(chosen.quality.value)}.`,
    ...marginSentence(results),
    ...refusedSentence(results),
  ];
}

/**
 * "Yes" takes a saving or a gain beyond doubt, no loss beyond the margin, and a curve above random mixing. A loss beyond
 * the margin that the interval leaves no doubt of is a broken promise: the policy was lucky on validate.
 */
function leadWords(results: Results): string {
  if (brokePromise(results)) return 'Do not route on this evidence, the policy broke its promise on test';
  const { costSaved, qualityGained } = results.policy.chosen;
  const pays = (!('undefined' in costSaved) && costSaved.low > 0) || qualityGained.low > 0;
  if (!pays) return 'Routing is not shown to pay';
  const router = featuredRouter(results);
  const sound = router !== undefined && beatsZero(router.aiqMinusZero) && !losesTooMuch(results);
  return sound ? 'Yes, route' : 'Route only with the reservations below';
}

/** How validate chose it: by a test, or before version 3 by an estimate. */
function chosenWords(results: Results): string {
  if (results.selection === undefined) return `chosen on validate as the ${objectiveWords(results)}`;
  const error = percent(results.selection.alpha, 0);
  return `certified on validate to ${claimWords(results)} (wrong in at most ${error} of such choices)`;
}

function losesTooMuch({ objective, policy }: Results): boolean {
  return objective.kind === 'cheapest-within' && policy.chosen.qualityGained.value < -objective.margin;
}

function brokePromise({ objective, policy }: Results): boolean {
  return objective.kind === 'cheapest-within' && policy.chosen.qualityGained.high < -objective.margin;
}

function marginSentence(results: Results): string[] {
  const { objective, policy } = results;
  if (objective.kind !== 'cheapest-within') return [];
  const { low } = policy.chosen.qualityGained;
  const margin = marginWords(objective.margin);
  if (brokePromise(results))
    return [
      `Beyond doubt it loses more on test than the ${margin} that validate promised; more prompts or a wider margin are needed.`,
    ];
  if (losesTooMuch(results))
    return [`On test it loses more than the ${margin} that ${margin === '1 point' ? 'was' : 'were'} allowed.`];
  if (low < -objective.margin) return [`A loss of more than the allowed ${margin} is not excluded by the interval.`];
  return [];
}

function refusedSentence({ policy }: Results): string[] {
  const { refused } = policy.chosen;
  if (refused === undefined || refused === 0) return [];
  return [
    `${percent(refused)} of the test queries are refused, because no allowed model is left for them; they count as wrong.`,
  ];
}

function evidenceSentences(results: Results, router: RouterResult): string[] {
  const ships = results.policy.kind === 'router' && results.policy.candidate === router.name;
  const could = results.routers.some(({ notDeployable }) => notDeployable !== undefined) ? ' that could ship' : '';
  const best = router.notDeployable === undefined ? `The best router${could}` : 'The best router, which cannot ship';
  const name = ships ? plainText(router.name) : `${best}, ${plainText(router.name)},`;
  const gain = `AIQ − zero ${gainWords(router.aiqMinusZero)}`;
  const zero = beatsZero(router.aiqMinusZero)
    ? `${name} beats the zero router, the best random mix of single models: ${gain}.`
    : losesToZero(router.aiqMinusZero)
      ? `${name} loses to the zero router: mixing single models at random is better (${gain}).`
      : `${name} does not beat the zero router: mixing single models at random cannot be told apart from it (${gain}).`;
  return [zero, ...taskMeanSentence(results, router), ...shuffledSentence(router)];
}

/** How much of the gain comes from merely recognising the task. Says nothing where there is no gain to explain. */
function taskMeanSentence(results: Results, router: RouterResult): string[] {
  if (results.tasks.length < 2) return ['There is one task, so nothing of this comes from recognising the task.'];
  const { aiqMinusZero: gain, aiqMinusTaskMean: beyond } = router;
  const { value } = results.reference.taskMean.aiqMinusZero;
  const known = `Knowing the task name alone gains ${signed(value, 4)}`;
  const rest = beyond === undefined ? '' : `; beyond the task mean it gains ${gainWords(beyond)}`;
  if (!beatsZero(gain)) return [`${known}.`];
  if (value <= 0) return [`${known}: none of this gain comes from recognising the task${rest}.`];
  if (value >= gain.value) return [`${known}: recognising the task explains all of it${rest}.`];
  return [`${known}: recognising the task explains ${percent(value / gain.value, 0)} of it${rest}.`];
}

function shuffledSentence({ shuffledAiqMinusConstant: control }: RouterResult): string[] {
  if (control === undefined) return [];
  return beatsZero(control)
    ? [
        `Refitted on shuffled outcomes it still gains ${gainWords(control)} over constant predictions: suspect a leak and do not trust this run.`,
      ]
    : [`Refitted on shuffled outcomes it gains nothing over constant predictions (${gainWords(control)}), as it must.`];
}

/** How the rest of the field stands against the zero router. */
function fieldSentence({ routers }: Results, featured: RouterResult | undefined): string[] {
  const others = routers.filter((router) => router !== featured);
  const above = others.filter((router) => beatsZero(router.aiqMinusZero));
  const below = others.filter((router) => losesToZero(router.aiqMinusZero));
  const level = others.filter((router) => !above.includes(router) && !below.includes(router));
  const part = (list: readonly RouterResult[], one: string, many: string) =>
    list.length === 0
      ? []
      : [`${listWords(list.map(({ name }) => plainText(name)))} ${list.length === 1 ? one : many}`];
  const parts = [
    ...part(above, 'beats it', 'beat it'),
    ...part(level, 'cannot be told apart from it', 'cannot be told apart from it'),
    ...part(below, 'loses to it', 'lose to it'),
  ];
  return parts.length === 0 ? [] : [`Of the other routers against the zero router: ${parts.join('; ')}.`];
}

function missingSentence({ dataset }: Results): string[] {
  const left = dataset.examples - dataset.complete;
  if (dataset.examples === 0 || left / dataset.examples <= NOTABLE_SHARE) return [];
  return [
    `${percent(left / dataset.examples)} of the examples are left out because a model did not answer them; the worst-case bounds are in the dataset table.`,
  ];
}

function estimatesSentence({ dataset }: Results): string[] {
  if (dataset.estimates.length === 0) return [];
  return [`Estimated rather than recorded: ${dataset.estimates.map((text) => plainText(text, 200)).join('; ')}.`];
}
