import type { Estimate, Results, RouterResult } from '../harness/evaluate/results.ts';
import { gainWords, pointsWords, savedWords } from './figure-text.ts';
import { count, counted, decimal, listWords, percent, signed, usdPer1000 } from './format.ts';
import { objectiveWords, operatingPointWords } from './objective-words.ts';
import { plainText } from './plain-text.ts';
import { beatsZero, featuredRouter, losesToZero } from './standing.ts';

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
    ...(results.policy.kind === 'router' ? routeSentences(results) : singleSentences(results)),
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
  const lead = advises(results) ? 'Yes, route' : 'Routing is not shown to pay';
  return [
    `${lead}: ${name} ships (${operatingPointWords(chosen.operatingPoint)}), chosen on validate as the ${objectiveWords(results)}.`,
    `Against ${reference} alone it saves ${savedWords(chosen.costSaved)} and changes quality by ${pointsWords(chosen.qualityGained)}, ` +
      `on ${count(chosen.quality.n)} test queries replayed through the saved policy: ` +
      `${usdPer1000(chosen.costUsd.value)} per 1,000 queries at quality ${decimal(chosen.quality.value)}.`,
    ...marginSentence(results),
  ];
}

/** A saving above zero beyond doubt, or a gain in quality beyond doubt. */
function advises({ policy }: Results): boolean {
  const { costSaved, qualityGained } = policy.chosen;
  return (!('undefined' in costSaved) && costSaved.low > 0) || qualityGained.low > 0;
}

function marginSentence({ objective, policy }: Results): string[] {
  if (objective.kind !== 'cheapest-within') return [];
  const { value, low } = policy.chosen.qualityGained;
  const margin = `${decimal(objective.margin * 100, 1)} points`;
  if (value < -objective.margin) return [`On test it loses more than the ${margin} that were allowed.`];
  if (low < -objective.margin) return [`A loss of more than the allowed ${margin} is not excluded by the interval.`];
  return [];
}

function singleSentences(results: Results): string[] {
  const { candidate, chosen, feasible, reason } = results.policy;
  const name = plainText(candidate);
  const why = plainText(reason, 400).replace(/\.$/, '');
  const lead = feasible
    ? `No, do not route: ${name} alone ships, because ${why}.`
    : `No, do not route: nothing met the objective on validate (${objectiveWords(results)}), so the reference model ${name} ships alone: ${why}.`;
  const cost = `It costs ${usdPer1000(chosen.costUsd.value)} per 1,000 queries at quality ${decimal(chosen.quality.value)} on ${count(chosen.quality.n)} test queries`;
  if (candidate === results.referenceModel) return [lead, `${cost}.`];
  return [
    lead,
    `${cost}: against ${plainText(results.referenceModel)} it saves ${savedWords(chosen.costSaved)} and changes quality by ${pointsWords(chosen.qualityGained)}.`,
  ];
}

function evidenceSentences(results: Results, router: RouterResult): string[] {
  const ships = results.policy.kind === 'router' && results.policy.candidate === router.name;
  const name = ships ? plainText(router.name) : `The best router, ${plainText(router.name)},`;
  const gain = `AIQ − zero ${gainWords(router.aiqMinusZero)}`;
  const zero = beatsZero(router.aiqMinusZero)
    ? `${name} beats the zero router, the best random mix of single models: ${gain}.`
    : losesToZero(router.aiqMinusZero)
      ? `${name} loses to the zero router: mixing single models at random is better (${gain}).`
      : `${name} does not beat the zero router: mixing single models at random cannot be told apart from it (${gain}).`;
  return [zero, ...taskMeanSentence(results, router.aiqMinusZero), ...shuffledSentence(router)];
}

/** How much of the gain comes from merely recognising the task. Says nothing where there is no gain to explain. */
function taskMeanSentence(results: Results, gain: Estimate): string[] {
  if (results.tasks.length < 2) return ['There is one task, so nothing of this comes from recognising the task.'];
  const { value } = results.reference.taskMean.aiqMinusZero;
  const known = `Knowing the task name alone gains ${signed(value, 4)}`;
  if (!beatsZero(gain)) return [`${known}.`];
  if (value <= 0) return [`${known}: none of this gain comes from recognising the task.`];
  if (value >= gain.value) return [`${known}: recognising the task explains all of it.`];
  return [`${known}: recognising the task explains ${percent(value / gain.value, 0)} of it.`];
}

function shuffledSentence({ shuffledAiqMinusZero: control }: RouterResult): string[] {
  if (control === undefined) return [];
  return beatsZero(control)
    ? [`Refitted on shuffled outcomes it still gains ${gainWords(control)}: suspect a leak and do not trust this run.`]
    : [`Refitted on shuffled outcomes it gains nothing (${gainWords(control)}), as it must.`];
}

function fieldSentence({ routers }: Results, featured: RouterResult | undefined): string[] {
  const others = routers.filter((router) => router !== featured);
  if (others.length === 0) return [];
  const named = (list: readonly RouterResult[]) => listWords(list.map((router) => plainText(router.name)));
  const above = others.filter((router) => beatsZero(router.aiqMinusZero));
  const below = others.filter((router) => losesToZero(router.aiqMinusZero));
  const level = others.filter((router) => !above.includes(router) && !below.includes(router));
  const parts = [
    ...(above.length > 0
      ? [`${named(above)} also beat the zero router`.replace(' also', featured ? ' also' : '')]
      : []),
    ...(level.length > 0 ? [`${named(level)} cannot be told apart from it`] : []),
    ...(below.length > 0 ? [`${named(below)} lose to it`] : []),
  ];
  return [`Of the other ${counted(others.length, 'router')}: ${parts.join('; ')}.`];
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
