import type { Results } from '../harness/evaluate/results.ts';
import { pointsWords, savedWords } from './figure-text.ts';
import { count, decimal, percent, usdPer1000 } from './format.ts';
import { claimWords, objectiveWords } from './objective-words.ts';
import { plainText } from './plain-text.ts';

/** The verdict where no router ships: what does, why, and what it costs. */
export function withoutRouterSentences(results: Results): string[] {
  const { candidate, chosen } = results.policy;
  const cost = `It costs ${usdPer1000(chosen.costUsd.value)} per 1,000 queries at quality ${decimal(chosen.quality.value)} on ${count(chosen.quality.n)} test queries`;
  if (candidate === results.referenceModel) return [leadSentence(results), `${cost}.`];
  return [
    leadSentence(results),
    `${cost}: against ${plainText(results.referenceModel)} it ${savedWords(chosen.costSaved)} and changes quality by ${pointsWords(chosen.qualityGained)}.`,
  ];
}

function leadSentence(results: Results): string {
  const { policy, selection } = results;
  const name = plainText(policy.candidate);
  if (selection === undefined) return estimatedLead(results);
  const ships =
    policy.kind === 'mixture'
      ? `mixing two models at random is enough: ${name} ships`
      : `${name} alone ships${policy.feasible ? '' : ', though it misses the objective too'}`;
  return `No, do not route: ${ships}, because ${refusalWords(results)}.`;
}

function refusalWords(results: Results): string {
  const { selection, routers } = results;
  const claim = claimWords(results);
  if (routers.length === 0) return 'no router was tried';
  switch (selection?.refusal) {
    case 'none-knows':
      return 'no router that is certified is shown on validate to know more about queries than mixing single models at random';
    case 'none-better':
      return `no router that is certified to ${claim} serves the objective better than what needs no router`;
    default:
      return `no router could be certified on validate to ${claim} (at an error rate of ${percent(selection?.alpha ?? 0, 0)})`;
  }
}

/** Of results before version 3, when the best estimate on validate shipped. */
function estimatedLead(results: Results): string {
  const { candidate, feasible, reason } = results.policy;
  const name = plainText(candidate);
  const why = plainText(reason, 400).replace(/\.$/, '');
  return feasible
    ? `No, do not route: ${name} alone ships, because ${why}.`
    : `No, do not route: nothing met the objective on validate (${objectiveWords(results)}), so the reference model ${name} ships alone: ${why}.`;
}
