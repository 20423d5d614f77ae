import type { Results } from '../harness/evaluate/results.ts';
import { COST_TOLERANCE } from '../harness/evaluate/studies/enough-outcomes.ts';
import type { ModelAdded, Robustness, Shipped } from '../harness/evaluate/studies/robustness-schema.ts';
import { pointsWords, savedWords } from './figure-text.ts';
import { count, counted, decimal, listWords, percent, points, signed, usdPer1000 } from './format.ts';
import { plainText } from './plain-text.ts';
import { beatsZero } from './standing.ts';

/** Share of the grades as a whole percentage. */
export function rateWords(rate: number): string {
  return percent(rate, 0);
}

/** What ships, as a name. */
export function shipName({ candidate }: Pick<Shipped, 'candidate'>): string {
  return plainText(candidate, 60);
}

/** Whether what ships is shown to lose more than the margin against the reference model of the unchanged run. */
export function isBroken({ qualityAgainstUnchanged, qualityGained }: Shipped, margin: number): boolean {
  return (qualityAgainstUnchanged ?? qualityGained).high < -margin;
}

/** Quality (0..1) that what ships may lose: the margin of the objective, else one point. */
export function studiedMargin({ objective }: Pick<Results, 'objective'>): number {
  return objective.kind === 'cheapest-within' ? objective.margin : 0.01;
}

/**
 * What breaks the verdict, one paragraph for each thing that was tried.
 *
 * @param margin see {@link studiedMargin}
 */
export function robustnessSentences(study: Robustness, margin: number): readonly string[] {
  return [
    unchangedSentence(study.unchanged.ships, margin),
    noiseSentence(study),
    judgeSentence(study, margin),
    removedSentence(study, margin),
    addedSentence(study),
    taskSentence(study, margin),
    ...paraphraseSentence(study),
  ];
}

function unchangedSentence(ships: Shipped, margin: number): string {
  const delivers = `As it is, ${shipName(ships)} ships; it ${savedWords(ships.costSaved)}`;
  const loses = isBroken(ships, margin) ? ', which is already shown to be more than the margin' : '';
  return `${delivers} and delivers ${againstWords(ships, ships)}${loses}. Below, one thing at a time is otherwise, and everything is fitted and chosen anew.`;
}

/** The router that a study speaks of: what ships, else the one with the largest AIQ − zero. */
export function studiedRouter({ unchanged }: Pick<Robustness, 'unchanged'>): string | undefined {
  const { routers, ships } = unchanged;
  if (ships.kind === 'router') return ships.candidate;
  return routers.reduce<(typeof routers)[number] | undefined>(
    (a, b) => (a && a.aiqMinusZero.value >= b.aiqMinusZero.value ? a : b),
    undefined,
  )?.name;
}

/** Routers whose figures depend on the grades of train, in the order of the run. */
export function noisyRouters({ unchanged, labelNoise }: Robustness): readonly string[] {
  return unchanged.routers
    .filter(({ name, aiq }) =>
      labelNoise.some(({ routers }) => {
        const other = routers.find((each) => each.name === name);
        return other !== undefined && other.aiq.value !== aiq.value;
      }),
    )
    .map(({ name }) => name);
}

function noiseSentence(study: Robustness): string {
  const name = studiedRouter(study);
  const start = 'Label noise: the training grades are wrong, those of validate and test are right.';
  if (name === undefined) return `${start} There is no router.`;
  const gains = study.labelNoise.flatMap(({ rate, routers }) => {
    const own = routers.find((each) => each.name === name);
    return own === undefined ? [] : [{ rate, gain: own.aiqMinusZero }];
  });
  const shown = gains.map(({ rate, gain }) => `${signed(gain.value, 4)} at ${rateWords(rate)}`);
  const certain = gains.findIndex(({ gain }) => !beatsZero(gain));
  const until =
    certain < 0
      ? 'Its whole interval stays above the zero router.'
      : certain === 0
        ? 'Its interval reaches the zero router even with right grades.'
        : `Its whole interval is above the zero router up to ${rateWords(gains[certain - 1]!.rate)}.`;
  return `${start} AIQ − zero of ${plainText(name, 60)} is ${listWords(shown)} wrong grades. ${until} ${changeOfShips(study.labelNoise)}`;
}

/** From which rate on something else ships. */
function changeOfShips(variants: readonly { readonly rate: number; readonly ships: Shipped }[]): string {
  const [first, ...rest] = variants;
  const other = rest.find(({ ships }) => ships.candidate !== first!.ships.candidate);
  if (other === undefined) return `Whatever the rate, ${shipName(first!.ships)} ships.`;
  return `At ${rateWords(other.rate)} ${shipName(other.ships)} ships instead of ${shipName(first!.ships)}.`;
}

function judgeSentence({ judgeError, unchanged }: Robustness, margin: number): string {
  const start =
    'Judge error: the grades of train and validate are wrong, as if a judge that errs at this rate had given them, and test is graded right; so this is what the selection would have shipped, and what it would have delivered.';
  const broken = judgeError.find(({ ships }) => isBroken(ships, margin));
  if (broken === undefined) {
    const worst = judgeError.reduce((a, b) => (lossOf(b.ships) < lossOf(a.ships) ? b : a));
    const where =
      worst.rate === 0
        ? 'nothing that it would have shipped is worse than what ships'
        : `at worst, at ${rateWords(worst.rate)}, ${shipName(worst.ships)} would have delivered ${againstWords(worst.ships, unchanged.ships)}`;
    return `${start} Up to ${rateWords(judgeError.at(-1)!.rate)} it is never shown to lose more than the margin: ${where}.`;
  }
  const { rate, ships } = broken;
  const from = rate === 0 ? 'Even with right grades' : `From ${rateWords(rate)} on`;
  return `${start} ${from} it is shown to lose more than the margin: there ${shipName(ships)} would have delivered ${againstWords(ships, unchanged.ships)}, where quality ${decimal(ships.promised.quality)} was promised and ${decimal(ships.quality.value)} came.`;
}

function lossOf({ qualityAgainstUnchanged, qualityGained }: Shipped): number {
  return (qualityAgainstUnchanged ?? qualityGained).value;
}

function againstWords({ qualityAgainstUnchanged, qualityGained }: Shipped, unchanged: Shipped): string {
  return `${pointsWords(qualityAgainstUnchanged ?? qualityGained)} against ${plainText(unchanged.referenceModel, 60)}`;
}

function removedSentence({ modelRemoved, unchanged }: Robustness, margin: number): string {
  if ('undefined' in modelRemoved) return `A model removed: not defined, ${modelRemoved.undefined}.`;
  const { models, notTried } = modelRemoved;
  const dearest = models.reduce((a, b) => (b.ships.costUsd.value > a.ships.costUsd.value ? b : a));
  const worst = models.reduce((a, b) => (lossOf(b.ships) < lossOf(a.ships) ? b : a));
  const broken = models.filter(({ ships }) => isBroken(ships, margin)).map(({ model }) => plainText(model, 60));
  const { costUsd } = unchanged.ships;
  return [
    'A model removed: the pool is smaller by one.',
    dearest.ships.costUsd.value > costUsd.value
      ? `It is dearest to lose ${plainText(dearest.model, 60)}: then ${shipName(dearest.ships)} ships, at ${usdPer1000(dearest.ships.costUsd.value)} per 1,000 queries instead of ${usdPer1000(costUsd.value)}.`
      : 'What ships gets no dearer, whichever model is gone.',
    `Quality is least without ${plainText(worst.model, 60)}: ${againstWords(worst.ships, unchanged.ships)}.`,
    broken.length === 0
      ? 'Whichever is gone, what ships is not shown to lose more than the margin.'
      : `What ships is shown to lose more than the margin without ${broken.join(', or without ')}.`,
    ...notTriedWords(notTried, 'model', 'with less traffic'),
  ].join(' ');
}

function notTriedWords(count: number, noun: string, which: string): string[] {
  return count === 0 ? [] : [`${counted(count, noun)} ${which} ${count === 1 ? 'was' : 'were'} not tried.`];
}

function addedSentence({ modelAdded }: Robustness): string {
  if ('undefined' in modelAdded) return `A model added: not defined, ${modelAdded.undefined}.`;
  const { model, steps, trainOutcomes, margin } = modelAdded;
  const name = plainText(model, 60);
  return `A model added: ${name} is taken for new, with few training outcomes, and what is not known of it is shrunk towards the rest of the pool and its own mean on the task; validate and test know it fully. ${enoughWords(modelAdded)} Enough means: quality within ${decimal(margin * 100, 1)} points of, and at most ${percent(COST_TOLERANCE, 0)} dearer than, what ships with all ${count(trainOutcomes)}; ${counted(steps.length - 1, 'number')} of outcomes ${steps.length === 2 ? 'was' : 'were'} tried.`;
}

function enoughWords({ enough, steps, trainOutcomes, model }: ModelAdded): string {
  const first = steps[0]!.outcomes;
  if (enough === first) return `${count(first)} outcomes are enough.`;
  const before = steps[steps.findIndex(({ outcomes }) => outcomes === enough) - 1]!.outcomes;
  if (enough === trainOutcomes) {
    return `${count(before)} outcomes are too few: between ${count(before)} and ${count(enough)} of ${plainText(model, 60)} are needed.`;
  }
  return `${count(enough)} outcomes are enough and ${count(before)} are too few: who has ${count(first)} needs ${count(enough - first)} more.`;
}

function taskSentence({ taskLeftOut }: Robustness, margin: number): string {
  if ('undefined' in taskLeftOut) return `A task left out: not defined, ${taskLeftOut.undefined}.`;
  const { tasks, notTried } = taskLeftOut;
  const worst = tasks.reduce((a, b) => (b.ships.qualityGained.value < a.ships.qualityGained.value ? b : a));
  const broken = tasks.filter(({ ships }) => ships.qualityGained.high < -margin).map(({ task }) => plainText(task, 60));
  return [
    'A task left out: neither train nor validate has it, and test has nothing else.',
    tasks.every(({ ships }) => ships.candidate === ships.referenceModel)
      ? 'Then the reference model alone ships, whatever the task.'
      : `What ships then does worst on ${plainText(worst.task, 60)}: ${pointsWords(worst.ships.qualityGained)} against ${plainText(worst.ships.referenceModel, 60)}, and it ${savedWords(worst.ships.costSaved)}.`,
    broken.length === 0
      ? 'On no task is it shown to lose more than the margin.'
      : `It is shown to lose more than the margin on ${counted(broken.length, 'task')} of ${tasks.length}: ${listWords(broken)}.`,
    ...notTriedWords(notTried, 'task', 'with fewer queries'),
  ].join(' ');
}

function paraphraseSentence(study: Robustness): readonly string[] {
  const { paraphrases, datasetParaphrases } = study;
  const name = studiedRouter(study);
  const own = paraphrases.flatMap(({ how, queries, routers }) => {
    const found = routers.find((router) => router.name === name);
    return found === undefined ? [] : [{ how, queries, ...found }];
  });
  if (own.length === 0) return [];
  const dataset =
    datasetParaphrases === 0
      ? 'The dataset marks no paraphrases, so that prompts were changed by rule, and the answers to the original count.'
      : own.some(({ how }) => how !== 'dataset')
        ? `The dataset has ${counted(datasetParaphrases, 'paraphrased test query', 'paraphrased test queries')} only, so that prompts were changed by rule too, for which the answers to the original count.`
        : `The dataset has ${counted(datasetParaphrases, 'paraphrased test query', 'paraphrased test queries')}.`;
  const flips = own.map(
    ({ how, flips: share, qualityEffect }) =>
      `${percent(share.value)} by ${howWords(how)} (quality ${points(qualityEffect.value)})`,
  );
  return [
    `Paraphrases: other words for the same query should not change its route. ${dataset} Routes of ${plainText(name!, 60)} flip in ${listWords(flips)}; robustness is what is left to 100 %.`,
  ];
}

/** A kind of rewording for people. */
export function howWords(how: Robustness['paraphrases'][number]['how']): string {
  return how === 'dataset' ? 'the dataset’s paraphrases' : how;
}
